package explain

import (
	"strconv"
	"strings"

	"shixian/deadlines"
	"shixian/holidays"
)

// zhSentences are the lines of an explanation in Chinese.
type zhSentences struct{ *facts }

var zh zhWords

func (s zhSentences) what() string { return s.r.Jurisdiction.Name.ZH + " · " + s.r.Title.ZH }

func (s zhSentences) result() string {
	a, r, q := s.a, s.r, &s.a.Quota
	switch r.Shape {
	case deadlines.Quota:
		text := zh.Verdict(a) + "。" + zh.span(q.Window) + counted(a, "已有", "已用") + zh.times(r, q.Used)
		if q.Required > 0 && !q.Reachable {
			text += "，余下的日子已不够"
		}
		text += "。"
		if usedUp(a) {
			text += zh.DayDate(q.NextAllowed) + "起又有余额。"
		}
		return text
	case deadlines.Threshold:
		return zh.Verdict(a) + "。"
	case deadlines.WeekdayWindow:
		text := zh.Verdict(a) + "。"
		if a.Window.NextInside != a.Trigger {
			text += "其后第一个在所列日子里的工作日：" + zh.DayDate(a.Window.NextInside) + "。"
		}
		return text
	}
	return zh.label(r) + "：" + zh.DayDate(a.Due) + "。"
}

func (s zhSentences) ends() string {
	if !s.r.HasDue() {
		return ""
	}
	if s.r.Shape == deadlines.Term { // an office is held until midnight, whatever its hours
		return "任期到当日24时为止（参照《民法典》第二百零三条第二款）。"
	}
	return "期限到当日24时为止；有办公时间的，到停止办公时为止（参照《民法典》第二百零三条第二款）。"
}

var zhWindowUnits = map[deadlines.Window]string{
	deadlines.EveryYear: "这一年", deadlines.EveryHalfYear: "所在的半年", deadlines.EveryTwoMonths: "所在的两个月",
	deadlines.EveryMonth: "所在的月", deadlines.EveryHalfMonth: "所在的半月",
}

func (s zhSentences) from() string {
	r, day := s.r, zh.DayDate(s.a.Trigger)
	event := r.Trigger.ZH + "，" + day
	switch r.Shape {
	case deadlines.Within, deadlines.Term:
		return "起算：" + event + "；" + s.firstDay("当日计入，为第1天", "当日不计入") + "。"
	case deadlines.Before:
		return "事项：" + event + "；" + s.firstDay("当日计入，从当日起向前数", "当日不计入，从前一日起向前数") + "。"
	case deadlines.Lead:
		return "事项：" + event + "。"
	case deadlines.YearEnd:
		return "所问之日：" + day + "，看" + strconv.Itoa(s.a.Trigger.Year()) + "年。"
	case deadlines.Recurring:
		switch r.Every {
		case deadlines.EveryTwoWeeks:
			return "起算：" + event + "；当日不计入。"
		case deadlines.EveryNthWeekday:
			return "所问之日：" + day + "，看当日起最近的一次。"
		}
		return "所问之日：" + day + "；" + zhWindowUnits[r.Every] + "：" + zh.span(deadlines.WindowOf(r.Every, s.a.Trigger)) + "。"
	case deadlines.Threshold:
		return r.Trigger.ZH + "：" + strconv.FormatFloat(s.Question.Days, 'f', -1, 64) + "天。"
	}
	return r.Trigger.ZH + "：" + day + "。"
}

// firstDay says whether the day of the event is counted.
func (s zhSentences) firstDay(counted, not string) string {
	switch {
	case s.has(deadlines.AddedAgreed):
		return "期限另行商定"
	case s.r.TriggerDayCounts:
		return counted
	}
	return not
}

func (s zhSentences) limit() string {
	text := s.article()
	own := zhArticle(text) + "规定的是：" + s.provided(text)
	switch {
	case s.has(deadlines.AddedAgreed):
		return "时限：以另行商定的" + zh.DayDate(s.a.Due) + "为准；" + own + "。"
	case s.has(deadlines.AddedAmount):
		return "时限：按另定或商定的" + zh.Amount(s.a.Amount, s.r.Unit) + "计算；" + own + "。"
	}
	return "规定：" + zhArticle(text) + "，" + s.provided(text) + "。"
}

// provided says what a rule asks in its own words.
func (s zhSentences) provided(r *deadlines.Rule) string {
	text := zh.limited(r, zh.modal(r))
	if r.Strength == deadlines.Plain {
		text += "（原文没有“须”“应”一类的词）"
	}
	return text
}

func (s zhSentences) conditions() (out []string) {
	if text := s.suspension(); text != "" {
		out = append(out, text)
	}
	if s.has(deadlines.AddedCalendar) {
		out = append(out, "日历：按要求用"+s.a.Calendar.Definition().NameZH+"的日历（"+s.a.Calendar.ID()+"）判断工作日，不用本区的（"+s.r.Jurisdiction.Calendar+"）。")
	}
	if s.has(deadlines.AddedAsOf) {
		out = append(out, "通知：按要求只用"+zh.Date(s.Question.AsOf)+"及以前印发的放假通知。")
	}
	for _, c := range s.chosen() {
		out = append(out, "理解：按所选的理解（不是本服务通常的理解），"+c.Text.ZH)
	}
	return out
}

func (s zhSentences) lastWorkingDay() string {
	d := &s.a.LastWorkingDay
	switch {
	case d.IsZero():
		return ""
	case d.Certainty == deadlines.Provisional:
		return "当年最后一个工作日：" + zh.DayDate(d.Date) + "，暂定，最早" + zh.DayDate(d.Earliest) + "，最晚" + zh.DayDate(d.Latest) + "。"
	}
	return "当年最后一个工作日：" + zh.DayDate(d.Date) + "。"
}

// suspension names the suspended days and what became of them.
func (s zhSentences) suspension() string {
	if len(s.Question.Suspended) == 0 {
		return ""
	}
	var spans []string
	for _, p := range s.Question.Suspended {
		spans = append(spans, zh.span(p)+"（"+strconv.Itoa(p.Days())+"天）")
	}
	effect, used := "没有碰到计算中的日子，结果不变", ""
	switch {
	case s.has(deadlines.AddedSuspendedNoEffect):
		effect = "这类时限不因中止而改变，没有起作用"
	case s.has(deadlines.AddedSuspendedNotCounted):
		effect, used = "其中的工作日不计入", "，这里按所给的中止期间计算"
	case s.has(deadlines.AddedSuspendedExtends):
		effect, used = "截止日相应后移", "，这里按所给的中止期间计算"
		if s.a.Due.Before(s.a.Trigger) {
			effect = "截止日相应提前"
		}
	case s.has(deadlines.AddedAgreed):
		effect = "期限已另行商定，没有起作用"
	}
	return "中止：" + strings.Join(spans, "、") + "，" + effect + "。原文没有中止的规定" + used + "。"
}

// roll says what became of a last day that is not worked.
func (s zhSentences) roll() string {
	a := s.a
	if !s.r.HasDue() {
		return ""
	}
	by := ""
	if s.has(deadlines.AddedRoll) {
		by = "按要求"
	}
	if a.Rolled() {
		head, how := "顺延", "顺延到其后的第一个"
		if a.Due.Before(a.Nominal) {
			head, how = "提前", "提前到其前的最后一个"
		}
		if s.has(deadlines.AddedSuspendedExtends) {
			how += "不在中止期间内的"
		}
		day := "算到" + zh.DayDate(a.Nominal)
		if s.r.Every == deadlines.EveryNthWeekday {
			day = "例会日" + zh.DayDate(a.Nominal)
		}
		text := head + "：" + day + "，当日" + s.offReason(a.Nominal) + "，" + by + how + "工作日。"
		if !s.r.PostponedBy.IsZero() {
			text += "这只是先给出的日子，是否改期、改到哪一天，由" + s.r.PostponedBy.ZH + "审定。"
		}
		if s.passed() {
			text += "所问之日已在这一天之后。"
		}
		return text
	}
	switch {
	case s.isRest(a.Due):
		return "休息日：" + zh.DayDate(a.Due) + s.offReason(a.Due) + "，" + by + "不顺延。"
	case by != "":
		return "休息日：按要求遇休息日" + zhRolls[a.Roll] + "；这一天是工作日，没有起作用。"
	case s.passed():
		return "所问之日已在这一天之后。"
	}
	return ""
}

var zhRolls = map[deadlines.Roll]string{deadlines.RollNone: "不移动", deadlines.RollNext: "顺延", deadlines.RollPrevious: "提前"}

// offReason says why a day is not worked.
func (s zhSentences) offReason(d holidays.Date) string {
	day := s.day(d)
	switch {
	case s.suspends(d) && day.Working():
		return "在中止期间内"
	case day.Kind == holidays.Holiday:
		return day.Festival + "放假"
	}
	return "是周末"
}

func (s zhSentences) days() string {
	a, r := s.a, s.r
	if a.Amount == 0 && r.Shape != deadlines.Recurring || !r.HasDue() {
		return ""
	}
	switch {
	case s.inWorkingDays():
		return s.workingDays()
	case r.Shape == deadlines.Within && r.Unit == deadlines.Month:
		return "计算：自" + zh.Date(a.Trigger) + "起满" + zh.Amount(a.Amount, r.Unit) + s.lengthened() + "，到" + zh.DayDate(a.Nominal) + "。"
	case r.Shape == deadlines.Within:
		first := a.Trigger.AddDays(1)
		if r.TriggerDayCounts {
			first = a.Trigger
		}
		return "计算：" + zh.span(holidays.Span{From: first, To: a.Nominal}) + "，计" + zh.Amount(a.Amount, r.Unit) + s.lengthened() + "，周末和节假日都计入。"
	case r.Shape == deadlines.Before:
		return "计算：从" + zh.Date(a.Trigger) + "向前数" + zh.Amount(a.Amount, r.Unit) + "，到" + zh.DayDate(a.Nominal) + "，周末和节假日都计入。"
	case r.Shape == deadlines.Term:
		return "计算：自" + zh.Date(a.Trigger) + "起满" + zh.Amount(a.Amount, r.Unit) + "，到" + zh.DayDate(a.Nominal) + "。"
	case r.Every == deadlines.EveryTwoWeeks:
		return "计算：自" + zh.Date(a.Trigger) + "起满两周（14天），到" + zh.DayDate(a.Nominal) + "。"
	case r.Every == deadlines.EveryNthWeekday:
		return "计算：" + strconv.Itoa(a.Nominal.Year()) + "年" + strconv.Itoa(month(a.Nominal)) + "月的第" + strconv.Itoa(r.Nth) + "个" + zhWeekdays[r.Weekday] + "是" + zh.Date(a.Nominal) + "。"
	}
	return ""
}

// lengthened says by how many suspended days a limit grew.
func (s zhSentences) lengthened() string {
	if n := s.extended(); n > 0 {
		return "，另加中止的" + strconv.Itoa(n) + "天"
	}
	return ""
}

func (s zhSentences) workingDays() string {
	t := s.tally(s.gone())
	text := "计算：" + zh.span(t.span) + "共" + strconv.Itoa(t.days) + "天，计入" + zh.Amount(t.counted, deadlines.WorkingDay)
	if t.makeup > 0 {
		text += "（含补班" + strconv.Itoa(t.makeup) + "天）"
	}
	var not []string
	if t.suspended > 0 {
		not = append(not, "中止"+strconv.Itoa(t.suspended)+"天")
	}
	if t.weekend > 0 {
		not = append(not, "周末"+strconv.Itoa(t.weekend)+"天")
	}
	for _, f := range t.festivals {
		not = append(not, f.name+"放假"+strconv.Itoa(f.days)+"天")
	}
	if len(not) > 0 {
		text += "；不计" + strings.Join(not, "、")
	}
	return text + "。"
}

func (s zhSentences) certainty() string {
	a, by := s.a, ""
	if !s.Question.AsOf.IsZero() {
		by = "到" + zh.Date(s.Question.AsOf) + "为止，"
	}
	open := zh.Date(a.UnsettledFrom) + "起的放假安排还没有公布"
	switch {
	case a.Certainty() == deadlines.Provisional:
		how := "法定节假日"
		if a.Calendar.EstimatedBy(a.UnsettledFrom) == holidays.ByPrinciples {
			how = "放假安排原则"
		}
		what := "公布后可能改变"
		if s.r.Shape == deadlines.WeekdayWindow {
			what = "公布后，所列日子里的第一个工作日可能改变"
		}
		return "暂定：" + by + open + "，先按" + how + "推算；" + what + "，最早" + zh.DayDate(a.Earliest) + "，最晚" + zh.DayDate(a.Latest) + "。"
	case a.Certainty() == deadlines.Bounded:
		return by + open + "，但只要不超出2008年以来的各种先例，结果都是这一天。"
	case s.dependsOnCalendar():
		return by + "用到的放假安排都已公布。"
	}
	switch {
	case s.r.Shape == deadlines.YearEnd:
		return "截止日本身与放假安排无关。"
	case s.r.HasDue():
		return "这一天与放假安排无关。"
	}
	return "结果与放假安排无关。"
}

// short is the verdict under one reading, which leaves nothing else to say.
func (zhSentences) short(a *deadlines.Answer) string {
	read := *a
	read.Other = deadlines.Text{}
	return zh.Verdict(&read)
}

func (s zhSentences) readings() (out []string) {
	for i := range s.a.Readings {
		r := &s.a.Readings[i]
		out = append(out, "另一种理解："+r.Text.ZH+"照此："+s.short(&r.Answer)+"。")
	}
	if len(out) == 0 {
		return nil
	}
	safe, by := s.a.Safe()
	switch {
	case by == nil:
		return append(out, "几种理解，包括合在一起的，都不比上面的答案更严。")
	case len(by) > 1:
		return append(out, "最严的是其中几种合在一起："+s.short(safe)+"。")
	}
	return append(out, "最严的是："+s.short(safe)+"。")
}

func (s zhSentences) consequence() string {
	if s.r.Silence != deadlines.DeemedNoObjection {
		return ""
	}
	text := "如到期未回复，视为无不同意见。"
	if s.r.SilenceInferred {
		text += "原文这一句写在同款另一种时限之后，是否也适用于这一种并不明确，这里按适用理解。"
	}
	return text
}

func (s zhSentences) note() string {
	if s.r.Note.IsZero() {
		return ""
	}
	return "注意：" + s.r.Note.ZH
}

func (s zhSentences) basis() string {
	d := s.r.Document
	inferred := ""
	if d.ArticlesInferred {
		inferred = "（条号按条文顺序推定）"
	}
	return "依据：" + zh.Citation(s.r) + inferred + "，" + zh.force(d) + "；最近一次核对原文是" + zh.Date(d.Checked) + "，其后有无修改未再核实。"
}

func (s zhSentences) position() string {
	revision := "版本" + s.a.Calendar.Position()
	switch {
	case !s.usesCalendar():
		return "日历表" + revision + "；按当日已知的通知计算。"
	case !s.Question.AsOf.IsZero():
		return "日历" + s.a.Calendar.ID() + "，" + revision + "；按" + zh.Date(s.Question.AsOf) + "已知的通知计算。"
	}
	return "日历" + s.a.Calendar.ID() + "，" + revision + "；按当日已知的通知计算，通知如有增改，结果可能改变。"
}
