package console

import (
	"strconv"
	"strings"

	"shixian/deadlines"
	"shixian/holidays"
)

// lookOf says how a day of a run shows: by class, by sign and in words.
func lookOf(v *view, r *deadlines.Run, n int) (class, sign, reason string) {
	if r.Counted > 0 {
		sign = strconv.Itoa(n)
		if r.Kind == holidays.Makeup {
			return "counted makeup", sign, v.N(n, "第 {} 天，"+festival(v, r.Festival)+"补班", "day {}, made up for "+festival(v, r.Festival))
		}
		return "counted", sign, v.N(n, "第 {} 天", "day {}")
	}
	if r.Suspended {
		return "suspended", v.T("停", "S"), v.T("中止，不计", "suspended, not counted")
	}
	return kindLook(v, r.Kind, r.Festival)
}

// kindLook says how a day that is not counted shows.
func kindLook(v *view, kind holidays.Kind, name string) (class, sign, reason string) {
	switch kind {
	case holidays.Holiday:
		return "holiday", v.T("休", "H"), festival(v, name) + v.T("放假", " holiday")
	case holidays.Makeup:
		return "makeup", v.T("班", "W"), v.T(festival(v, name)+"补班", "made up for "+festival(v, name))
	case holidays.Weekend:
		return "weekend", v.T("末", "–"), v.T("周末", "weekend")
	}
	return "workday", "", v.T("工作日", "working day")
}

var festivalsEN = map[string]string{
	"元旦": "New Year", "春节": "Spring Festival", "清明节": "Qingming", "劳动节": "Labour Day", "端午节": "Dragon Boat",
	"中秋节": "Mid-Autumn", "国庆节": "National Day", "壮族三月三": "Sanyuesan", "广西三月三": "Sanyuesan", "三月三": "Sanyuesan",
	"中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "70th anniversary of victory",
}

// festival returns a festival's name in the page's language; one without an
// English name keeps its own.
func festival(v *view, name string) string {
	if v.Lang != en {
		return name
	}
	parts := strings.Split(name, "、")
	for i, part := range parts {
		if english, ok := festivalsEN[part]; ok {
			parts[i] = english
		}
	}
	return strings.Join(parts, " and ")
}
