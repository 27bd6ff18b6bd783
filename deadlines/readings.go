package deadlines

import "slices"

// Alternative is another reading of what an [Interpretation] is about.
type Alternative struct {
	Of   string `yaml:"-"` // the code of the interpretation
	Code string `yaml:"-"`
	Text Text   `yaml:"text"`
	// Source is what the reading rests on.
	Source Text   `yaml:"source"`
	Change Change `yaml:"-"`
}

// Change is what a reading changes of a rule. Zero values change nothing.
type Change struct {
	Unit   Unit `yaml:"unit"`
	Amount int  `yaml:"amount"`
	Roll   Roll `yaml:"roll"`
	// TriggerDay says whether the day of the event counts.
	TriggerDay *bool `yaml:"trigger_day_counts"`
	// TwelveMonths: a year of a quota is any twelve months on end.
	TwelveMonths bool `yaml:"-"`
	// LineBeyond: a length exactly on the line of a threshold lies beyond it.
	LineBeyond bool `yaml:"-"`
	// DecisionDayOut: the days left for a decision do not include the day on which it
	// is needed.
	DecisionDayOut bool `yaml:"-"`
}

// IsZero reports whether nothing is changed.
func (c Change) IsZero() bool { return c == Change{} }

// apply changes a rule. If working days are counted, nothing is left to roll.
func (c *Change) apply(r *Rule) {
	if c.Unit != "" {
		r.Unit = c.Unit
	}
	if c.Amount != 0 {
		r.Amount = c.Amount
	}
	if c.Roll != RollDefault {
		r.Roll = c.Roll
	}
	if c.TriggerDay != nil {
		r.TriggerDayCounts = *c.TriggerDay
	}
	r.TwelveMonths = r.TwelveMonths || c.TwelveMonths
	r.LineBeyond = r.LineBeyond || c.LineBeyond
	r.DecisionDayOut = r.DecisionDayOut || c.DecisionDayOut
	if r.inWorkingDays() {
		r.Roll = RollNone
	}
}

// Choice chooses a reading: of an interpretation, either one of its alternatives or,
// by its own code, the reading that applies anyway.
type Choice struct{ Of, Take string }

// MaxChoices is how many readings a request may choose.
const MaxChoices = 16

// Origin is the rule as its text has it, of one that is read in another way.
func (r *Rule) Origin() *Rule {
	if r.origin != nil {
		return r.origin
	}
	return r
}

// Chosen are the readings by which the rule differs from its origin.
func (r *Rule) Chosen() []*Alternative { return r.chosen }

// read returns the rule under the readings chosen. Errors are [*Error].
func (r *Rule) read(choices []Choice) (*Rule, error) {
	if len(choices) > MaxChoices {
		return nil, fail(CodeTooManySpans, "/interpret", MaxChoices)
	}
	var chosen []*Alternative
	for n, c := range choices {
		pointer := "/interpret/" + c.Of
		if slices.ContainsFunc(choices[:n], func(o Choice) bool { return o.Of == c.Of }) {
			return nil, fail(CodeReadingTwice, pointer, c.Of)
		}
		k := slices.IndexFunc(r.Interpretations, func(i *Interpretation) bool { return i.Code == c.Of })
		if k < 0 {
			return nil, fail(CodeReadingUnknown, pointer, r.ID, c.Of)
		}
		i := r.Interpretations[k]
		if c.Take == i.Code {
			continue
		}
		open := r.Open[i.Code]
		at := slices.IndexFunc(open, func(alt *Alternative) bool { return alt.Code == c.Take })
		if at < 0 && len(open) > 0 {
			return nil, fail(CodeReadingUnknown, pointer, r.ID, c.Of+":"+c.Take)
		}
		if at < 0 {
			why := r.Closed[i.Code]
			return nil, fail(CodeReadingNotOpen, pointer, r.ID, c.Of, c.Take, why.ZH, why.EN)
		}
		chosen = append(chosen, open[at])
	}
	if len(chosen) == 0 {
		return r, nil
	}
	out := *r
	out.origin, out.chosen = r, chosen
	for _, alt := range chosen {
		alt.Change.apply(&out)
	}
	return &out, nil
}

// rolls reports whether a reading chosen is about the roll.
func (r *Rule) rolls() bool {
	return slices.ContainsFunc(r.chosen, func(a *Alternative) bool { return a.Change.Roll != RollDefault })
}

// Reading is what a question comes to under a reading that it did not choose.
type Reading struct {
	// Of is the interpretation; Take is the code of its alternative, or its own if the
	// question chose an alternative.
	Of     *Interpretation
	Take   string
	Text   Text
	Answer Answer
}

// readings answers a question under each reading that the text leaves open and that
// it did not choose, one at a time.
func (c *Catalogue) readings(a *Answer, q *Request) ([]Reading, error) {
	out := []Reading{}
	for _, i := range a.readable(q) {
		if !a.Keeps(i) {
			continue
		}
		inForce := a.Rule.inForce(i).Code
		for _, o := range a.Rule.options(i) {
			if o.Take == inForce {
				continue
			}
			var err error
			if o.Answer, err = c.under(a, q, Choice{i.Code, o.Take}); err != nil {
				return nil, err
			}
			out = append(out, o)
		}
	}
	return out, nil
}

// readable are the interpretations that leave the question other readings: none if a date
// was agreed, and none about the roll if the question says what to do.
func (a *Answer) readable(q *Request) (out []*Interpretation) {
	if a.Added&AddedAgreed != 0 {
		return nil
	}
	origin := a.Rule.Origin()
	for _, i := range origin.Interpretations {
		if len(origin.Open[i.Code]) > 0 && (i.Override != "roll" || q.Roll == RollDefault) {
			out = append(out, i)
		}
	}
	return out
}

// options are all readings of an interpretation, the usual one first.
func (r *Rule) options(i *Interpretation) []Reading {
	out := []Reading{{Of: i, Take: i.Code, Text: i.Text}}
	for _, alt := range r.Origin().Open[i.Code] {
		out = append(out, Reading{Of: i, Take: alt.Code, Text: alt.Text})
	}
	return out
}

// combine answers a question under every combination of the readings of some
// interpretations, and keeps the strictest: a day that counts and a last day that does
// not move can each be harmless and together come to an earlier day than either.
func (c *Catalogue) combine(a *Answer, q *Request, open []*Interpretation) error {
	if len(open) == 0 {
		best, _ := a.Strictest()
		other, err := c.under(a, q)
		if err == nil && other.stricterThan(best) {
			a.Combined = &Combination{Choices: other.Rule.differing(a.Rule), Answer: other}
		}
		return err
	}
	for _, o := range a.Rule.options(open[0]) {
		chosen := *q
		chosen.Interpret = choose(q.Interpret, Choice{open[0].Code, o.Take})
		if err := c.combine(a, &chosen, open[1:]); err != nil {
			return err
		}
	}
	return nil
}

// differing are the choices that lead from another reading of a rule to r.
func (r *Rule) differing(from *Rule) (out []Choice) {
	for _, i := range r.Origin().Interpretations {
		if take := r.inForce(i).Code; take != from.inForce(i).Code {
			out = append(out, Choice{i.Code, take})
		}
	}
	return out
}

// inForce returns i, or the alternative that was chosen in its place.
func (r *Rule) inForce(i *Interpretation) *Interpretation {
	for _, alt := range r.chosen {
		if alt.Of == i.Code {
			return &Interpretation{Code: alt.Code, Text: alt.Text, Source: alt.Source, Override: i.Override}
		}
	}
	return i
}

// under answers a request again with other readings.
func (c *Catalogue) under(a *Answer, q *Request, choices ...Choice) (Answer, error) {
	other := *q
	other.Trace = false
	for _, choice := range choices {
		other.Interpret = choose(other.Interpret, choice)
	}
	return Compute(a.Rule.Origin(), a.Calendar, &other)
}

func choose(choices []Choice, c Choice) []Choice {
	out := slices.DeleteFunc(slices.Clone(choices), func(o Choice) bool { return o.Of == c.Of })
	return append(out, c)
}

// Combination is what a question comes to under several readings at once.
type Combination struct {
	Choices []Choice // those by which it differs from the question
	Answer  Answer
}

// Strictest returns the strictest of the answer, its readings, and all their
// combinations, and the choices that lead there, as Safe does.
func (a *Answer) Strictest() (*Answer, []Choice) {
	if a.Combined != nil {
		return &a.Combined.Answer, a.Combined.Choices
	}
	return a.Safe()
}

// Safe returns the strictest of the answer and its readings: the earliest due day, or the
// least that is allowed; and the choice that leads there, which is nil if it is the
// answer's own. A combination of readings can be stricter still, see Combined.
func (a *Answer) Safe() (*Answer, []Choice) {
	best, by := a, []Choice(nil)
	for k := range a.Readings {
		if r := &a.Readings[k]; r.Answer.stricterThan(best) {
			best, by = &r.Answer, []Choice{{r.Of.Code, r.Take}}
		}
	}
	return best, by
}

func (a *Answer) stricterThan(b *Answer) bool {
	switch a.Rule.Shape {
	case Quota:
		lackA, lackB := a.Quota.Required-a.Quota.Used, b.Quota.Required-b.Quota.Used
		if a.Quota.NextAllowed != b.Quota.NextAllowed {
			return a.Quota.NextAllowed.After(b.Quota.NextAllowed)
		}
		return lackA > lackB && lackA > 0
	case Threshold:
		return a.Approver == a.Rule.Beyond && b.Approver != b.Rule.Beyond
	case WeekdayWindow:
		return a.Window.NextInside.After(b.Window.NextInside)
	}
	return a.Due.Before(b.Due)
}
