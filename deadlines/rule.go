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
	ID       string
	Name     Text
	Calendar string // the calendar that its working days follow
	// Uncounted are duties of its document with a time word and nothing to count.
	Uncounted []Uncounted
}

// Uncounted is a duty that no rule stands for, because its text leaves nothing to
// count.
type Uncounted struct {
	Word         string // the text's time word, such as 及时
	What, Reason Text
	Article      int
	Paragraph    int // 0 if it is not cited
}

// Document is the source text of a jurisdiction's rules.
type Document struct {
	Title   string
	TitleEN string // in our own words; empty if there is none
	Number  string // 文号, empty if the text carries none
	// EffectiveFrom is the first day on which a trigger is judged by the rules.
	EffectiveFrom holidays.Date
	// EffectiveUnknown says that the text gives no date and EffectiveFrom is the
	// earliest one possible.
	EffectiveUnknown bool
	// ArticlesInferred says that article numbers were found by counting.
	ArticlesInferred bool
	// Checked is the day on which the rules were last compared with the text.
	Checked holidays.Date
	// EffectiveTo is the last day on which a trigger is judged by the rules; zero if
	// no end is known. SupersededBy then names the document that took its place.
	EffectiveTo  holidays.Date
	SupersededBy string
}

// Rule is one provision. It is read-only once loaded.
type Rule struct {
	ID           string
	Title        Text
	Group        string // meeting, document, reply, travel or supervision
	Jurisdiction *Jurisdiction
	Document     *Document
	Article      int
	Paragraph    int // 0 if the article has one paragraph, or the paragraph is not cited

	Shape            Shape
	Amount           int // 0 for the shapes that have none
	Unit             Unit
	Every            Window       // recurring
	Nth              int          // recurring nth_weekday: 1 to 5
	Weekday          time.Weekday // recurring nth_weekday
	Weekdays         []time.Weekday
	AtLeast          bool // quota: the amount is a minimum
	AtMost           int  // quota: the maximum beside a minimum; 0 if there is none
	Counter          Text // quota: what it counts, such as 次; zero for days
	TriggerDayCounts bool
	Roll             Roll

	Trigger  Text // the event
	Actor    Text // who must act
	Strength Strength
	Modal    string // the words in the text that Strength stands for; empty if it is Plain
	// Wording is the limit in the text's words, if they are not those of the shape;
	// zero if they are.
	Wording         Text
	Overridable     bool   // another amount may be set or agreed
	Silence         string // DeemedNoObjection or empty
	SilenceInferred bool   // whether the consequence of silence is only read into the rule
	PostponedBy     Text   // who moves the day of an nth_weekday
	UpTo, Beyond    Text   // threshold: who decides, up to the amount and beyond it
	Note            Text
	Interpretations []*Interpretation // those that apply by default
	// Open are, by the code of an interpretation, the alternatives that the text of this
	// rule leaves open; Closed says of the other interpretations why it leaves none.
	Open   map[string][]*Alternative
	Closed map[string]Text

	// How the rule is read, see [Change].
	TwelveMonths, LineBeyond, DecisionDayOut bool

	origin *Rule // nil unless it is read in another way
	chosen []*Alternative
}

// Interpretation is a reading that the text of a rule leaves open.
type Interpretation struct {
	Code     string
	Text     Text
	Source   Text   // what the reading rests on
	Override string // the request field by which a caller disagrees, or empty
	// Alternatives are the other readings that a text can leave open; if there are
	// none, WhyNot says why.
	Alternatives []*Alternative
	WhyNot       Text
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
