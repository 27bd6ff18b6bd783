package deadlines

import (
	"time"

	"shixian/holidays"
)

// Shape is the way in which a rule turns a trigger into an answer.
type Shape string

// The shapes; see counting in the project's README.
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

// Strength is the text's own word: 须/应, 原则上, 一般.
type Strength string

// The strengths.
const (
	Mandatory Strength = "mandatory"
	Principle Strength = "principle"
	General   Strength = "general"
)

// DeemedNoObjection is the consequence of silence in rules on consultation: no
// reply by the due day stands for consent.
const DeemedNoObjection = "deemed_no_objection"

// Jurisdiction is a district that binds itself by rules.
type Jurisdiction struct {
	ID       string
	Name     Text
	Calendar string // the calendar that its working days follow
}

// Document is the source text of a jurisdiction's rules.
type Document struct {
	Title  string
	Number string // 文号, empty if the text carries none
	// EffectiveFrom is the first day on which a trigger is judged by the rules.
	EffectiveFrom holidays.Date
	// EffectiveUnknown says that the text gives no date and EffectiveFrom is the
	// earliest one possible.
	EffectiveUnknown bool
	// ArticlesInferred says that article numbers were found by counting.
	ArticlesInferred bool
	// Checked is the day on which the rules were last compared with the text.
	Checked holidays.Date
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
	TriggerDayCounts bool
	Roll             Roll

	Trigger         Text // the event
	Actor           Text // who must act
	Strength        Strength
	Overridable     bool   // another amount may be set or agreed
	Silence         string // DeemedNoObjection or empty
	PostponedBy     Text   // who moves the day of an nth_weekday
	UpTo, Beyond    Text   // threshold: who decides, up to the amount and beyond it
	Note            Text
	Interpretations []*Interpretation // those that apply by default
}

// Interpretation is a reading that the text of a rule leaves open.
type Interpretation struct {
	Code     string
	Text     Text
	Source   Text   // what the reading rests on
	Override string // the request field by which a caller disagrees, or empty
}

// EffectiveFrom returns the first day on which a trigger is judged by the rule.
func (r *Rule) EffectiveFrom() holidays.Date { return r.Document.EffectiveFrom }

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
