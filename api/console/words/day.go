package words

import (
	"shixian/api/console/page"
	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

// DayMark is how a day shows: by class, by sign and in words.
type DayMark struct{ Class, Sign, Reason string }

// MarkOf says how a day of a run shows. Of a day that is counted, the sign is its
// number, and reason is what there is to say beside it.
func MarkOf(v *page.View, r *deadlines.Run) DayMark {
	if r.Counted > 0 {
		if r.Kind == holidays.Makeup {
			return DayMark{"counted makeup", "", v.T("，"+r.Festival+"补班", ", made up for "+Festival(v, r.Festival))}
		}
		return DayMark{"counted", "", ""}
	}
	if r.Suspended {
		return DayMark{"suspended", v.T("停", "S"), v.T("中止，不计", "suspended, not counted")}
	}
	return MarkOfKind(v, r.Kind, r.Festival)
}

// MarkOfKind says how a day that is not counted shows.
func MarkOfKind(v *page.View, kind holidays.Kind, name string) DayMark {
	switch kind {
	case holidays.Holiday:
		return DayMark{"holiday", v.T("休", "H"), Festival(v, name) + v.T("放假", " holiday")}
	case holidays.Makeup:
		return DayMark{"makeup", v.T("班", "W"), v.T(name+"补班", "made up for "+Festival(v, name))}
	case holidays.Weekend:
		return DayMark{"weekend", v.T("末", "–"), v.T("周末", "weekend")}
	}
	return DayMark{"workday", "", v.T("工作日", "working day")}
}

// Festival returns a festival's name in the page's language.
func Festival(v *page.View, name string) string { return explain.Festival(v.Lang, name, v.FestivalEN) }

// Counted is what stands before and after the number of a day that is counted.
func Counted(v *page.View) (before, after string) { return v.T("第 ", "day "), v.T(" 天", "") }

// DueMark marks the due day.
func DueMark(v *page.View) string { return v.T("止", "due") }

// StartMark marks the trigger of a rule: the day from which is counted, or else the one asked
// about.
func StartMark(v *page.View, r *deadlines.Rule) string {
	if isAskedAbout(r) {
		return v.T("问", "asked")
	}
	return v.T("起", "start")
}

// NotCounted says why the trigger of a rule has no number.
func NotCounted(v *page.View, r *deadlines.Rule) string {
	if isAskedAbout(r) {
		return v.T("所问之日", "the day asked about")
	}
	return v.T("起算之日，不计", "the day it starts from, not counted")
}

// isAskedAbout reports whether the trigger of a rule only says which stretch of time is looked
// at, or from when on.
func isAskedAbout(r *deadlines.Rule) bool {
	return r.Shape == deadlines.YearEnd || r.Shape == deadlines.WeekdayWindow || r.Shape == deadlines.Recurring && r.Every != deadlines.EveryTwoWeeks
}

// NotAnnounced is put behind a day that may still change.
func NotAnnounced(v *page.View) string { return v.T("，尚未公布", ", not announced yet") }
