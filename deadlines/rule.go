package deadlines

import (
	"time"

	"shixian/holidays"
)

// Shape is the way in which a rule turns a trigger into an answer.
type Shape string

// The shapes; deadlines/rules/README.md has them in a table.
const (
	Within        Shape = "within"         // N working days, days or months after the event
	Before        Shape = "before"         // N working days or days before a coming event
	Lead          Shape = "lead"           // last day to hand in, N working days before a decision is needed
	YearEnd       Shape = "year_end"       // 31 December of the trigger's year
	Term          Shape = "term"           // N years from the first day
	Recurring     Shape = "recurring"      // once in every window of time
	Quota         Shape = "quota"          // so many times, or days, a calendar year
	Threshold     Shape = "threshold"      // who decides, by length
	WeekdayWindow Shape = "weekday_window" // certain days of the week
)

// Unit is the unit of a rule's amount.
type Unit string

// The units.
const (
	WorkingDay Unit = "working_day"
	CalDay     Unit = "day"
	Month      Unit = "month"
	Year       Unit = "year"
)

// Roll says where a due day goes that is not a working day.
type Roll string

// The rolls. RollDefault stands for the rule's own.
const (
	RollDefault  Roll = ""
	RollNone     Roll = "none"
	RollNext     Roll = "next"
	RollPrevious Roll = "previous"
)

// Known reports whether r is one of the rolls.
func (r Roll) Known() bool {
	return r == RollDefault || r == RollNone || r == RollNext || r == RollPrevious
}

// Window is the stretch of time in which a recurring matter comes once.
type Window string

// The windows.
const (
	EveryYear       Window = "year"
	EveryHalfYear   Window = "half_year"
	EveryTwoMonths  Window = "two_months"
	EveryMonth      Window = "month"
	EveryHalfMonth  Window = "half_month" // 1st to 15th, 16th to the end
	EveryTwoWeeks   Window = "two_weeks"  // 14 days from the last time
	EveryNthWeekday Window = "nth_weekday"
)

// Strength is how strong the text's own word is.
type Strength string

// The strengths, by the word that stands in the text.
const (
	Mandatory Strength = "mandatory" // 须, 应, 要, 不得
	Principle Strength = "principle" // 原则上
	General   Strength = "general"   // 一般
	Permitted Strength = "permitted" // 可
	Plain     Strength = "plain"     // none of these: the duty is just stated
)

// DeemedNoObjection is the consequence of silence in rules on consultation: no
// reply by the due day stands for consent.
const DeemedNoObjection = "deemed_no_objection"

// Jurisdiction is a district that binds itself by rules.
type Jurisdiction struct {
	ID       string `yaml:"id"`
	Name     Text   `yaml:"name"`
	Calendar string `yaml:"calendar"` // the calendar that its working days follow
	// Uncounted are duties of its document with a time word and nothing to count.
	Uncounted []Uncounted `yaml:"-"`
}

// Uncounted is a duty that no rule stands for, because its text leaves nothing to
// count.
type Uncounted struct {
	Word      string `yaml:"word"` // the text's time word, such as 及时
	What      Text   `yaml:"what"`
	Reason    Text   `yaml:"reason"`
	Article   int    `yaml:"article"`
	Paragraph int    `yaml:"paragraph"` // 0 if it is not cited
}

// Document is the source text of a jurisdiction's rules.
type Document struct {
	Title   string `yaml:"title"`
	TitleEN string `yaml:"title_en"` // in our own words; empty if there is none
	Number  string `yaml:"number"`   // 文号, empty if the text carries none
	// EffectiveFrom is the first day on which a trigger is judged by the rules.
	EffectiveFrom holidays.Date `yaml:"effective_from"`
	// EffectiveUnknown says that the text gives no date and EffectiveFrom is the
	// earliest one possible.
	EffectiveUnknown bool `yaml:"effective_unknown"`
	// ArticlesInferred says that article numbers were found by counting.
	ArticlesInferred bool `yaml:"articles_inferred"`
	// Checked is the day on which the rules were last compared with the text.
	Checked holidays.Date `yaml:"checked"`
	// EffectiveTo is the last day on which a trigger is judged by the rules; zero if
	// no end is known. SupersededBy then names the document that took its place.
	EffectiveTo  holidays.Date `yaml:"effective_to"`
	SupersededBy string        `yaml:"superseded_by"`
}

// Rule is one provision. It is read-only once loaded. What a rule file says of it in other
// words than these, package rules reads.
type Rule struct {
	ID           string        `yaml:"id"`
	Title        Text          `yaml:"title"`
	Group        string        `yaml:"group"` // meeting, document, reply, travel or supervision
	Jurisdiction *Jurisdiction `yaml:"-"`
	Document     *Document     `yaml:"-"`
	Article      int           `yaml:"article"`
	Paragraph    int           `yaml:"paragraph"` // 0 if the article has one paragraph, or the paragraph is not cited

	Shape            Shape          `yaml:"shape"`
	Amount           int            `yaml:"amount"` // 0 for the shapes that have none
	Unit             Unit           `yaml:"unit"`
	Every            Window         `yaml:"every"` // recurring
	Nth              int            `yaml:"nth"`   // recurring nth_weekday: 1 to 5
	Weekday          time.Weekday   `yaml:"-"`     // recurring nth_weekday
	Weekdays         []time.Weekday `yaml:"-"`
	AtLeast          bool           `yaml:"at_least"` // quota: the amount is a minimum
	AtMost           int            `yaml:"at_most"`  // quota: the maximum beside a minimum; 0 if there is none
	Counter          Text           `yaml:"counter"`  // quota: what it counts, such as 次; zero for days
	TriggerDayCounts bool           `yaml:"trigger_day_counts"`
	Roll             Roll           `yaml:"roll"`

	Trigger  Text     `yaml:"trigger"` // the event
	Actor    Text     `yaml:"actor"`   // who must act
	Strength Strength `yaml:"strength"`
	Modal    string   `yaml:"modal"` // the words in the text that Strength stands for; empty if it is Plain
	// Wording is the limit in the text's words, if they are not those of the shape;
	// zero if they are.
	Wording         Text              `yaml:"wording"`
	Overridable     bool              `yaml:"overridable"`      // another amount may be set or agreed
	Silence         string            `yaml:"silence"`          // DeemedNoObjection or empty
	SilenceInferred bool              `yaml:"silence_inferred"` // whether the consequence of silence is only read into the rule
	PostponedBy     Text              `yaml:"postponed_by"`     // who moves the day of an nth_weekday
	UpTo            Text              `yaml:"-"`                // threshold: who decides up to the amount
	Beyond          Text              `yaml:"-"`                // threshold: who decides beyond it
	Note            Text              `yaml:"note"`
	Interpretations []*Interpretation `yaml:"-"` // those that apply by default
	// Open are, by the code of an interpretation, the alternatives that the text of this
	// rule leaves open; Closed says of the other interpretations why it leaves none.
	Open   map[string][]*Alternative `yaml:"-"`
	Closed map[string]Text           `yaml:"-"`

	// How the rule is read, see [Change].
	TwelveMonths   bool `yaml:"-"`
	LineBeyond     bool `yaml:"-"`
	DecisionDayOut bool `yaml:"-"`

	origin *Rule // nil unless it is read in another way
	chosen []*Alternative
}

// Interpretation is a reading that the text of a rule leaves open.
type Interpretation struct {
	Code     string `yaml:"-"`
	Text     Text   `yaml:"text"`
	Source   Text   `yaml:"source"`   // what the reading rests on
	Override string `yaml:"override"` // the request field by which a caller disagrees, or empty
	// Alternatives are the other readings that a text can leave open; if there are
	// none, WhyNot says why.
	Alternatives []*Alternative `yaml:"-"`
	WhyNot       Text           `yaml:"why_not"`
}

// EffectiveFrom returns the first day on which a trigger is judged by the rule.
func (r *Rule) EffectiveFrom() holidays.Date { return r.Document.EffectiveFrom }

// EffectiveTo returns the last day on which a trigger is judged by the rule, and what
// took its place; zero if no end is known.
func (r *Rule) EffectiveTo() (last holidays.Date, successor string) {
	return r.Document.EffectiveTo, r.Document.SupersededBy
}

// inWorkingDays reports whether the rule counts working days, so that nothing
// is left to roll.
func (r *Rule) inWorkingDays() bool { return r.Unit == WorkingDay }

// HasDue reports whether answers of the rule have a due day.
func (r *Rule) HasDue() bool {
	return r.Shape != Quota && r.Shape != Threshold && r.Shape != WeekdayWindow
}

// DefaultRoll returns the roll of a rule that names none.
func DefaultRoll(shape Shape, unit Unit, every Window) Roll {
	switch {
	case unit == WorkingDay, shape == YearEnd, shape == Term:
		return RollNone
	case shape == Within, every == EveryNthWeekday:
		return RollNext
	case shape == Before, shape == Recurring:
		return RollPrevious
	}
	return RollNone
}
