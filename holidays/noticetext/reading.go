package noticetext

import (
	"slices"

	"shixian/holidays"
)

// MaxBytes is the length of the longest text that [Read] reads, in bytes.
const MaxBytes = 256 << 10

// Status says what became of a sentence.
type Status string

// The states of a sentence.
const (
	StatusRead      Status = "read"      // understood as an arrangement; it may still add no entry
	StatusNoDates   Status = "no_dates"  // names no day
	StatusReference Status = "reference" // names days without arranging them: a quotation, a summary, a date of issue, page furniture
	StatusUnparsed  Status = "unparsed"  // not understood; nothing was taken from it
)

// Sentence is one sentence of the text, a heading or a line of its own.
type Sentence struct {
	// Text is the sentence without blanks and invisible characters.
	Text string `json:"text"`
	// Offset and Length locate the sentence in the text as given, in bytes.
	Offset int `json:"offset"`
	Length int `json:"length"`
	// Line is the number of the line on which the sentence starts, from 1.
	Line   int    `json:"line"`
	Status Status `json:"status"`
	// Entries are the arrangements that the sentence made. Entries that continue
	// those of an earlier sentence are joined to them in the notice.
	Entries []holidays.Entry `json:"entries,omitempty"`
	// Reason says why the sentence is unparsed, or why it is a reference.
	Reason *Reason `json:"reason,omitempty"`
}

// The statements of a text that are checked against the calendar.
const (
	FindingWeekday  = "weekday"       // the weekday stated for a date
	FindingSpanDays = "span_days"     // the number of days stated for a span (共N天)
	FindingWeekend  = "joins_weekend" // days off said to join a weekend
)

// Finding is one statement of the text that was checked against the calendar.
// A sentence with a finding that is not OK is unparsed.
type Finding struct {
	Code string `json:"code"`
	OK   bool   `json:"ok"`
	// Sentence is the index of the sentence in [Reading.Sentences].
	Sentence int `json:"sentence"`
	// Span is what the statement is about; a weekday is about a single day.
	Span holidays.Span `json:"span"`
	// Stated and Actual are a weekday (星期六) or a number of days (3).
	Stated string `json:"stated"`
	Actual string `json:"actual"`
}

// Reading is what was read from a text.
type Reading struct {
	// Notice has Calendar, Year, Document, Issued, Amends, Restates, Extends,
	// Replaces and Entries set as far as they were found. ID and Source are left to
	// the caller.
	Notice holidays.Notice `json:"notice"`
	// Title is the title of the notice, empty if none was found.
	Title string `json:"title,omitempty"`
	// Calendar is the calendar whose notice the text says it is, or the name of a
	// region that has no calendar; empty if it does not say. The text was read as
	// that calendar's, also if another was asked for.
	Calendar string `json:"calendar,omitempty"`
	// Traditional says that the text is in traditional characters. It was read as
	// if it were in simplified ones.
	Traditional bool `json:"traditional,omitempty"`
	// Undecided are the festivals of an amendment of which the text does not say
	// whether their days are given anew or added to: a person has to say.
	Undecided []string `json:"undecided,omitempty"`
	// Nothing says that nothing in the text could be a notice of holidays.
	Nothing bool `json:"nothing,omitempty"`
	// Sentences are all sentences of the text, in order.
	Sentences []Sentence `json:"sentences"`
	// Findings are the statements that were checked, in order.
	Findings []Finding `json:"findings"`
	// Problems are what is missing from the notice as a whole.
	Problems []Reason `json:"problems"`
}

// Unparsed returns the sentences that seem to move days and were not understood.
func (r Reading) Unparsed() []Sentence {
	return slices.DeleteFunc(slices.Clone(r.Sentences), func(s Sentence) bool { return s.Status != StatusUnparsed })
}

// Read reads text as a notice of the given calendar ("CN", "CN-GX"), one of those
// that src defines. The notices of src are those known so far: an amendment, a
// cancellation and a region's quotation of the national notice are read against
// them. The notice that is being read may itself be among them. Read returns no
// error: what it could not read is in Problems and in the unparsed sentences. The
// same text, calendar and source give the same reading.
func Read(calendar, text string, src *holidays.Source) Reading {
	r := &reader{src: src, out: Reading{
		Notice:    holidays.Notice{Calendar: calendar, Entries: []holidays.Entry{}},
		Sentences: []Sentence{}, Findings: []Finding{}, Problems: []Reason{},
	}}
	if len(text) > MaxBytes {
		r.problem(problemTooLong, "")
		return r.out
	}
	r.read(text)
	return r.out
}
