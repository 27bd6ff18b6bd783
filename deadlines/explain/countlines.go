package explain

import (
	"strconv"
	"strings"

	"shixian/deadlines"
	"shixian/holidays"
)

// days says how the days in between were counted.
func (s sentences) days() string {
	a, r := s.a, s.r
	if a.Amount == 0 && r.Shape != deadlines.Recurring || !r.HasDue() {
		return ""
	}
	from, nominal := s.Date(a.Trigger), s.DayDate(a.Nominal)
	n := s.Amount(a.Amount, r.Unit)
	switch {
	case s.inWorkingDays():
		return s.workingDays()
	case r.Shape == deadlines.Within && r.Unit == deadlines.Month, r.Shape == deadlines.Term:
		grown := s.lengthened(",")
		return s.say("计算：自"+from+"起满"+n+grown+"，到"+nominal+"。", "Count: "+n+" from "+from+grown+ending(a.Amount)+nominal+".")
	case r.Shape == deadlines.Within:
		return s.calendarDays(n)
	case r.Shape == deadlines.Before:
		return s.say("计算：从"+from+"向前数"+n+"，到"+nominal+"，周末和节假日都计入。",
			"Count: "+n+" back from "+from+ending(a.Amount)+nominal+", weekends and holidays included.")
	case r.Every == deadlines.EveryTwoWeeks:
		return s.say("计算：自"+from+"起满两周（14天），到"+nominal+"。", "Count: two weeks (14 days) from "+from+" end on "+nominal+".")
	case r.Every == deadlines.EveryNthWeekday:
		year, m, _ := a.Nominal.Civil()
		y, nth := strconv.Itoa(year), s.nthWeekday(r)
		return s.say("计算："+y+"年"+strconv.Itoa(int(m))+"月的"+nth+"是"+s.Date(a.Nominal)+"。",
			"Count: the "+nth+" of "+m.String()+" "+y+" is the "+ordinalDay(a.Nominal)+".")
	}
	return ""
}

func (s sentences) calendarDays(n string) string {
	first := s.a.Trigger.AddDays(1)
	if s.r.TriggerDayCounts {
		first = s.a.Trigger
	}
	span, grown := s.span(holidays.Span{From: first, To: s.a.Nominal}), s.lengthened("")
	return s.say("计算："+span+"，计"+n+grown+"，周末和节假日都计入。", "Count: "+span+", "+n+grown+", weekends and holidays included.")
}

// ending joins a length to the day on which it ends, in English.
func ending(n int) string {
	if n == 1 {
		return " ends on "
	}
	return " end on "
}

// ordinalDay writes the day of the month, such as 8th.
func ordinalDay(d holidays.Date) string {
	_, _, n := d.Civil()
	suffix := "th"
	if n/10 != 1 && n%10 >= 1 && n%10 <= 3 {
		suffix = [...]string{"", "st", "nd", "rd"}[n%10]
	}
	return strconv.Itoa(n) + suffix
}

// lengthened says by how many suspended days a limit grew; after stands behind it in
// English.
func (s sentences) lengthened(after string) string {
	n := s.extended()
	if n == 0 {
		return ""
	}
	return s.say("，另加中止的"+s.dayCount(n), ", with "+s.number(n, deadlines.Text{EN: "suspended day"})+" added"+after)
}

func (s sentences) workingDays() string {
	t := s.tally(s.gone())
	span, days, counted := s.span(t.span), s.dayCount(t.days), s.Amount(t.counted, deadlines.WorkingDay)
	text := s.say("计算："+span+"共"+days+"，计入"+counted, "Count: "+span+", "+days+": "+counted+" counted")
	if t.makeup > 0 {
		n, of := strconv.Itoa(t.makeup), ""
		if t.counted > 1 {
			of = n + " of them "
		}
		text += s.say("（含补班"+n+"天）", " ("+of+"made up for a holiday)")
	}
	var not []string
	add := func(n int, zh, en, after string) {
		if n > 0 {
			not = append(not, s.say(zh+s.dayCount(n), s.number(n, deadlines.Text{EN: en})+after))
		}
	}
	add(t.suspended, "中止", "suspended day", "")
	add(t.weekend, "周末", "weekend day", "")
	for _, f := range t.festivals {
		name := s.festival(f.name)
		add(f.days, name+"放假", "day", " off for "+name)
	}
	if len(not) > 0 {
		text += s.say("；不计"+strings.Join(not, "、"), "; not counted: "+strings.Join(not, ", "))
	}
	if t.estimated {
		text += s.say("；其中有放假或补班是推算的", "; days off or made up among them are estimated")
	}
	return text + s.stop()
}
