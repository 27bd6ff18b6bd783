package deadlines

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"shixian/holidays"
)

// Catalogue is every rule of every jurisdiction, with the interpretations they
// speak of. It is read-only once filled.
type Catalogue struct {
	Jurisdictions []*Jurisdiction
	Rules         []*Rule // by jurisdiction, in the order of the articles
	// Interpretations are all readings by code, those that counting adds included.
	Interpretations map[string]*Interpretation
	// Words are what people type in search of a rule.
	Words    Words
	byID     map[string]*Rule
	position string
}

// Words are what people type in search of a rule, beside the rules' own words.
type Words struct {
	Synonyms []Synonym `yaml:"synonyms"`
	// Ignored are words that ask and name nothing, such as 几天.
	Ignored []string `yaml:"ignored"`
}

// Synonym says that people who type one of some words mean rules in which other ones
// stand, and why.
type Synonym struct {
	Typed []string `yaml:"typed"`
	Means []string `yaml:"means"`
	Why   Text     `yaml:"why"`
}

// NewCatalogue returns a catalogue of rules whose ids are unique.
func NewCatalogue(js []*Jurisdiction, rules []*Rule, is map[string]*Interpretation) *Catalogue {
	c := &Catalogue{Jurisdictions: js, Rules: rules, Interpretations: is, byID: make(map[string]*Rule, len(rules))}
	for _, r := range rules {
		c.byID[r.ID] = r
	}
	c.position = c.hash()
	return c
}

// Position names the rules as they are, as a position names a table: it is another once
// anything that a rule or an interpretation says is.
func (c *Catalogue) Position() string { return c.position }

// hash returns the first eight hex digits of the SHA-256 of all that rules and
// interpretations say.
func (c *Catalogue) hash() string {
	text, err := json.Marshal([]any{c.Rules, c.Interpretations})
	if err != nil {
		panic(err) // of texts, numbers and dates
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:4])
}

// Rule returns the rule named id, or nil.
func (c *Catalogue) Rule(id string) *Rule { return c.byID[id] }

// Jurisdiction returns the jurisdiction named id, or nil.
func (c *Catalogue) Jurisdiction(id string) *Jurisdiction {
	for _, j := range c.Jurisdictions {
		if j.ID == id {
			return j
		}
	}
	return nil
}

// Name has a question to this catalogue name a rule, and reports whether there is one. It
// allocates nothing, and [Catalogue.Ask] need not look the rule up again.
func (c *Catalogue) Name(q *Question, id []byte) bool {
	r := c.byID[string(id)]
	if r != nil {
		q.Rule, q.named = r.ID, r
	}
	return r != nil
}

// Question is a request as a caller puts it: it names the rule and, if it
// wants another than the rule's own, the calendar.
type Question struct {
	Rule     string
	Calendar string
	Request
	named *Rule // see [Catalogue.Name]; another if Rule was changed since
}

// Ask answers a question by a table of calendars. Errors are [*Error].
func (c *Catalogue) Ask(t *holidays.Table, q *Question) (a Answer, err error) {
	err = c.AskInto(&a, t, q)
	return a, err
}

// AskInto is [Catalogue.Ask] in the place of the answer, which has to be zero but for the memory
// of its trace: it is long, and whoever asks thousands copies none.
func (c *Catalogue) AskInto(a *Answer, t *holidays.Table, q *Question) (err error) {
	r := q.named
	if r == nil || r.ID != q.Rule {
		r = c.Rule(q.Rule)
	}
	if r == nil {
		if q.Rule == "" {
			return fail(CodeFieldMissing, "/rule", "rule", "")
		}
		return fail(CodeRuleUnknown, "/rule", q.Rule)
	}
	id := q.Calendar
	if id == "" {
		id = r.Jurisdiction.Calendar
	}
	cal := t.Calendar(id)
	if cal == nil {
		return fail(CodeCalendarUnknown, "/calendar", id)
	}
	if !q.AsOf.IsZero() {
		cal = t.AsOf(id, q.AsOf)
	}
	if err := a.compute(r, cal, &q.Request); err != nil {
		return err
	}
	if !q.AsOf.IsZero() && issuedNear(t.Calendar(id), q.AsOf) {
		a.Added |= AddedIssuedApproximate
	}
	if q.Readings {
		if a.Readings, err = c.readings(a, &q.Request); err == nil {
			err = c.combine(a, &q.Request, a.readable(&q.Request))
		}
	}
	return err
}

// issuedNear reports whether a notice whose day of issue is only approximate was
// issued about then, so that it may or may not have been known.
func issuedNear(cal *holidays.Calendar, day holidays.Date) bool {
	const about = 60
	for _, n := range cal.Notices() {
		if gap := n.Issued.DaysUntil(day); n.IssuedApproximate && gap >= -about && gap <= about {
			return true
		}
	}
	return false
}
