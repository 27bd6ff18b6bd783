package explain

import (
	"strconv"
	"strings"
	"time"

	"shixian/deadlines"
	"shixian/holidays"
)

// zhWords are the short texts in Chinese.
type zhWords struct{}

var zhWeekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

func (zhWords) Weekday(d holidays.Date) string { return zhWeekdays[d.Weekday()] }

func (zhWords) Date(d holidays.Date) string {
	y, m, day := d.Civil()
	return strconv.Itoa(y) + "年" + zhMonthDay(m, day)
}

func zhMonthDay(m time.Month, day int) string {
	return strconv.Itoa(int(m)) + "月" + strconv.Itoa(day) + "日"
}

func (w zhWords) DayDate(d holidays.Date) string { return w.Date(d) + "（" + w.Weekday(d) + "）" }

// span writes a run of days.
func (w zhWords) span(s holidays.Span) string {
	switch {
	case s.From == s.To:
		return w.Date(s.From)
	case s.From.Year() != s.To.Year():
		return w.Date(s.From) + "至" + w.Date(s.To)
	}
	_, m, day := s.To.Civil()
	return w.Date(s.From) + "至" + zhMonthDay(m, day)
}

func (zhWords) Unit(u deadlines.Unit) string {
	return map[deadlines.Unit]string{deadlines.WorkingDay: "工作日", deadlines.CalDay: "天", deadlines.Month: "个月", deadlines.Year: "年"}[u]
}

func (w zhWords) Amount(n int, u deadlines.Unit) string {
	if u == deadlines.WorkingDay {
		return strconv.Itoa(n) + "个工作日"
	}
	return strconv.Itoa(n) + w.Unit(u)
}

// times says how many of what a quota counts.
func (zhWords) times(r *deadlines.Rule, n int) string {
	switch {
	case r.Unit == deadlines.CalDay:
		return strconv.Itoa(n) + "天"
	case r.Counter.ZH != "":
		return strconv.Itoa(n) + r.Counter.ZH
	}
	return strconv.Itoa(n) + "次"
}

func (w zhWords) Limit(r *deadlines.Rule) string { return w.limited(r, "") }

// limited says what a rule asks, with the text's own word at its place.
func (w zhWords) limited(r *deadlines.Rule, modal string) string {
	n := w.Amount(r.Amount, r.Unit)
	in := func(before string) string {
		if modal == "" {
			return ""
		}
		return before
	}
	switch r.Shape {
	case deadlines.Within:
		return modal + in("在") + n + "内"
	case deadlines.Before:
		return modal + "提前" + n
	case deadlines.Lead:
		return modal + "预留不少于" + n
	case deadlines.YearEnd:
		return modal + "当年年底前"
	case deadlines.Term:
		return modal + "每届任期" + n
	case deadlines.Recurring:
		return modal + w.every(r)
	case deadlines.Quota:
		return w.quota(r, modal)
	case deadlines.Threshold:
		return n + "以内" + modal + "向" + r.UpTo.ZH + "请示，" + n + "以上" + modal + "向" + r.Beyond.ZH + "请示"
	}
	return modal + "安排在" + w.weekdays(r)
}

func (w zhWords) quota(r *deadlines.Rule, modal string) string {
	n := w.times(r, r.Amount)
	switch {
	case r.AtMost > 0:
		return "一年" + modal + strconv.Itoa(r.Amount) + "至" + w.times(r, r.AtMost)
	case r.AtLeast:
		return "一年" + modal + "至少" + n
	case strings.Contains(r.Modal, "不得") && modal != "":
		return "一年" + modal + "超过" + n
	}
	return "一年" + modal + "不超过" + n
}

var zhWindows = map[deadlines.Window]string{
	deadlines.EveryYear: "每年一次", deadlines.EveryHalfYear: "每半年一次", deadlines.EveryTwoMonths: "每两个月一次",
	deadlines.EveryMonth: "每月一次", deadlines.EveryHalfMonth: "每半月一次", deadlines.EveryTwoWeeks: "每两周一次",
}

func (zhWords) every(r *deadlines.Rule) string {
	if r.Every == deadlines.EveryNthWeekday {
		return "每月第" + strconv.Itoa(r.Nth) + "个" + zhWeekdays[r.Weekday]
	}
	return zhWindows[r.Every]
}

// weekdays lists the days of a weekday_window.
func (zhWords) weekdays(r *deadlines.Rule) string {
	var out []string
	for _, d := range r.Weekdays {
		out = append(out, zhWeekdays[d])
	}
	return strings.Join(out, "、")
}

// zhStrengths stand for the word of a text that a rule does not quote.
var zhStrengths = map[deadlines.Strength]string{
	deadlines.Mandatory: "应", deadlines.Principle: "原则上", deadlines.General: "一般", deadlines.Permitted: "可", deadlines.Plain: "原文未用“须”“应”",
}

func (zhWords) Strength(r *deadlines.Rule) string {
	if r.Modal != "" {
		return r.Modal
	}
	return zhStrengths[r.Strength]
}

// modal quotes the text's own word; "" if there is none to quote.
func (zhWords) modal(r *deadlines.Rule) string {
	switch {
	case r.Modal != "":
		return "“" + r.Modal + "”"
	case r.Strength == deadlines.Plain, r.Strength == deadlines.Mandatory:
		return ""
	}
	return zhStrengths[r.Strength]
}

func zhArticle(r *deadlines.Rule) string {
	out := "第" + strconv.Itoa(r.Article) + "条"
	if r.Paragraph > 0 {
		out += "第" + strconv.Itoa(r.Paragraph) + "款"
	}
	return out
}

func (zhWords) Citation(r *deadlines.Rule) string { return zhDocument(r.Document) + zhArticle(r) }

func zhDocument(d *deadlines.Document) string {
	if d.Number != "" {
		return "《" + d.Title + "》（" + d.Number + "）"
	}
	return "《" + d.Title + "》"
}

func (w zhWords) Document(d *deadlines.Document) string { return zhDocument(d) + "，" + w.force(d) }

// force says since when a document holds, and until when.
func (w zhWords) force(d *deadlines.Document) string {
	out := "自" + w.Date(d.EffectiveFrom) + "起施行"
	if d.EffectiveUnknown {
		out = "施行日期原文未载，不早于" + w.Date(d.EffectiveFrom)
	}
	if !d.EffectiveTo.IsZero() {
		out += "，至" + w.Date(d.EffectiveTo) + "止，其后适用" + d.SupersededBy
	}
	return out
}

// label stands before the due day.
func (zhWords) label(r *deadlines.Rule) string {
	switch {
	case r.Shape == deadlines.Term:
		return "届满"
	case r.Every == deadlines.EveryNthWeekday:
		return "最近一次"
	case r.Shape == deadlines.Lead:
		return "最迟报送"
	case r.Shape == deadlines.Recurring, r.Shape == deadlines.Before:
		return "最迟"
	}
	return "截止"
}

func (w zhWords) DueTitle(r *deadlines.Rule) string { return w.label(r) + "：" + r.Title.ZH }

func (w zhWords) Verdict(a *deadlines.Answer) string {
	switch a.Rule.Shape {
	case deadlines.Quota:
		return w.quotaVerdict(a)
	case deadlines.Threshold:
		text := "由" + a.Approver.ZH + "批准"
		if !a.Other.IsZero() {
			text += "（正好在界限上，也可理解为由" + a.Other.ZH + "批准）"
		}
		return text
	case deadlines.WeekdayWindow:
		return w.windowVerdict(a)
	}
	return w.DayDate(a.Due)
}

func (w zhWords) quotaVerdict(a *deadlines.Answer) string {
	r, q := a.Rule, &a.Quota
	switch {
	case usedUp(a):
		return w.exhausted(r) + "（" + w.times(r, q.Limit) + counted(a, "已满", "已用完") + "）"
	case missing(a) > 0:
		return "至少" + w.times(r, q.Required) + "，还差" + w.times(r, missing(a))
	case q.Required > 0 && r.AtMost == 0:
		return "已满" + w.times(r, q.Required) + "，可以继续"
	}
	return "可以（还剩" + w.times(r, q.Remaining) + "）"
}

// exhausted says what a quota that is used up comes to, no stronger than its text.
func (zhWords) exhausted(r *deadlines.Rule) string {
	switch {
	case strings.Contains(r.Modal, "不得"):
		return "不得再安排"
	case r.Strength == deadlines.Principle:
		return "原则上不再安排"
	case r.Strength == deadlines.General:
		return "一般不再安排"
	}
	return "已到上限"
}

func (w zhWords) windowVerdict(a *deadlines.Answer) string {
	day := w.Weekday(a.Trigger)
	switch {
	case a.Window.Inside && a.Window.NextInside == a.Trigger:
		return day + "，在所列的日子里"
	case a.Window.Inside:
		if _, open := a.Calendar.Unsettled(a.Trigger, a.Trigger); open {
			return day + "，在所列的日子里，但当日预计不上班"
		}
		return day + "，在所列的日子里，但当日不上班"
	case a.Rule.Strength == deadlines.Permitted:
		return day + "，不在所列的日子里，但并不禁止"
	case a.Rule.Strength == deadlines.Principle, a.Rule.Strength == deadlines.General:
		return day + "，" + zhStrengths[a.Rule.Strength] + "不在这一天"
	}
	return day + "，不在所列的日子里"
}

var zhLights = map[deadlines.Light]string{deadlines.Green: "绿", deadlines.Yellow: "黄", deadlines.Red: "红"}

func (zhWords) Light(l deadlines.Light) string { return zhLights[l] }

func (w zhWords) Left(a *deadlines.Answer, st *deadlines.Standing) string {
	over, left := w.Amount(st.WorkingDaysOver, deadlines.WorkingDay), w.Amount(st.WorkingDaysLeft, deadlines.WorkingDay)
	switch {
	case st.State == deadlines.Done:
		return "按时办结"
	case st.State == deadlines.DoneLate && st.WorkingDaysOver > 0:
		return "办结，逾期" + over
	case st.State == deadlines.DoneLate:
		return "办结，晚于" + w.Weekday(a.Due) + "到期"
	case st.Late && st.WorkingDaysOver > 0:
		return "逾期" + over
	case st.Late:
		return w.Weekday(a.Due) + "到期，已逾期"
	case st.State == deadlines.DueToday:
		return "当日到期"
	case st.WorkingDaysLeft == 0:
		return w.Weekday(a.Due) + "到期"
	}
	return "剩" + left
}

func (w zhWords) Standing(a *deadlines.Answer, st *deadlines.Standing) string {
	over, left := w.Amount(st.WorkingDaysOver, deadlines.WorkingDay), w.Amount(st.WorkingDaysLeft, deadlines.WorkingDay)
	var out string
	switch {
	case st.State == deadlines.Done:
		out = "已按时办结"
	case st.State == deadlines.DoneLate && st.WorkingDaysOver > 0:
		out = "已办结，逾期" + over
	case st.State == deadlines.DoneLate:
		out = "已办结，晚于到期日" + w.DayDate(a.Due) + "，其间没有工作日"
	case st.Late && st.WorkingDaysOver > 0:
		out = "已逾期" + over
	case st.Late:
		out = w.DayDate(a.Due) + "到期，已经逾期"
	case st.State == deadlines.DueToday:
		out = "当日到期"
	case st.WorkingDaysLeft == 0:
		out = w.DayDate(a.Due) + "到期，其间没有工作日"
	default:
		out = "还剩" + left
	}
	if st.Days == deadlines.Provisional {
		out += "（暂定，放假安排公布后可能改变）"
	}
	if st.Deemed && st.State == deadlines.Overdue {
		out += "；如到期未回复，自" + w.Date(st.DeemedSince) + "起视为无不同意见"
	}
	return out
}

func (w zhWords) AsOf(l deadlines.Look) string {
	if !l.Done.IsZero() {
		return "按" + w.Date(l.Done) + "办结计"
	}
	return "以" + w.Date(l.At) + "计"
}
