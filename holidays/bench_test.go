package holidays_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/rickar/cal/v2"

	"shixian/holidays"
)

// counter is a way of counting working days. A day is a number of days from the
// first of the calendar.
type counter interface {
	add(day, n int) int
	count(from, to int) int
}

// calendar is the way of package holidays.
type calendar struct{ *holidays.Calendar }

func (c calendar) add(day, n int) int {
	d, err := c.AddWorkdays(c.First().AddDays(day), n)
	if err != nil {
		panic(err)
	}
	return c.First().DaysUntil(d)
}

func (c calendar) count(from, to int) int {
	n, err := c.CountWorkdays(c.First().AddDays(from), c.First().AddDays(to))
	if err != nil {
		panic(err)
	}
	return n
}

// bare is what counting costs at least: one look for the rank of a day, one for
// the day of a rank, and no check.
type bare struct {
	rank   []int32 // working days up to and including the day
	worked []int32 // the k-th working day
}

func (b *bare) add(day, n int) int {
	k := int(b.rank[day]) + n - 1
	if n < 0 {
		k = int(b.rank[day]) + n
		if day > 0 && b.rank[day] > b.rank[day-1] {
			k--
		}
	}
	return int(b.worked[k])
}

func (b *bare) count(from, to int) int { return int(b.rank[to] - b.rank[from]) }

// looping asks a map day by day.
type looping map[int]bool

func (l looping) add(day, n int) int {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		if day += step; l[day] {
			n--
		}
	}
	return day
}

func (l looping) count(from, to int) int {
	n := 0
	for day := from + 1; day <= to; day++ {
		if l[day] {
			n++
		}
	}
	return n
}

// library is github.com/rickar/cal, which steps day by day, with its cache.
type library struct {
	*cal.BusinessCalendar
	first time.Time
}

func (l library) add(day, n int) int {
	return int(l.WorkdaysFrom(l.first.AddDate(0, 0, day), n).Sub(l.first) / (24 * time.Hour))
}

func (l library) count(from, to int) int {
	return l.WorkdaysInRange(l.first.AddDate(0, 0, from+1), l.first.AddDate(0, 0, to))
}

// counters returns each way, loaded with the same days of the nation to 2027.
func counters(t testing.TB) map[string]counter {
	c := embedded(t).AsOf("CN", autumn)
	first := time.Date(2007, 1, 1, 12, 0, 0, 0, time.UTC)
	b, l, lib := &bare{}, looping{}, library{cal.NewBusinessCalendar(), first}
	lib.Cacheable = true
	makeup := map[string]bool{}
	lib.WorkdayFunc = func(d time.Time) bool {
		w := d.Weekday()
		return w != time.Saturday && w != time.Sunday || makeup[d.Format(time.DateOnly)]
	}
	for d := c.First(); d.Year() <= 2027; d = d.AddDays(1) {
		i, y := c.First().DaysUntil(d), d.Year()
		if c.IsWorking(d) {
			l[i] = true
			b.worked = append(b.worked, int32(i))
		}
		b.rank = append(b.rank, int32(len(b.worked)))
		_, m, dd := d.Civil()
		switch kind := day(t, c, d).Kind; {
		case kind == holidays.Makeup:
			makeup[d.String()] = true
		case kind == holidays.Holiday && !d.IsWeekend():
			lib.AddHoliday(&cal.Holiday{Month: m, Day: dd, StartYear: y, EndYear: y, Func: cal.CalcDayOfMonth})
		}
	}
	return map[string]counter{"calendar": calendar{c}, "bare": b, "map": l, "rickar": lib}
}

var ways = []string{"calendar", "bare", "map", "rickar"}

// lengths of a limit, in working days: the longest is twenty years.
var lengths = []int{1, 10, 250, 5000}

// start is 2007-01-04, a working day early enough for the longest.
const start = 3

func TestBenchmarkedWaysAgree(t *testing.T) {
	all := counters(t)
	for _, n := range lengths {
		to := all["bare"].add(start, n)
		for _, way := range ways {
			c := all[way]
			if got := c.add(start, n); got != to {
				t.Errorf("%s: %d working days end on day %d, want %d", way, n, got, to)
			}
			if got := c.add(to, -n); got != start {
				t.Errorf("%s: %d working days back end on day %d, want %d", way, n, got, start)
			}
			if got := c.count(start, to); got != n {
				t.Errorf("%s: %d working days, want %d", way, got, n)
			}
		}
	}
}

// each runs f for every length and way of counting.
func each(b *testing.B, f func(c counter, n, to int)) {
	all := counters(b)
	for _, n := range lengths {
		to := all["bare"].add(start, n)
		for _, way := range ways {
			c := all[way]
			b.Run(fmt.Sprintf("n=%d/%s", n, way), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					f(c, n, to)
				}
			})
		}
	}
}

func BenchmarkAddWorkdays(b *testing.B) {
	each(b, func(c counter, n, _ int) { c.add(start, n) })
}

func BenchmarkAddWorkdaysBackwards(b *testing.B) {
	each(b, func(c counter, n, to int) { c.add(to, -n) })
}

func BenchmarkCountWorkdays(b *testing.B) {
	each(b, func(c counter, _, to int) { c.count(start, to) })
}

func BenchmarkParseDate(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := holidays.ParseDate("2026-02-14"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkAppendDate(b *testing.B) {
	d, buf := on("2026-02-14"), make([]byte, 0, 10)
	b.ReportAllocs()
	for b.Loop() {
		buf = d.AppendTo(buf[:0])
	}
}

func BenchmarkDateString(b *testing.B) {
	d := on("2026-02-14")
	b.ReportAllocs()
	for b.Loop() {
		_ = d.String()
	}
}

func BenchmarkCalendarDay(b *testing.B) {
	c, d := embedded(b).Calendar("CN-GX"), on("2026-04-20")
	b.ReportAllocs()
	for b.Loop() {
		got, err := c.Day(d)
		if err != nil || got.Date != d || got.Festival == "" {
			b.Fatal(got, err)
		}
	}
}

func BenchmarkBuild(b *testing.B) {
	src := embedded(b).Source()
	b.ReportAllocs()
	for b.Loop() {
		build(b, src, "CN-GX", holidays.Date{})
	}
}

func BenchmarkTableAsOf(b *testing.B) {
	tab := embedded(b)
	days := knowledge(tab.Source())
	b.Run("hit", func(b *testing.B) {
		known := on("2019-03-21")
		b.ReportAllocs()
		for b.Loop() {
			tab.AsOf("CN-GX", known)
		}
	})
	// More days of knowledge than the table keeps, in turn: each is built anew.
	b.Run("miss", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			tab.AsOf("CN-GX", days[i%len(days)])
		}
	})
}
