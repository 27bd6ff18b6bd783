package explain

import (
	"slices"
	"strconv"
	"strings"

	"shixian/deadlines"
	"shixian/holidays"
)

// certainty says whether the day can still move.
func (s sentences) certainty() string {
	open := s.unannounced()
	switch {
	case s.a.Certainty() == deadlines.Provisional:
		return s.provisional(open)
	case s.a.Certainty() == deadlines.Bounded && s.r.Shape == deadlines.WeekdayWindow:
		return open + s.say("，但只要不超出2008年以来的各种先例，结果都一样。", ", but unless they depart from everything known since 2008, the answer is the same.")
	case s.a.Certainty() == deadlines.Bounded:
		return open + s.say("，但只要不超出2008年以来的各种先例，结果都是这一天。", ", but unless they depart from everything known since 2008, it is this day.")
	case s.dependsOnCalendar():
		by := s.asOf()
		if by == "" {
			return s.say("用到的放假安排都已公布。", "All holidays that matter are announced.")
		}
		return s.say(by+"用到的放假安排都已公布。", "All holidays that matter were announced"+by+".")
	case s.r.Shape == deadlines.YearEnd: // the last working day depends on them
		return s.say("截止日本身与放假安排无关。", "The due day itself does not depend on the holidays.")
	case s.r.HasDue():
		return s.say("这一天与放假安排无关。", "The answer does not depend on the holidays.")
	}
	return s.say("结果与放假安排无关。", "The answer does not depend on the holidays.")
}

// asOf says by which day notices are used, if the question says so.
func (s sentences) asOf() string {
	if s.Question.AsOf.IsZero() {
		return ""
	}
	day := s.Date(s.Question.AsOf)
	return s.say("到"+day+"为止，", " by "+day)
}

// unannounced says from when on there are no notices.
func (s sentences) unannounced() string {
	by, from := s.asOf(), s.Date(s.a.UnsettledFrom)
	when, zh, en := "were not announced"+by, "", ""
	if by == "" {
		when = "are not announced yet"
	}
	nationZH, nationEN := "", ""
	if region, year := s.a.Calendar.Definition(), noticeYear(s.a.UnsettledFrom); region.OwnNotice != nil && s.nationKnown(year) {
		zh, en = region.NameZH+"自己的", " of "+region.NameEN+" itself"
		for last := noticeYear(s.a.LastLooked()); year <= last; year++ {
			if !s.nationKnown(year) { // then no later one either
				y := strconv.Itoa(year)
				nationZH, nationEN = "、全国"+y+"年起的放假安排", ", and those of the nation from "+y+" on,"
				break
			}
		}
	}
	return s.say(by+zh+from+"起的放假安排"+nationZH+"还没有公布", "The holidays"+en+" from "+from+" on"+nationEN+" "+when)
}

// noticeYear is the year whose notice decides a day: the last week belongs to the next one's.
func noticeYear(d holidays.Date) int { return d.AddDays(7).Year() }

// nationKnown reports whether the nation's notice for a year is known.
func (s sentences) nationKnown(year int) bool {
	return slices.ContainsFunc(s.a.Calendar.Notices(), func(n holidays.Notice) bool {
		return n.Calendar != s.a.Calendar.ID() && n.Amends == "" && n.Year == year
	})
}

func (s sentences) provisional(open string) string {
	how := s.say("法定节假日", "the statutory holidays alone")
	switch principles := s.has(deadlines.AddedPrinciples); {
	case principles && s.has(deadlines.AddedProvisional):
		how = s.say("法定节假日和放假安排原则", "the statutory holidays and the published principles of arrangement")
	case principles:
		how = s.say("放假安排原则", "the published principles of arrangement")
	}
	bounds, zh, en := s.Bounds(s.a.Earliest, s.a.Latest), "", "the answer"
	if s.r.Shape == deadlines.WeekdayWindow { // whether the day is inside is certain
		zh, en = "，所列日子里的第一个工作日", "the first working day among those named"
	}
	return s.say("暂定："+open+"，先按"+how+"推算；公布后"+zh+"可能改变，"+bounds+"。",
		"Provisional: "+strings.ToLower(open[:1])+open[1:]+"; "+en+" is estimated by "+how+", and can change: "+bounds+".")
}

// readings says what the other readings come to, and the strictest of all, if the
// question asks.
func (s sentences) readings() (out []string) {
	for i := range s.a.Readings {
		r := &s.a.Readings[i]
		text, comes := r.Text.In(s.lang), s.short(&r.Answer)
		out = append(out, s.say("另一种理解："+text+"照此："+comes+"。", "Another reading: "+text+" By it: "+comes+"."))
	}
	if len(out) == 0 {
		return nil
	}
	answer, by := s.a.Strictest()
	strictest := s.short(answer)
	switch {
	case by == nil:
		return append(out, s.say("几种理解，包括合在一起的，都不比上面的答案更严。", "No reading, and no combination of them, is stricter than the answer above."))
	case len(by) > 1:
		return append(out, s.say("最严的是其中几种合在一起："+strictest+"。", "Strictest, by several of them together: "+strictest+"."))
	}
	return append(out, s.say("最严的是："+strictest+"。", "Strictest: "+strictest+"."))
}

// short is the verdict under one reading, and whether it can still move.
func (s sentences) short(a *deadlines.Answer) string {
	read := *a
	read.Other = deadlines.Text{}
	text := s.Verdict(&read) + s.outOfReach(a)
	if a.Provisional() {
		bounds := s.Bounds(a.Earliest, a.Latest)
		text += s.say("，暂定，"+bounds, ", provisional: "+bounds)
	}
	return text
}

func (s sentences) consequence() string {
	if s.r.Silence != deadlines.DeemedNoObjection {
		return ""
	}
	text := s.say("如到期未回复，视为无不同意见。", "If there is no reply by then, that is taken as no objection.")
	if s.r.SilenceInferred {
		text += s.say("原文这一句写在同款另一种时限之后，是否也适用于这一种并不明确，这里按适用理解。",
			" The sentence that says so stands with another limit of the same paragraph; the text leaves open whether it covers this one too, which is assumed here.")
	}
	return text
}

func (s sentences) note() string {
	if s.r.Note.IsZero() {
		return ""
	}
	return s.headed(s.say("注意", "Note"), s.r.Note.In(s.lang))
}

func (s sentences) basis() string {
	d := s.r.Document
	where := s.Citation(s.r)
	if d.ArticlesInferred {
		where += s.say("（条号按条文顺序推定）", " (the number found by counting the articles)")
	}
	force, checked := s.force(d), s.Date(d.Checked)
	return s.say("依据："+where+"，"+force+"；最近一次核对原文是"+checked+"，其后有无修改未再核实。",
		"By: "+where+", "+force+"; its text was last checked on "+checked+", and whether it has changed since is not known.")
}

func (s sentences) position() string {
	id, position, asOf := s.a.Calendar.ID(), s.a.Calendar.Position(), s.Question.AsOf
	known := s.say("按当日已知的通知计算", "counted by the notices known on the day")
	if !asOf.IsZero() {
		known = s.say("按"+s.Date(asOf)+"已知的通知计算", "counted by the notices known on "+s.Date(asOf))
	}
	if !s.usesCalendar() {
		return s.say("日历表版本"+position+"；"+known+"。", "Calendar table, revision "+position+"; "+known+".")
	}
	if asOf.IsZero() {
		known += s.say("，通知如有增改，结果可能改变", "; new or amended ones can change it")
	}
	return s.say("日历"+id+"，版本"+position+"；"+known+"。", "Calendar "+id+", revision "+position+"; "+known+".")
}
