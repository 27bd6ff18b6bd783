package words

import (
	"cmp"
	"strings"

	"shixian/api/console/page"
	"shixian/deadlines"
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

// commemorations are the English names of days off that no regulation gives.
var commemorations = map[string]string{
	"中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "70th anniversary of victory",
}

// Festival returns a festival's name in the page's language; one without an
// English name keeps its own.
func Festival(v *page.View, name string) string {
	if !v.English() {
		return name
	}
	parts := strings.Split(name, "、")
	for i, part := range parts {
		if english := cmp.Or(v.FestivalEN(part), commemorations[part]); english != "" {
			parts[i] = english
		}
	}
	return strings.Join(parts, " and ")
}

// Counted is what stands before and after the number of a day that is counted.
func Counted(v *page.View) (before, after string) { return v.T("第 ", "day "), v.T(" 天", "") }

// DueMark marks the due day.
func DueMark(v *page.View) string { return v.T("止", "due") }

// StartMark marks the day from which is counted.
func StartMark(v *page.View) string { return v.T("起", "start") }

// NotCounted says why the day from which is counted has no number.
func NotCounted(v *page.View) string {
	return v.T("起算之日，不计", "the day it starts from, not counted")
}

// NotAnnounced is put behind a day that may still change.
func NotAnnounced(v *page.View) string { return v.T("，尚未公布", ", not announced yet") }
