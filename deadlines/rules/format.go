package rules

import (
	"shixian/deadlines"
	"shixian/holidays"
)

// The format of a rule file; README.md beside it teaches it. Every key is known
// and every key that a shape does not use is refused.

type ruleFile struct {
	Jurisdiction    jurisdiction              `yaml:"jurisdiction"`
	Document        document                  `yaml:"document"`
	Interpretations map[string]interpretation `yaml:"interpretations"`
	Uncounted       []uncounted               `yaml:"uncounted"`
	Rules           []rule                    `yaml:"rules"`
}

type jurisdiction struct {
	ID       string         `yaml:"id"`
	Name     deadlines.Text `yaml:"name"`
	Calendar string         `yaml:"calendar"`
}

type document struct {
	Title            string        `yaml:"title"`
	TitleEN          string        `yaml:"title_en"`
	Number           string        `yaml:"number"`
	EffectiveFrom    holidays.Date `yaml:"effective_from"`
	EffectiveUnknown bool          `yaml:"effective_unknown"`
	ArticlesInferred bool          `yaml:"articles_inferred"`
	Checked          holidays.Date `yaml:"checked"`
	EffectiveTo      holidays.Date `yaml:"effective_to"`
	SupersededBy     string        `yaml:"superseded_by"`
}

// uncounted is a duty with a time word that leaves nothing to count.
type uncounted struct {
	Word      string         `yaml:"word"`
	Article   int            `yaml:"article"`
	Paragraph int            `yaml:"paragraph"`
	What      deadlines.Text `yaml:"what"`
	Reason    deadlines.Text `yaml:"reason"`
}

type interpretation struct {
	Text     deadlines.Text `yaml:"text"`
	Source   deadlines.Text `yaml:"source"`
	Override string         `yaml:"override"`
	// Alternatives are the other readings, by code; WhyNot says why there are none.
	Alternatives map[string]alternative `yaml:"alternatives"`
	WhyNot       deadlines.Text         `yaml:"why_not"`
}

type alternative struct {
	Text   deadlines.Text `yaml:"text"`
	Source deadlines.Text `yaml:"source"`
	Set    change         `yaml:"set"`
}

// change is what a reading changes of a rule.
type change struct {
	Unit             deadlines.Unit `yaml:"unit"`
	Amount           int            `yaml:"amount"`
	Roll             deadlines.Roll `yaml:"roll"`
	TriggerDayCounts *bool          `yaml:"trigger_day_counts"`
	Period           string         `yaml:"period"`       // twelve_months
	Line             string         `yaml:"line"`         // beyond
	DecisionDay      string         `yaml:"decision_day"` // excluded
}

type rule struct {
	ID               string             `yaml:"id"`
	Title            deadlines.Text     `yaml:"title"`
	Group            string             `yaml:"group"`
	Shape            deadlines.Shape    `yaml:"shape"`
	Amount           int                `yaml:"amount"`
	Unit             deadlines.Unit     `yaml:"unit"`
	Every            deadlines.Window   `yaml:"every"`
	Nth              int                `yaml:"nth"`
	Weekday          string             `yaml:"weekday"`
	Weekdays         []string           `yaml:"weekdays"`
	AtLeast          bool               `yaml:"at_least"`
	AtMost           int                `yaml:"at_most"`
	Counter          deadlines.Text     `yaml:"counter"`
	Trigger          deadlines.Text     `yaml:"trigger"`
	Actor            deadlines.Text     `yaml:"actor"`
	Strength         deadlines.Strength `yaml:"strength"`
	Modal            string             `yaml:"modal"`
	Wording          deadlines.Text     `yaml:"wording"`
	Roll             deadlines.Roll     `yaml:"roll"`
	TriggerDayCounts bool               `yaml:"trigger_day_counts"`
	Overridable      bool               `yaml:"overridable"`
	Silence          string             `yaml:"silence"`
	SilenceInferred  bool               `yaml:"silence_inferred"`
	PostponedBy      deadlines.Text     `yaml:"postponed_by"`
	Approver         approver           `yaml:"approver"`
	Article          int                `yaml:"article"`
	Paragraph        int                `yaml:"paragraph"`
	Note             deadlines.Text     `yaml:"note"`
	Interpretations  []string           `yaml:"interpretations"`
	// Closed says, by the code of an interpretation, why this rule's text leaves its
	// alternatives no room.
	Closed map[string]deadlines.Text `yaml:"closed"`
	Cases  []workedCase              `yaml:"cases"`
}

type approver struct {
	UpTo   deadlines.Text `yaml:"up_to"`
	Beyond deadlines.Text `yaml:"beyond"`
}

// workedCase is a question to a rule, and what the answer has to be.
type workedCase struct {
	Trigger   holidays.Date   `yaml:"trigger"`
	Amount    int             `yaml:"amount"`
	Roll      deadlines.Roll  `yaml:"roll"`
	Suspended []holidays.Span `yaml:"suspended"`
	History   []holidays.Date `yaml:"history"`
	Days      float64         `yaml:"days"`
	Agreed    holidays.Date   `yaml:"agreed"`
	AsOf      holidays.Date   `yaml:"as_of"`

	Nominal        holidays.Date  `yaml:"nominal"`
	Due            holidays.Date  `yaml:"due"`
	Rolled         *bool          `yaml:"rolled"`
	LastWorkingDay holidays.Date  `yaml:"last_working_day"`
	Allowed        *bool          `yaml:"allowed"`
	Used           *int           `yaml:"used"`
	Limit          *int           `yaml:"limit"`
	Required       *int           `yaml:"required"`
	Remaining      *int           `yaml:"remaining"`
	Reachable      *bool          `yaml:"reachable"`
	NextAllowed    holidays.Date  `yaml:"next_allowed"`
	Inside         *bool          `yaml:"inside"`
	NextInside     holidays.Date  `yaml:"next_inside"`
	Approver       string         `yaml:"approver"`
	Both           *bool          `yaml:"both"`
	Certainty      string         `yaml:"certainty"`
	Earliest       holidays.Date  `yaml:"earliest"`
	Latest         holidays.Date  `yaml:"latest"`
	Error          deadlines.Code `yaml:"error"`
	Why            deadlines.Text `yaml:"why"`
}
