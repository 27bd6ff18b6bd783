package check

import (
	"fmt"
	"slices"

	"shixian/holidays"
)

// The codes of what a text says of itself.
const (
	Simplified     = "simplified"       // it is in simplified characters
	TextComplete   = "text_complete"    // it is there to its last line
	SentencesRead  = "sentences_read"   // every sentence with a date was read, or acknowledged
	TextWhole      = "text_whole"       // nothing is missing from the text as a whole
	WeekdaysStated = "weekdays_stated"  // each weekday stated is that of its date
	DaysStated     = "span_days_stated" // each 共N天 is the length of its span
)

// TextReport is what the text reader found.
type TextReport struct {
	// Calendar is the calendar whose notice the text says it is, or the name of a
	// region that has none; empty if it does not say.
	Calendar string
	// Traditional says that it is written in traditional characters. Then nothing else
	// is said of it.
	Traditional bool
	// Incomplete is what is missing at the end of the text, or of one of its sentences.
	Incomplete []holidays.Text
	// Unread are the sentences with a date that were not understood.
	Unread []string
	// Missing is what else the text as a whole lacks, such as a festival that its
	// opening announces.
	Missing []holidays.Text
	// Acknowledged are the sentences of Unread, and the Chinese of what is in Missing,
	// that a person has looked at one by one.
	Acknowledged []string
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
		Code: Simplified, Stage: OfText, Run: simplified,
		Name:  holidays.Text{ZH: "简体字", EN: "Simplified characters"},
		Right: holidays.Text{ZH: "不是繁体字文本。", EN: "It is not in traditional characters."},
	},
	{
		Code: TextComplete, Stage: OfText, Run: textComplete,
		Name:  holidays.Text{ZH: "文本到底", EN: "Text to its end"},
		Right: holidays.Text{ZH: "文本没有被截断。", EN: "The text is not cut off."},
		Wrong: holidays.Text{ZH: "文本被截断，请贴全文：", EN: "The text is cut off; paste all of it: "},
	},
	{
		Code: SentencesRead, Stage: OfText, Run: sentencesRead,
		Name:  holidays.Text{ZH: "逐句读懂", EN: "Every sentence read"},
		Right: holidays.Text{ZH: "含日期的句子都已读懂。", EN: "Every sentence with a date was read."},
	},
	{
		Code: TextWhole, Stage: OfText, Run: textWhole,
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

func simplified(in *Input) Outcome {
	if !in.Text.Traditional {
		return Outcome{}
	}
	detail := holidays.Text{ZH: "文本是繁体字，请贴政府网站上的简体原文。", EN: "The text is in traditional characters; paste the original, which is in simplified ones."}
	return Outcome{Faults: []Fault{{Entry: whole, Detail: detail}}, Detail: detail}
}

func textComplete(in *Input) Outcome {
	var o Outcome
	for _, what := range in.Text.Incomplete {
		o.Faults = append(o.Faults, Fault{Entry: whole, Detail: what})
	}
	return o
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
	for _, m := range in.Text.Missing {
		faults = append(faults, Fault{Entry: whole, Detail: m})
	}
	if len(faults) == 0 {
		return Outcome{}
	}
	zh, en := joined(faults, "；")
	if !slices.ContainsFunc(in.Text.Missing, func(m holidays.Text) bool { return !slices.Contains(in.Text.Acknowledged, m.ZH) }) {
		return Outcome{faults, true, holidays.Text{ZH: "已由人逐项确认；全文：" + zh, EN: "A person has acknowledged each; of the text: " + en}}
	}
	return Outcome{Faults: faults, Detail: holidays.Text{ZH: "全文有缺：" + zh, EN: "The text is not whole: " + en}}
}

func misstated(wrong []Misstatement) Outcome {
	var o Outcome
	for _, m := range wrong {
		o.Faults = append(o.Faults, notice(fmt.Sprintf("%s–%s: %s ≠ %s", m.Span.From, m.Span.To, m.Stated, m.Actual), ""))
	}
	return o
}
