package explain

import (
	"cmp"
	"strconv"
	"strings"

	"shixian/deadlines"
	"shixian/holidays"
)

// Limit says in a few words what a rule asks.
func (w Words) Limit(r *deadlines.Rule) string { return w.limited(r, "") }

// limited says what a rule asks. In Chinese the text's own word stands at its place.
func (w Words) limited(r *deadlines.Rule, modal string) string {
	if !r.Wording.IsZero() {
		return w.say(modal+r.Wording.ZH, r.Wording.EN)
	}
	n := w.Amount(r.Amount, r.Unit)
	switch r.Shape {
	case deadlines.Within:
		if modal != "" {
			modal += "在"
		}
		return w.say(modal+n+"内", "within "+n)
	case deadlines.Before:
		return w.say(modal+"提前"+n, n+" before")
	case deadlines.Lead:
		return w.say(modal+"预留不少于"+n, "leave at least "+n)
	case deadlines.YearEnd:
		return w.say(modal+"当年年底前", "by the end of the year")
	case deadlines.Term:
		return w.say(modal+"每届任期"+n, "a term of "+n)
	case deadlines.Recurring:
		every := w.every(r)
		return w.say(modal+every, every)
	case deadlines.Quota:
		return w.quota(r, modal)
	case deadlines.Threshold:
		return w.say(n+"以内"+modal+"向"+r.UpTo.ZH+"请示，"+n+"以上"+modal+"向"+r.Beyond.ZH+"请示",
			"up to "+n+": ask "+r.UpTo.EN+"; "+n+" or more: "+r.Beyond.EN)
	}
	days := w.weekdays(r)
	return w.say(modal+"安排在"+days, "on "+days)
}

func (w Words) quota(r *deadlines.Rule, modal string) string {
	n, most := w.times(r, r.Amount), "不超过"
	switch {
	case r.AtMost > 0:
		least, n := strconv.Itoa(r.Amount), w.times(r, r.AtMost)
		if modal != "" {
			modal += "有"
		}
		return w.say("一年"+modal+least+"至"+n, least+" to "+n+" a year")
	case r.AtLeast:
		return w.say("一年"+modal+"至少"+n, "at least "+n+" a year")
	case modal != "" && forbids(r):
		most = "超过"
	}
	return w.say("一年"+modal+most+n, "at most "+n+" a year")
}

// forbids reports whether the text's own word is one of forbidding.
func forbids(r *deadlines.Rule) bool { return strings.Contains(r.Modal, "不得") }

// windows are how often a matter comes, and what one of its stretches of time is called.
var windows = map[deadlines.Window]struct{ once, unit deadlines.Text }{
	deadlines.EveryYear:      {deadlines.Text{ZH: "每年一次", EN: "once a year"}, deadlines.Text{ZH: "这一年", EN: "Its year"}},
	deadlines.EveryHalfYear:  {deadlines.Text{ZH: "每半年一次", EN: "once every half year"}, deadlines.Text{ZH: "所在的半年", EN: "Its half year"}},
	deadlines.EveryTwoMonths: {deadlines.Text{ZH: "每两个月一次", EN: "once every two months"}, deadlines.Text{ZH: "所在的两个月", EN: "Its two months"}},
	deadlines.EveryMonth:     {deadlines.Text{ZH: "每月一次", EN: "once a month"}, deadlines.Text{ZH: "所在的月", EN: "Its month"}},
	deadlines.EveryHalfMonth: {deadlines.Text{ZH: "每半月一次", EN: "once every half month"}, deadlines.Text{ZH: "所在的半月", EN: "Its half month"}},
	deadlines.EveryTwoWeeks:  {once: deadlines.Text{ZH: "每两周一次", EN: "once every two weeks"}},
}

var ordinals = [...]string{"", "first", "second", "third", "fourth", "fifth"}

func (w Words) every(r *deadlines.Rule) string {
	if r.Every == deadlines.EveryNthWeekday {
		nth := w.nthWeekday(r)
		return w.say("每月"+nth, "on the "+nth+" of each month")
	}
	return windows[r.Every].once.In(w.lang)
}

func (w Words) nthWeekday(r *deadlines.Rule) string {
	day := w.weekday(r.Weekday)
	return w.say("第"+strconv.Itoa(r.Nth)+"个"+day, ordinals[r.Nth]+" "+day)
}

// weekdays lists the days of a weekday_window.
func (w Words) weekdays(r *deadlines.Rule) string {
	var out []string
	for _, d := range r.Weekdays {
		out = append(out, w.weekday(d))
	}
	last := len(out) - 1
	if w.lang != holidays.English || last < 1 {
		return strings.Join(out, "、")
	}
	return strings.Join(out[:last], ", ") + " or " + out[last]
}

// strengths are what the words of a text stand for.
var strengths = map[deadlines.Strength]deadlines.Text{
	deadlines.Mandatory: {ZH: "应", EN: "shall"},
	deadlines.Principle: {ZH: "原则上", EN: "in principle"},
	deadlines.General:   {ZH: "一般", EN: "as a rule"},
	deadlines.Permitted: {ZH: "可", EN: "may"},
	deadlines.Plain:     {ZH: "原文未用“须”“应”", EN: "stated without 须 or 应"},
}

// Strength is the text's own word, in English what it stands for.
func (w Words) Strength(r *deadlines.Rule) string {
	said := strengths[r.Strength]
	if forbids(r) {
		said.EN = "shall not"
	}
	return w.say(cmp.Or(r.Modal, said.ZH), said.EN)
}

// modal quotes the text's own word, in English with what it stands for; "" in Chinese if
// there is none to quote.
func (w Words) modal(r *deadlines.Rule) string {
	said := w.Strength(r)
	switch {
	case r.Modal != "":
		return w.say("“"+r.Modal+"”", "“"+r.Modal+"”, "+said)
	case r.Strength == deadlines.Plain, r.Strength == deadlines.Mandatory:
		return w.say("", said)
	}
	return said
}

// Article says which article, and paragraph, a rule is.
func (w Words) Article(r *deadlines.Rule) string { return w.place(r.Article, r.Paragraph) }

// place names an article, and its paragraph unless that is 0.
func (w Words) place(article, paragraph int) string {
	n, p := strconv.Itoa(article), strconv.Itoa(paragraph)
	if paragraph == 0 {
		return w.say("第"+n+"条", "article "+n)
	}
	return w.say("第"+n+"条第"+p+"款", "article "+n+", paragraph "+p)
}

// Uncounted says where a duty stands that leaves nothing to count, what it is, and why.
func (w Words) Uncounted(u *deadlines.Uncounted) (place, text string) {
	return w.capital(w.place(u.Article, u.Paragraph)), w.headed(w.capital(u.What.In(w.lang)), u.Reason.In(w.lang))
}

// Citation says where a rule stands.
func (w Words) Citation(r *deadlines.Rule) string {
	document, article := w.title(r.Document), w.Article(r)
	return w.say(document+article, document+", "+article)
}

// Document names a document and says since when it holds.
func (w Words) Document(d *deadlines.Document) string {
	return w.title(d) + w.say("，", ", ") + w.force(d)
}

func (w Words) title(d *deadlines.Document) string {
	zh, known := "《"+d.Title+"》", []string{d.Title}
	if d.Number != "" {
		zh += "（" + d.Number + "）"
		known = append(known, d.Number)
	}
	if d.TitleEN == "" {
		return w.say(zh, strings.Join(known, ", "))
	}
	return w.say(zh, d.TitleEN+" ("+strings.Join(known, ", ")+")")
}

// force says since when a document holds, and until when.
func (w Words) force(d *deadlines.Document) string {
	from, to := w.Date(d.EffectiveFrom), w.Date(d.EffectiveTo)
	out := w.say("自"+from+"起施行", "in force since "+from)
	if d.EffectiveUnknown {
		out = w.say("施行日期原文未载，不早于"+from, "in force from a day that the text does not give, not before "+from)
	}
	if !d.EffectiveTo.IsZero() {
		out += w.say("，至"+to+"止，其后适用“"+d.SupersededBy+"”", ", until "+to+", then replaced by “"+d.SupersededBy+"”")
	}
	return out
}

// label stands before the due day.
func (w Words) label(r *deadlines.Rule) string {
	switch {
	case r.Shape == deadlines.Term:
		return w.say("届满", "The term ends")
	case r.Every == deadlines.EveryNthWeekday:
		return w.say("最近一次", "Next")
	case r.Shape == deadlines.Lead:
		return w.say("最迟报送", "Hand in by")
	case r.Shape == deadlines.Recurring, r.Shape == deadlines.Before:
		return w.say("最迟", "Latest")
	}
	return w.say("截止", "Due")
}

// DueTitle names the due day of an answer, for an event, and says if it can still move.
func (w Words) DueTitle(a *deadlines.Answer) string {
	label := w.label(a.Rule)
	if a.Provisional() {
		label += w.say("（暂定）", " (provisional)")
	}
	return w.headed(label, a.Rule.Title.In(w.lang))
}

// headed puts a heading before a text.
func (w Words) headed(heading, text string) string { return heading + w.say("：", ": ") + text }
