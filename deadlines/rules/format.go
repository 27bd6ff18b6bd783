package rules

import (
	"shixian/deadlines"
	"shixian/holidays"
)

// The format of a rule file; README.md beside it teaches it. Every key is known
// and every key that a shape does not use is refused.

type ruleFile struct {
	Jurisdiction    deadlines.Jurisdiction    `yaml:"jurisdiction"`
	Document        deadlines.Document        `yaml:"document"`
	Interpretations map[string]interpretation `yaml:"interpretations"`
	Uncounted       []deadlines.Uncounted     `yaml:"uncounted"`
	Rules           []rule                    `yaml:"rules"`
}

type interpretation struct {
	deadlines.Interpretation `yaml:",inline"`
	// Alternatives are the other readings, by code.
	Alternatives map[string]alternative `yaml:"alternatives"`
}

type alternative struct {
	deadlines.Alternative `yaml:",inline"`
	Set                   change `yaml:"set"`
}

// change is what a reading changes of a rule.
type change struct {
	deadlines.Change `yaml:",inline"`
	Period           string `yaml:"period"`       // twelve_months
	Line             string `yaml:"line"`         // beyond
	DecisionDay      string `yaml:"decision_day"` // excluded
}

type rule struct {
	deadlines.Rule  `yaml:",inline"`
	Weekday         string   `yaml:"weekday"`
	Weekdays        []string `yaml:"weekdays"`
	Approver        approver `yaml:"approver"`
	Interpretations []string `yaml:"interpretations"`
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
	deadlines.Request `yaml:",inline"`

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
