package explain

import (
	"strings"

	"shixian/deadlines"
	"shixian/holidays"
)

// Kind says what a line of an explanation is about.
type Kind string

// The kinds, in the order in which lines stand.
const (
	What        Kind = "what"        // the district and the rule's title
	Result      Kind = "result"      // the due day, or what the shape has instead of it
	Ends        Kind = "ends"        // when the due day ends
	From        Kind = "from"        // the event, and its day
	Limit       Kind = "limit"       // how much, by whose word
	Condition   Kind = "condition"   // what the question or the calendar brought in
	Days        Kind = "days"        // the days in between
	Certainty   Kind = "certainty"   // whether the day can still move
	Readings    Kind = "reading"     // what other readings come to, if the question asks
	Consequence Kind = "consequence" // what silence comes to
	Note        Kind = "note"        // exceptions
	Basis       Kind = "basis"       // where the rule stands
	Position    Kind = "position"    // by which table
)

// Line is a sentence or two about one thing.
type Line struct {
	Kind Kind   `json:"kind" enums:"what,result,ends,from,limit,condition,days,certainty,reading,consequence,note,basis,position" example:"result"`
	Text string `json:"text" example:"截止：2026年2月25日（周三）。"`
}

// Explanation is how an answer came about, line by line.
type Explanation struct{ Lines []Line }

// Text returns the explanation as a clerk would paste it, a line each.
func (e *Explanation) Text() string { return e.joined("\n", func(Kind) bool { return true }) }

func (e *Explanation) joined(by string, wanted func(Kind) bool) string {
	var out []string
	for _, l := range e.Lines {
		if wanted(l.Kind) {
			out = append(out, l.Text)
		}
	}
	return strings.Join(out, by)
}

// Cell returns in one line what differs from row to row of a table: from which day,
// how much, under which conditions and how sure. What a row is about, what it rests on
// and its due day stand in columns of their own; a result that is no day does not.
func (e *Explanation) Cell() string {
	due := e.Of(Ends) != ""
	return e.joined(" ", func(k Kind) bool {
		switch k {
		case What, Ends, Note, Basis, Position:
			return false
		}
		return k != Result || !due
	})
}

// Of returns the text of the first line about something, or "".
func (e *Explanation) Of(k Kind) string {
	for _, l := range e.Lines {
		if l.Kind == k {
			return l.Text
		}
	}
	return ""
}

// Subject is what is explained: a question, its answer, and what they refer to.
type Subject struct {
	Question *deadlines.Question
	Answer   *deadlines.Answer
	// Interpretations are those of the catalogue.
	Interpretations map[string]*deadlines.Interpretation
	// NameEN returns the English name of a festival, or "" if it has none.
	NameEN func(festival string) string
}

// Explain explains an answer in a language: English, or else Chinese.
func Explain(lang string, s *Subject) Explanation {
	p := sentences{s, s.Answer, s.Answer.Rule, In(lang)}
	var e Explanation
	add := func(k Kind, texts ...string) {
		for _, text := range texts {
			if text != "" {
				e.Lines = append(e.Lines, Line{k, text})
			}
		}
	}
	add(What, p.what())
	add(Result, p.result())
	add(Ends, p.ends())
	add(From, p.from())
	add(Limit, p.limit())
	add(Condition, p.suspension())
	add(Condition, p.conditions()...)
	add(Days, p.days())
	add(Condition, p.roll(), p.lastWorkingDay())
	add(Condition, p.added()...)
	add(Certainty, p.certainty())
	add(Readings, p.readings()...)
	add(Consequence, p.consequence())
	add(Note, p.note())
	add(Basis, p.basis())
	add(Position, p.position())
	return e
}

// spoken are the interpretations added by counting that have no line of their own:
// their texts are the catalogue's.
const spoken = deadlines.AddedMonthEnd | deadlines.AddedIssuedApproximate |
	deadlines.AddedUndated | deadlines.AddedMeetingBeforeEffective | deadlines.AddedDueBeforeEffective |
	deadlines.AddedHistoryBeforeEffective | deadlines.AddedBothSides | deadlines.AddedBeijingTime

// added returns the texts of the interpretations that counting added.
func (s sentences) added() (out []string) {
	for bit, code := range deadlines.AddedCodes {
		if s.a.Added&spoken&(1<<bit) == 0 {
			continue
		}
		if i := s.Interpretations[code]; i != nil {
			out = append(out, i.Text.In(s.lang))
		}
	}
	return out
}

// isRest reports whether the calendar says that d is not worked.
func (s sentences) isRest(d holidays.Date) bool {
	return s.a.Calendar.Covers(d) && !s.a.Calendar.IsWorking(d)
}
