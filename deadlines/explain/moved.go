package explain

import (
	"strings"

	"shixian/deadlines"
)

// Moved says in a language what became of an answer, and by which notices.
func Moved(lang string, m *deadlines.Move) string {
	w := In(lang)
	text := w.moved(m)
	if from, to := certaintyOf(&m.Before), certaintyOf(&m.After); from != to {
		was, is := certainties[from].In(lang), certainties[to].In(lang)
		text += w.say("，由"+was+"变为"+is, ", which was "+was+" and is "+is)
	}
	var causes []string
	for i := range m.Because {
		cause := w.say("发布", " was published")
		if m.Because[i].Withdrawn {
			cause = w.say("撤回", " was withdrawn")
		}
		causes = append(causes, m.Because[i].Notice.Name()+cause)
	}
	if len(causes) > 0 {
		text += w.say("，因为"+strings.Join(causes, "、"), ", because "+strings.Join(causes, ", "))
	}
	return text + w.say("。", ".")
}

func (w Words) moved(m *deadlines.Move) string {
	b, a := &m.Before, &m.After
	was, is := w.Verdict(b), w.Verdict(a)
	last, next := w.DayDate(b.LastWorkingDay.Date), w.DayDate(a.LastWorkingDay.Date)
	switch {
	case b.Due != a.Due:
		return w.say("截止日由"+was+"改为"+is, "The due day moves from "+was+" to "+is)
	case b.LastWorkingDay.Date != a.LastWorkingDay.Date:
		return w.say("截止日仍为"+is+"，当年最后一个工作日由"+last+"改为"+next,
			"The due day is still "+is+"; the year's last working day moves from "+last+" to "+next)
	case b.Certainty() == a.Certainty() && b.LastWorkingDay.Certainty != a.LastWorkingDay.Certainty:
		return w.say("截止日仍为"+is+"，当年最后一个工作日仍为"+next, "The due day is still "+is+", and the year's last working day "+next)
	case was == is && b.Window != a.Window:
		from, to := w.DayDate(b.Window.NextInside), w.DayDate(a.Window.NextInside)
		return w.say("仍为"+is+"；其后第一个在所列日子里的工作日由"+from+"改为"+to,
			"Still "+is+"; the first working day after it that is one of them moves from "+from+" to "+to)
	case m.Moved():
		return w.say("由“"+was+"”改为“"+is+"”", "From “"+was+"” to “"+is+"”")
	}
	still := w.say("仍为"+is, "Still "+is)
	if d := a.Window.NextInside; a.Rule.Shape == deadlines.WeekdayWindow && d != a.Trigger {
		still += w.say("；其后第一个在所列日子里的工作日仍为", "; the first working day after it that is one of them is still ") + w.DayDate(d)
	}
	return still
}

// certaintyOf is how certain an answer is, its last working day included.
func certaintyOf(a *deadlines.Answer) deadlines.Certainty {
	if c := a.LastWorkingDay.Certainty; a.Certainty() == deadlines.Settled && c != "" {
		return c
	}
	return a.Certainty()
}

var certainties = map[deadlines.Certainty]deadlines.Text{
	deadlines.Settled:     {ZH: "已定", EN: "settled"},
	deadlines.Bounded:     {ZH: "推算而不会再变", EN: "estimated but not to move"},
	deadlines.Provisional: {ZH: "暂定", EN: "provisional"},
}
