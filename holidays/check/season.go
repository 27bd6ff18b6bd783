package check

import (
	"strings"

	"shixian/holidays"
)

// seasons are the first and the last day, as month*100+day, on which the days
// off of a festival can lie. Those of the moon's calendar are as wide as the
// festival moves, and all have room for the weekends around.
var seasons = map[string][2]int{
	"元旦": {1225, 107}, "春节": {110, 307}, "清明节": {330, 410}, "劳动节": {425, 509},
	"端午节": {520, 703}, "中秋节": {904, 1012}, "国庆节": {920, 1012},
	"三月三": {315, 510}, "壮族三月三": {315, 510}, "广西三月三": {315, 510},
}

// farthest is how many days there may be between a festival's make-up days and its
// days off; the most known are 12.
const farthest = 25

// OutOfSeason reports whether the days of an entry cannot belong to its festival:
// days off at another time of the year, or days worked that lie far from all days
// off of the festival among all. A festival without a known season may lie anywhere.
func OutOfSeason(e holidays.Entry, all []holidays.Entry) bool {
	if e.Kind == holidays.Work {
		return scattered(e, all)
	}
	for _, name := range strings.Split(e.Festival, "、") {
		season, known := seasons[name]
		if !known || within(e.From, season) && within(e.To, season) {
			return false
		}
	}
	return true
}

func within(d holidays.Date, season [2]int) bool {
	_, month, day := d.Civil()
	at := int(month)*100 + day
	if season[0] > season[1] { // over New Year
		return at >= season[0] || at <= season[1]
	}
	return at >= season[0] && at <= season[1]
}

// scattered reports whether e is far from all days off of its festival, if there
// are any.
func scattered(e holidays.Entry, all []holidays.Entry) bool {
	some := false
	for _, o := range all {
		if o.Festival != e.Festival || o.Kind == e.Kind {
			continue
		}
		if near(o.From, e.From) || near(o.To, e.From) {
			return false
		}
		some = true
	}
	return some
}

func near(d, e holidays.Date) bool {
	n := d.DaysUntil(e)
	return max(n, -n) <= farthest
}
