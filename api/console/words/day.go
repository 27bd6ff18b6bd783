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
