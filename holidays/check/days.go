package check

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"shixian/holidays"
)

// The codes of where the days of a festival lie, in the table with the notice. Each
// of them can be overridden.
const (
	FestivalKnown  = "festival_known"  // each festival has statutory days
	FestivalDates  = "festival_dates"  // days off lie near the festival's statutory days
	UnbrokenRun    = "unbroken_run"    // a festival's days off are one run, with the weekends beside them
	MakeupDistance = "makeup_distance" // make-up days lie near the festival's days off
	MakeupPresent  = "makeup_present"  // the nation's notice for a year has a make-up day
)

// The most days that a festival's days off may be from its statutory days, and its
// make-up days from its days off. Since 2007 it was 7 and 12.
const (
	nearStatutory = 10
	nearRun       = 14
)

var farOff, farWorked = strconv.Itoa(nearStatutory), strconv.Itoa(nearRun)

var dayChecks = []Check{
	{
		Code: FestivalKnown, Overridable: true, Stage: OfChange, Run: festivalKnown,
		Name:  holidays.Text{ZH: "法定的节日", EN: "Statutory festivals"},
		Right: holidays.Text{ZH: "各节日都有法定假日。", EN: "Each festival has statutory days."},
		Wrong: holidays.Text{ZH: "没有法定假日的节日：", EN: "Festivals without statutory days: "},
	},
	{
		Code: FestivalDates, Overridable: true, Stage: OfChange, Run: festivalDates,
		Name:  holidays.Text{ZH: "放假在节日前后", EN: "Days off near the festival"},
		Right: holidays.Text{ZH: "放假的日子都在法定假日前后" + farOff + "天以内。", EN: "All days off lie within " + farOff + " days of the statutory days."},
		Wrong: holidays.Text{ZH: "放假的日子离法定假日超过" + farOff + "天：", EN: "Days off more than " + farOff + " days from the festival's statutory days: "},
	},
	{
		Code: UnbrokenRun, Overridable: true, Stage: OfChange, Run: unbrokenRun,
		Name:  holidays.Text{ZH: "假期连续", EN: "One run of days off"},
		Right: holidays.Text{ZH: "各节日的假期连同两边的周末都是连续的。", EN: "Each festival's days off, with the weekends beside them, are one run."},
		Wrong: holidays.Text{ZH: "假期当中有上班的日子：", EN: "Days worked in the midst of the days off: "},
	},
	{
		Code: MakeupDistance, Overridable: true, Stage: OfChange, Run: makeupDistance,
		Name:  holidays.Text{ZH: "补班日在假期前后", EN: "Make-up days near the days off"},
		Right: holidays.Text{ZH: "没有补班日。", EN: "There is no make-up day."},
		Wrong: holidays.Text{ZH: "补班日离假期超过" + farWorked + "天：", EN: "Make-up days more than " + farWorked + " days from the days off: "},
	},
	{
		Code: MakeupPresent, Overridable: true, Stage: OfChange, Run: makeupPresent,
		Name:  holidays.Text{ZH: "有补班日", EN: "Some make-up day"},
		Right: holidays.Text{ZH: "全国的整年通知都有补班日。", EN: "A year's notice of the nation has make-up days."},
		Wrong: holidays.Text{ZH: "全国的整年通知没有补班日，2007年以来没有过", EN: "A year's notice of the nation without a make-up day; there was none since 2007"},
	},
}

// statutoryIn returns the days in the notice's year that one calendar's regulation
// gives to a festival, or to one of several joined by 、.
func (in *Input) statutoryIn(calendar, festival string) []holidays.Date {
	var out []holidays.Date
	for _, d := range in.Before.Source().Statutory.Days(calendar, in.Notice.Year, holidays.Date{}) {
		if in.shareName(festival, d.Festival) {
			out = append(out, d.Date)
		}
	}
	return out
}

// statutory returns statutoryIn for all calendars of the notice's lineage.
func (in *Input) statutory(festival string) []holidays.Date {
	var out []holidays.Date
	for _, def := range in.Before.Source().Lineage(in.Notice.Calendar) {
		out = append(out, in.statutoryIn(def.ID, festival)...)
	}
	return out
}

// shareName reports whether two festivals, or lists of them joined by 、, have one in
// common, under whichever of its names.
func (in *Input) shareName(a, b string) bool {
	for _, x := range strings.Split(a, "、") {
		for _, y := range strings.Split(b, "、") {
			if in.Before.Source().Statutory.SameFestival(x, y) {
				return true
			}
		}
	}
	return false
}

func (in *Input) festivals() []string {
	var out []string
	for _, e := range in.Notice.Entries {
		if !slices.Contains(out, e.Festival) {
			out = append(out, e.Festival)
		}
	}
	return out
}

func festivalKnown(in *Input) Outcome {
	var o Outcome
	for _, festival := range in.festivals() {
		for _, name := range strings.Split(festival, "、") {
			if len(in.statutory(name)) == 0 {
				o.Faults = append(o.Faults, notice(name, name+" has no statutory days in the year"))
			}
		}
	}
	return o
}

// festivalDates checks that the days off lie near the statutory days of their
// festival, if it has any.
func festivalDates(in *Input) Outcome {
	var o Outcome
	for i, e := range in.Notice.Entries {
		days := in.statutory(e.Festival)
		if e.Kind != holidays.Off || len(days) == 0 {
			continue
		}
		for d := e.From; !d.After(e.To); d = d.AddDays(1) {
			if in.restsAgain(e.Festival, d) {
				continue
			}
			if away := distance(d, days); away > nearStatutory {
				o.Faults = append(o.Faults, Fault{Entry: i, Detail: holidays.Text{
					ZH: fmt.Sprintf("%s %s（差 %d 天）", e.Festival, d, away),
					EN: fmt.Sprintf("%s of %s is %d days from its statutory days", d, e.Festival, away),
				}})
				break
			}
		}
	}
	return o
}

// distance returns how many days d is from the nearest of days; more than any if there
// are none.
func distance(d holidays.Date, days []holidays.Date) int {
	nearest := math.MaxInt
	for _, other := range days {
		n := d.DaysUntil(other)
		nearest = min(nearest, max(n, -n))
	}
	return nearest
}

// daysOff returns the days off of a festival of the notice's year, in the table with the
// notice, in order.
func (in *Input) daysOff(festival string) []holidays.Date {
	var off []holidays.Span
	for _, e := range in.Notice.Entries { // also those before the first day covered
		if e.Kind == holidays.Off && in.shareName(e.Festival, festival) {
			off = append(off, e.Span)
		}
	}
	year := arrangeable(in.Notice.Year)
	for _, a := range in.After.Calendar(in.Notice.Calendar).Arrangements(year.From, year.To) {
		if a.Year == in.Notice.Year && in.shareName(a.Festival, festival) {
			off = append(off, a.Off...)
		}
	}
	var out []holidays.Date
	for _, s := range off {
		for d := s.From; !d.After(s.To); d = d.AddDays(1) {
			if !in.restsAgain(festival, d) {
				out = append(out, d)
			}
		}
	}
	slices.SortFunc(out, holidays.Date.Compare)
	return slices.Compact(out)
}

// restsAgain reports whether d is a weekend day that an earlier notice had worked for
// the festival. If it is off after all, it is a weekend day again and no day of the
// festival's.
func (in *Input) restsAgain(festival string, d holidays.Date) bool {
	return d.IsWeekend() && slices.ContainsFunc(in.earlierEntries(), func(e holidays.Entry) bool {
		return e.Kind == holidays.Work && e.Contains(d) && in.shareName(e.Festival, festival)
	})
}

// unbrokenRun checks that no day is worked between the first and the last day off of
// a festival.
func unbrokenRun(in *Input) Outcome {
	var o Outcome
	cal := in.After.Calendar(in.Notice.Calendar)
	for _, festival := range in.festivals() {
		days := in.daysOff(festival)
		if len(days) == 0 {
			continue
		}
		for d := days[0]; d.Before(days[len(days)-1]); d = d.AddDays(1) {
			if cal.IsWorking(d) {
				o.Faults = append(o.Faults, notice(fmt.Sprintf("%s %s", festival, d),
					fmt.Sprintf("%s is worked, between the days off of %s", d, festival)))
				break
			}
		}
	}
	return o
}
