package explain

import (
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
	case s.a.Certainty() == deadlines.Bounded:
		return open + s.say("，但在2008年以来有过的各种安排下，结果都是这一天。", ", but under every arrangement as known since 2008 it is this day.")
	case s.dependsOnCalendar():
		by := s.asOf()
		if by == "" {
			return s.say("用到的放假安排都已公布。", "All holidays that matter are announced.")
		}
		return s.say(by+"用到的放假安排都已公布。", "All holidays that matter were announced"+by+".")
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
	when := "were not announced" + by
	if by == "" {
		when = "are not announced yet"
	}
	return s.say(by+from+"起的放假安排还没有公布", "The holidays from "+from+" on "+when)
}

func (s sentences) provisional(open string) string {
	how := s.say("法定节假日", "the statutory holidays alone")
	if s.a.Calendar.EstimatedBy(s.a.UnsettledFrom) == holidays.ByPrinciples {
		how = s.say("放假安排原则", "the published principles of arrangement")
	}
	bounds := s.bounds(s.a.Earliest, s.a.Latest)
	return s.say("暂定："+open+"，先按"+how+"推算；公布后可能改变，"+bounds+"。",
		"Provisional: "+strings.ToLower(open[:1])+open[1:]+"; the answer is estimated by "+how+", and can change: "+bounds+".")
}

// consequence says what silence comes to.
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

// basis says where the rule stands.
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

// position says by which table was counted.
func (s sentences) position() string {
	id, position := s.a.Calendar.ID(), s.a.Calendar.Position()
	known := s.say("按当日已知的通知计算", "counted by the notices known on the day")
	if !s.usesCalendar() {
		return s.say("日历表版本"+position+"；"+known+"。", "Calendar table, revision "+position+"; "+known+".")
	}
	if asOf := s.Question.AsOf; !asOf.IsZero() {
		known = s.say("按"+s.Date(asOf)+"已知的通知计算", "counted by the notices known on "+s.Date(asOf))
	} else {
		known += s.say("，通知如有增改，结果可能改变", "; new or amended ones can change it")
	}
	return s.say("日历"+id+"，版本"+position+"；"+known+"。", "Calendar "+id+", revision "+position+"; "+known+".")
}
