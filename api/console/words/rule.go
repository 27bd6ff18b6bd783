package words

import (
	"strconv"
	"strings"

	"shixian/api/console/page"
	"shixian/deadlines"
	"shixian/holidays"
)

// Unit names a unit.
func Unit(v *page.View, u deadlines.Unit) string {
	switch u {
	case deadlines.WorkingDay:
		return v.T("工作日", "working days")
	case deadlines.CalDay:
		return v.T("日", "days")
	case deadlines.Month:
		return v.T("个月", "months")
	case deadlines.Year:
		return v.T("年", "years")
	}
	return ""
}

// Limit says in a few words what a rule asks.
func Limit(v *page.View, r *deadlines.Rule) string {
	n := strconv.Itoa(r.Amount)
	unit := Unit(v, r.Unit)
	if r.Unit == deadlines.WorkingDay && !v.English() {
		unit = "个工作日"
	}
	switch r.Shape {
	case deadlines.Within:
		return v.T(n+unit+"内", "within "+n+" "+unit)
	case deadlines.Before:
		return v.T("提前"+n+unit, n+" "+unit+" before")
	case deadlines.Lead:
		return v.T("提前"+n+unit+"报送", "hand in "+n+" "+unit+" before")
	case deadlines.YearEnd:
		return v.T("当年年底前", "by the end of the year")
	case deadlines.Term:
		return v.T(n+unit+"任期", "term of "+n+" "+unit)
	case deadlines.Recurring:
		return Every(v, r)
	case deadlines.Quota:
		if r.AtLeast {
			return v.T("一年至少 "+n, "at least "+n+" a year")
		}
		return v.T("一年至多 "+n, "at most "+n+" a year")
	case deadlines.Threshold:
		return v.T("以 "+n+" 天为界", "by length: "+n+" days")
	}
	return v.T("限于星期几", "certain weekdays")
}

var windowNames = map[deadlines.Window]holidays.Text{
	deadlines.EveryYear:      {ZH: "每年一次", EN: "once a year"},
	deadlines.EveryHalfYear:  {ZH: "每半年一次", EN: "once in half a year"},
	deadlines.EveryTwoMonths: {ZH: "每两个月一次", EN: "once in two months"},
	deadlines.EveryMonth:     {ZH: "每月一次", EN: "once a month"},
	deadlines.EveryHalfMonth: {ZH: "每半月一次", EN: "once in half a month"},
	deadlines.EveryTwoWeeks:  {ZH: "每两周一次", EN: "once in two weeks"},
}

// Every says how often a rule comes round.
func Every(v *page.View, r *deadlines.Rule) string {
	if r.Every == deadlines.EveryNthWeekday {
		n := strconv.Itoa(r.Nth)
		return v.T("每月第"+n+"个"+page.WeekdaysZH[r.Weekday], r.Weekday.String()+" no. "+n+" of each month")
	}
	return v.In(windowNames[r.Every])
}

// Citation says where a rule stands.
func Citation(v *page.View, r *deadlines.Rule) string {
	doc := r.Document.Title
	if r.Document.Number != "" {
		doc += "（" + r.Document.Number + "）"
	}
	article, paragraph := strconv.Itoa(r.Article), strconv.Itoa(r.Paragraph)
	if v.English() {
		out := doc + ", article " + article
		if r.Paragraph > 0 {
			out += ", paragraph " + paragraph
		}
		return out
	}
	out := "《" + r.Document.Title + "》" + strings.TrimPrefix(doc, r.Document.Title) + "第" + article + "条"
	if r.Paragraph > 0 {
		out += "第" + paragraph + "款"
	}
	return out
}

var overrideNames = map[string]holidays.Text{
	"amount":    {ZH: "填“另有约定的时限”可改", EN: "“Another limit agreed” overrides it"},
	"roll":      {ZH: "选“截止日不上班时”可改", EN: "“A due day that is not worked” overrides it"},
	"calendar":  {ZH: "选“日历”可改", EN: "“Calendar” overrides it"},
	"suspended": {ZH: "填“中止期间”可改", EN: "“Suspended” overrides it"},
	"as_of":     {ZH: "填“只按这一天已公布的通知”可改", EN: "“Only by notices issued by” overrides it"},
	"trigger":   {ZH: "改填另一天即可", EN: "another day overrides it"},
}

// Override says by which field a caller disagrees.
func Override(v *page.View, field string) string {
	if t, ok := overrideNames[field]; ok {
		return v.In(t)
	}
	return field
}

// WeekdayHeads stand above the columns of a month, from Monday on.
func WeekdayHeads(v *page.View) [7]string {
	if v.English() {
		return [7]string{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
	}
	return [7]string{"一", "二", "三", "四", "五", "六", "日"}
}

// Document names a document and since when it holds.
func Document(v *page.View, d *deadlines.Document) string {
	name := v.T("《"+d.Title+"》", d.Title)
	if d.Number != "" {
		name += v.T("（"+d.Number+"）", " ("+d.Number+")")
	}
	if d.EffectiveUnknown {
		return name + v.T("，施行日期原文未载，最早 "+v.Date(d.EffectiveFrom), ", in force from an unknown day, "+v.Date(d.EffectiveFrom)+" at the earliest")
	}
	return name + v.T("，自 "+v.Date(d.EffectiveFrom)+" 起施行", ", in force from "+v.Date(d.EffectiveFrom))
}

var strengthNames = []page.Choice{
	page.ChoiceOf(string(deadlines.Mandatory), "应", "must"),
	page.ChoiceOf(string(deadlines.Principle), "原则上", "in principle"),
	page.ChoiceOf(string(deadlines.General), "一般", "as a rule"),
	page.ChoiceOf(string(deadlines.Permitted), "可", "may"),
	page.ChoiceOf(string(deadlines.Plain), "未用“须”“应”", "stated without must"),
}

// Strength is the text's own word, in English what it stands for.
func Strength(v *page.View, r *deadlines.Rule) string {
	if r.Modal != "" && !v.English() {
		return r.Modal
	}
	for _, n := range strengthNames {
		if n.Value == string(r.Strength) {
			return v.Name(n)
		}
	}
	return string(r.Strength)
}
