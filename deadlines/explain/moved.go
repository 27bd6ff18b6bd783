package explain

import (
	"strings"

	"shixian/deadlines"
)

// Moved says in a language what became of an answer, and by which notices.
func Moved(lang string, m *deadlines.Move) string {
	if lang == English {
		return enMoved(m)
	}
	return zhMoved(m)
}

func zhMoved(m *deadlines.Move) string {
	var zh zhWords
	b, a := &m.Before, &m.After
	text := ""
	switch {
	case b.Due != a.Due:
		text = "截止日由" + zh.DayDate(b.Due) + "改为" + zh.DayDate(a.Due)
	case b.LastWorkingDay.Date != a.LastWorkingDay.Date:
		text = "截止日仍为" + zh.DayDate(a.Due) + "，当年最后一个工作日由" + zh.DayDate(b.LastWorkingDay.Date) + "改为" + zh.DayDate(a.LastWorkingDay.Date)
	case m.Moved():
		text = "由“" + zh.Verdict(b) + "”改为“" + zh.Verdict(a) + "”"
	default:
		text = "仍为" + zh.Verdict(a)
	}
	if from, to := certaintyOf(b), certaintyOf(a); from != to {
		text += "，由" + zhCertainties[from] + "变为" + zhCertainties[to]
	}
	var causes []string
	for i := range m.Because {
		word := "发布"
		if m.Because[i].Withdrawn {
			word = "撤回"
		}
		causes = append(causes, m.Because[i].Notice.Name()+word)
	}
	if len(causes) > 0 {
		text += "；因" + strings.Join(causes, "、")
	}
	return text + "。"
}

func enMoved(m *deadlines.Move) string {
	var en enWords
	b, a := &m.Before, &m.After
	text := ""
	switch {
	case b.Due != a.Due:
		text = "The due day moves from " + en.DayDate(b.Due) + " to " + en.DayDate(a.Due)
	case b.LastWorkingDay.Date != a.LastWorkingDay.Date:
		text = "The due day is still " + en.DayDate(a.Due) + "; the year's last working day moves from " +
			en.DayDate(b.LastWorkingDay.Date) + " to " + en.DayDate(a.LastWorkingDay.Date)
	case m.Moved():
		text = "From “" + en.Verdict(b) + "” to “" + en.Verdict(a) + "”"
	default:
		text = "Still " + en.Verdict(a)
	}
	if from, to := certaintyOf(b), certaintyOf(a); from != to {
		text += ", which was " + enCertainties[from] + " and is " + enCertainties[to]
	}
	var causes []string
	for i := range m.Because {
		word := " was published"
		if m.Because[i].Withdrawn {
			word = " was withdrawn"
		}
		causes = append(causes, m.Because[i].Notice.Name()+word)
	}
	if len(causes) > 0 {
		text += "; " + strings.Join(causes, ", ")
	}
	return text + "."
}

// certaintyOf is how certain an answer is, its last working day included.
func certaintyOf(a *deadlines.Answer) deadlines.Certainty {
	if c := a.LastWorkingDay.Certainty; a.Certainty() == deadlines.Settled && c != "" {
		return c
	}
	return a.Certainty()
}

var (
	zhCertainties = map[deadlines.Certainty]string{deadlines.Settled: "已定", deadlines.Bounded: "推算而不会再变", deadlines.Provisional: "暂定"}
	enCertainties = map[deadlines.Certainty]string{deadlines.Settled: "settled", deadlines.Bounded: "estimated but not to move", deadlines.Provisional: "provisional"}
)
