package wire

import "shixian/holidays"

// Question is the body of a question. Dates are written YYYY-MM-DD.
type Question struct {
	// The caller's own name for the question, which its answer or problem bears: at most 128 characters
	Ref string `json:"ref,omitempty" maxLength:"128" example:"A-17"`
	// The id of the rule
	Rule string `json:"rule" example:"xihe.countersign-reply"`
	// A date, or an RFC 3339 instant, whose seconds may be left out; without an offset it is Beijing time; threshold takes none
	Trigger string `json:"trigger,omitempty" example:"2026-02-09"`
	// Another amount, if the rule is overridable: 1 to 1000
	Amount int `json:"amount,omitempty" minimum:"1" maximum:"1000"`
	// The due day as agreed, in the place of an amount, if the rule is overridable
	Agreed string `json:"agreed,omitempty" format:"date" example:"2026-03-20"`
	// none, next or previous
	Roll string `json:"roll,omitempty" enums:"none,next,previous"`
	// Spans of days that do not count, at most 64
	Suspended []holidays.Span `json:"suspended,omitempty"`
	// Count from the notices issued by that day
	AsOf string `json:"as_of,omitempty" format:"date" example:"2025-10-31"`
	// Another calendar than the rule's own
	Calendar string `json:"calendar,omitempty" example:"CN-GX"`
	// quota: the days already used
	History []string `json:"history,omitempty"`
	// threshold: a length in days
	Days float64 `json:"days,omitempty"`
	// Whether to answer under the other readings too that the text leaves open
	Readings bool `json:"readings,omitempty"`
	// Readings chosen: by the code of an interpretation, that of its alternative
	Interpret map[string]string `json:"interpret,omitempty"`
	// Whether the answer carries its trace: true by default, false in batches
	Trace *bool `json:"trace,omitempty"`
	// Answer as it was at that position or revision of the table; batches take it in the query
	Revision string `json:"revision,omitempty" example:"12.9f3c41aa"`
}

// StatusQuestion is a question about where a matter stands.
type StatusQuestion struct {
	Question
	// The day of the look: a date or an instant, today by default
	At string `json:"at,omitempty" example:"2026-02-24"`
	// The day on which it was done: a date or an instant
	Done string `json:"done,omitempty"`
	// Working days left from which the light is yellow, 0 to 1000; 2 by default
	Yellow *int `json:"yellow,omitempty" minimum:"0" maximum:"1000"`
}

// BatchItem is a question of a batch, which sees one revision. With at, done or yellow it
// asks where its matter stands as well, and is answered as such.
type BatchItem = StatusQuestion

// Batch is the body of a batch: at most [MaxItems] questions, without trace unless
// they ask for it.
type Batch struct {
	Items []BatchItem `json:"items"`
}

// BatchAnswer holds, in the order of the items, each one's [Answer], or [StatusAnswer] if
// the item asks for it, or problem.
type BatchAnswer struct {
	Results []Answer `json:"results"`
}
