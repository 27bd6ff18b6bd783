package check

import (
	"fmt"
	"slices"

	"shixian/holidays"
)

// The codes of what a text says of itself.
const (
	SentencesRead  = "sentences_read"   // every sentence with a date was read, or acknowledged
	TextWhole      = "text_whole"       // nothing is missing from the text as a whole
	WeekdaysStated = "weekdays_stated"  // each weekday stated is that of its date
	DaysStated     = "span_days_stated" // each 共N天 is the length of its span
)

// TextReport is what the text reader found.
type TextReport struct {
	// Unread are the sentences with a date that were not understood.
	Unread []string
	// Acknowledged are those of Unread that a person has taken on, one by one.
	Acknowledged []string
	// Missing is what the text as a whole lacks. A text that breaks off, say, lacks
	// a festival that its opening announces.
	Missing []holidays.Text
	// Incomplete says that the text is not there to its end, and where it breaks off.
	Incomplete []holidays.Text
	// Calendar is the calendar whose notice the text says it is, or the name of a
	// region that has none; empty if it does not say.
	Calendar string
	// Traditional says that the text is in traditional characters.
	Traditional bool
	// Undecided are the festivals of an amendment of which the text does not say
	// whether their days are given anew or added to.
	Undecided []string
	// Weekdays and Days are the weekdays, and the numbers of days, that are wrong.
	Weekdays, Days []Misstatement
}

// Misstatement is something that the text says of a run of days and that is not so.
type Misstatement struct {
	Span           holidays.Span
	Stated, Actual string
}

var textChecks = []Check{
	{
		Code: SentencesRead, Stage: OfText, Run: sentencesRead,
		Name:  holidays.Text{ZH: "逐句读懂", EN: "Every sentence read"},
		Right: holidays.Text{ZH: "含日期的句子都已读懂。", EN: "Every sentence with a date was read."},
	},
	{
		Code: TextWhole, Overridable: true, Stage: OfText, Run: textWhole,
		Name:  holidays.Text{ZH: "全文完整", EN: "Text whole"},
		Right: holidays.Text{ZH: "通知全文完整。", EN: "The text is whole."},
	},
	{
		Code: WeekdaysStated, Overridable: true, Stage: OfText,
		Name:  holidays.Text{ZH: "所写星期", EN: "Weekdays stated"},
		Run:   func(in *Input) Outcome { return misstated(in.Text.Weekdays) },
		Right: holidays.Text{ZH: "所写的星期都对。", EN: "Every weekday stated is right."},
		Wrong: holidays.Text{ZH: "所写的星期不符（所写 ≠ 实际）：", EN: "Wrong weekday (stated ≠ actual): "},
	},
	{
		Code: DaysStated, Overridable: true, Stage: OfText,
		Name:  holidays.Text{ZH: "所写天数", EN: "Numbers of days stated"},
		Run:   func(in *Input) Outcome { return misstated(in.Text.Days) },
		Right: holidays.Text{ZH: "所写的天数都对。", EN: "Every number of days stated is right."},
		Wrong: holidays.Text{ZH: "所写的天数不符（所写 ≠ 实际）：", EN: "Wrong number of days (stated ≠ actual): "},
	},
}

func sentencesRead(in *Input) Outcome {
	var open, taken []Fault
	for _, s := range in.Text.Unread {
		if slices.Contains(in.Text.Acknowledged, s) {
			taken = append(taken, notice(s, ""))
		} else {
			open = append(open, notice(s, ""))
		}
	}
	switch n := len(taken); {
	case len(open) > 0:
		all, _ := joined(open, "；")
		return Outcome{Faults: open, Detail: holidays.Text{ZH: "没有读懂，须逐句确认并说明理由：" + all,
			EN: "Not read; a person has to acknowledge each, with a reason: " + all}}
	case n > 0:
		return Outcome{taken, true, holidays.Text{ZH: fmt.Sprintf("%d 句没有读懂，已逐句确认。", n),
			EN: fmt.Sprintf("%d sentences were not read; a person has acknowledged each.", n)}}
	}
	return Outcome{}
}

func textWhole(in *Input) Outcome {
	var faults []Fault
	for _, m := range slices.Concat(in.Text.Missing, in.Text.Incomplete) {
		faults = append(faults, Fault{Entry: -1, Detail: m})
	}
	if len(faults) == 0 {
		return Outcome{}
	}
	zh, en := joined(faults, "；")
	return Outcome{Faults: faults, Detail: holidays.Text{ZH: "全文有缺：" + zh, EN: "The text is not whole: " + en}}
}

func misstated(wrong []Misstatement) Outcome {
	var o Outcome
	for _, m := range wrong {
		o.Faults = append(o.Faults, notice(fmt.Sprintf("%s–%s: %s ≠ %s", m.Span.From, m.Span.To, m.Stated, m.Actual), ""))
	}
	return o
}
