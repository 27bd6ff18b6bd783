package check

import (
	"fmt"
	"slices"

	"shixian/holidays"
)

// makeupDays checks that the days worked would not be worked without the notice.
// A make-up day of an earlier notice may be repeated.
func makeupDays(in *Input) Outcome {
	var o Outcome
	for i, e := range in.Notice.Entries {
		if e.Kind != holidays.Work {
			continue
		}
		for d := e.From; !d.After(e.To); d = d.AddDays(1) {
			if day, err := in.bare.Day(d); err == nil && day.Kind == holidays.Workday || in.national() && !d.IsWeekend() {
				o.Faults = append(o.Faults, Fault{Entry: i, Detail: holidays.Text{ZH: d.String(), EN: d.String() + " was a working day already"}})
			}
		}
	}
	return o
}

// makeupDistance checks that make-up days lie near the days off of their festival. It
// shows each beside the weekends around them, so that a person sees one that was
// moved by a week.
func makeupDistance(in *Input) Outcome {
	var o Outcome
	var shown []Fault
	for i, e := range in.Notice.Entries {
		if e.Kind != holidays.Work {
			continue
		}
		days := in.daysOff(e.Festival)
		for d := e.From; !d.After(e.To); d = d.AddDays(1) {
			switch away := distance(d, days); {
			case len(days) == 0 && !d.IsWeekend(): // a holiday that is cancelled
			case away > nearRun:
				o.Faults = append(o.Faults, Fault{Entry: i, Detail: farMakeup(e.Festival, d, days)})
			default:
				shown = append(shown, in.shownMakeup(e.Festival, d, days))
			}
		}
	}
	if len(o.Faults) == 0 && len(shown) > 0 {
		zh, en := joined(shown, "；")
		o.Detail = holidays.Text{ZH: "补班日和假期前后最近的周末：" + zh + "。", EN: "Make-up days, and the weekends nearest to the days off: " + en + "."}
	}
	return o
}

// farMakeup says how far a make-up day is from the days off, if there are any.
func farMakeup(festival string, d holidays.Date, days []holidays.Date) holidays.Text {
	if len(days) == 0 {
		return holidays.Text{ZH: fmt.Sprintf("%s %s（没有假期）", festival, d), EN: fmt.Sprintf("%s is worked for %s, which has no days off", d, festival)}
	}
	away := distance(d, days)
	return holidays.Text{
		ZH: fmt.Sprintf("%s %s（差 %d 天）", festival, d, away),
		EN: fmt.Sprintf("%s, worked for %s, is %d days from its days off", d, festival, away),
	}
}

// shownMakeup says of a make-up day how far it is from the days off, and which weekend
// days are the nearest before and after them.
func (in *Input) shownMakeup(festival string, d holidays.Date, days []holidays.Date) Fault {
	first, last := days[0], days[len(days)-1]
	before, after := in.nearestWeekend(first, -1), in.nearestWeekend(last, 1)
	away, nearest := distance(d, days), before
	zh, en := "前", "before"
	if d.After(last) {
		zh, en, nearest = "后", "after", after
	}
	far := holidays.Text{}
	if !nearest.Contains(d) {
		far = holidays.Text{ZH: "，不在最近的周末（2007年以来都在）", EN: ", not on the nearest weekend (as all were since 2007)"}
	}
	return Fault{Detail: holidays.Text{
		ZH: fmt.Sprintf("%s %s，假期%s%d天%s［%s，%s］", festival, d, zh, away, far.ZH, spanText(before), spanText(after)),
		EN: fmt.Sprintf("%s %s, %d days %s%s [%s, %s]", festival, d, away, en, far.EN, spanText(before), spanText(after)),
	}}
}

// nearestWeekend returns the weekend days that come first before or after a day and are
// no holiday of another festival.
func (in *Input) nearestWeekend(d holidays.Date, step int) holidays.Span {
	cal := in.After.Calendar(in.Notice.Calendar)
	free := func(d holidays.Date) bool {
		day, err := cal.Day(d)
		return d.IsWeekend() && (err != nil || day.Kind != holidays.Holiday)
	}
	for d = d.AddDays(step); !free(d); d = d.AddDays(step) {
	}
	s := holidays.Span{From: d, To: d}
	switch other := d.AddDays(step); {
	case !free(other):
	case other.Before(d):
		s.From = other
	default:
		s.To = other
	}
	return s
}

func spanText(s holidays.Span) string {
	if s.From == s.To {
		return s.From.String()
	}
	return s.From.String() + "/" + s.To.String()
}

func makeupPresent(in *Input) Outcome {
	made := slices.ContainsFunc(in.Notice.Entries, func(e holidays.Entry) bool { return e.Kind == holidays.Work })
	if !in.national() || made {
		return Outcome{}
	}
	return Outcome{Faults: []Fault{{Entry: whole, Why: "it has no make-up day"}}}
}
