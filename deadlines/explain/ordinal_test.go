package explain

import (
	"testing"
	"time"

	"shixian/deadlines"
	"shixian/holidays"
)

// TestOrdinalDay: the days of a month in English.
func TestOrdinalDay(t *testing.T) {
	for n, want := range map[int]string{
		1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 9: "9th", 10: "10th", 11: "11th", 12: "12th", 13: "13th", 14: "14th",
		20: "20th", 21: "21st", 22: "22nd", 23: "23rd", 24: "24th", 30: "30th", 31: "31st",
	} {
		if got := ordinalDay(holidays.NewDate(2026, time.January, n)); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}

// TestStrengths: each strength of a text has words, and a text that forbids has its own in
// English, whatever its strength.
func TestStrengths(t *testing.T) {
	for _, c := range []struct {
		strength       deadlines.Strength
		text           string // the text's own word
		strengthZH, zh string
		strengthEN, en string
	}{
		{deadlines.Mandatory, "须", "须", "“须”", "shall", "“须”, shall"},
		{deadlines.Mandatory, "不得", "不得", "“不得”", "shall not", "“不得”, shall not"},
		{deadlines.Mandatory, "", "应", "", "shall", "shall"},
		{deadlines.Principle, "原则上", "原则上", "“原则上”", "in principle", "“原则上”, in principle"},
		{deadlines.Principle, "", "原则上", "原则上", "in principle", "in principle"},
		{deadlines.General, "", "一般", "一般", "as a rule", "as a rule"},
		{deadlines.Permitted, "", "可", "可", "may", "may"},
		{deadlines.Plain, "", "原文未用“须”“应”", "", "stated without 须 or 应", "stated without 须 or 应"},
	} {
		r := deadlines.Rule{Strength: c.strength, Modal: c.text}
		zh, en := In(holidays.Chinese), In(holidays.English)
		if got := [...]string{zh.Strength(&r), zh.modal(&r), en.Strength(&r), en.modal(&r)}; got != [...]string{c.strengthZH, c.zh, c.strengthEN, c.en} {
			t.Errorf("%s %q: %q", c.strength, c.text, got)
		}
	}
}

// TestEveryWindowHasWords: a meeting of each interval is named in both languages, and so is
// the time in which it is due, unless that is counted from the last one or named by weekday.
func TestEveryWindowHasWords(t *testing.T) {
	for _, every := range []deadlines.Window{
		deadlines.EveryYear, deadlines.EveryHalfYear, deadlines.EveryTwoMonths, deadlines.EveryMonth, deadlines.EveryHalfMonth, deadlines.EveryTwoWeeks,
	} {
		if once := windows[every].once; once.ZH == "" || once.EN == "" {
			t.Errorf("%s has no words", every)
		}
		if unit := windows[every].unit; (unit.ZH == "" || unit.EN == "") != (every == deadlines.EveryTwoWeeks) {
			t.Errorf("%s has %q", every, unit)
		}
	}
	for n, want := range [...]string{"", "first", "second", "third", "fourth", "fifth"} {
		if ordinals[n] != want {
			t.Errorf("%d: %s", n, ordinals[n])
		}
	}
}

// TestWeekdays: one day, two and three, with the conjunction that the language wants.
func TestWeekdays(t *testing.T) {
	for _, c := range []struct {
		days   []time.Weekday
		zh, en string
	}{
		{[]time.Weekday{time.Friday}, "周五", "Friday"},
		{[]time.Weekday{time.Monday, time.Sunday}, "周一、周日", "Monday or Sunday"},
		{[]time.Weekday{time.Tuesday, time.Thursday, time.Saturday}, "周二、周四、周六", "Tuesday, Thursday or Saturday"},
	} {
		r := deadlines.Rule{Weekdays: c.days}
		if zh, en := In(holidays.Chinese).weekdays(&r), In(holidays.English).weekdays(&r); zh != c.zh || en != c.en {
			t.Errorf("%v: %s, %s", c.days, zh, en)
		}
	}
}

// TestCertaintyOf: an answer is as certain as the least certain of its two days.
func TestCertaintyOf(t *testing.T) {
	for _, c := range []struct {
		due, last, want deadlines.Certainty
	}{
		{deadlines.Settled, "", deadlines.Settled},
		{deadlines.Settled, deadlines.Settled, deadlines.Settled},
		{deadlines.Settled, deadlines.Bounded, deadlines.Bounded},
		{deadlines.Settled, deadlines.Provisional, deadlines.Provisional},
		{deadlines.Provisional, "", deadlines.Provisional},
		{deadlines.Provisional, deadlines.Settled, deadlines.Provisional},
	} {
		a := deadlines.Answer{Rule: &deadlines.Rule{}}
		if c.due == deadlines.Provisional {
			day := holidays.NewDate(2027, time.February, 1)
			a.UnsettledFrom, a.Earliest, a.Latest = day, day, day.AddDays(1)
		}
		a.LastWorkingDay.Certainty = c.last
		if got := certaintyOf(&a); got != c.want {
			t.Errorf("%s and %s: %s, want %s", c.due, c.last, got, c.want)
		}
	}
}
