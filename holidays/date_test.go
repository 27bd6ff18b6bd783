package holidays_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shixian/holidays"
)

func TestParseDate(t *testing.T) {
	for _, text := range []string{"2026-02-01", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31", "0400-02-29"} {
		d, err := holidays.ParseDate(text)
		if err != nil || d.String() != text {
			t.Errorf("ParseDate(%q) = %s, %v", text, d, err)
		}
		if b, err := holidays.ParseDate([]byte(text)); err != nil || b != d {
			t.Errorf("ParseDate([]byte(%q)) = %s, %v", text, b, err)
		}
	}
	for _, text := range []string{
		"", "2026-2-1", "2026-02-30", "2023-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
		"0000-01-01", "-001-01-01", "10000-01-01", "2026-02-01 ", " 2026-02-01", "2026-02-01\n", "2026/02/01", "20260201",
		"２０２６-０２-０１", "2026-02-0１", "2026年2月1日", "2026-02-01T00:00:00Z", "2026-02-+1", "2026-02- 1", "2026-02-1e", "2026-02-1:",
		"2026:02-01", "2026-02:01", "明天2026-", "\x00\x00\x00\x00-\x00\x00-\x00\x00",
	} {
		if d, err := holidays.ParseDate(text); !errors.Is(err, holidays.ErrDate) || !d.IsZero() {
			t.Errorf("ParseDate(%q) = %s, %v; want ErrDate", text, d, err)
		}
	}
}

func TestDateText(t *testing.T) {
	var v struct{ A, B holidays.Date }
	if err := json.Unmarshal([]byte(`{"A": "2026-10-01"}`), &v); err != nil || v.A != on("2026-10-01") || !v.B.IsZero() {
		t.Errorf("%v, %v", v, err)
	}
	out, err := json.Marshal(v)
	if err != nil || string(out) != `{"A":"2026-10-01","B":""}` {
		t.Errorf("%s, %v", out, err)
	}
	if err := json.Unmarshal([]byte(`{"A": "2026-10-1"}`), &v); !errors.Is(err, holidays.ErrDate) {
		t.Errorf("a date without its zero: %v", err)
	}
}

// Every day of the 400 years after which the calendar repeats itself agrees with package
// time, in either direction.
func TestDatesAgreeWithTime(t *testing.T) {
	d := holidays.NewDate(1799, time.December, 31)
	for at := time.Date(1799, 12, 31, 23, 30, 0, 0, time.UTC); at.Year() < 2201; at = at.AddDate(0, 0, 1) {
		sameDay(t, d, at)
		d = d.AddDays(1)
	}
	rapid.Check(t, func(t *rapid.T) {
		y := rapid.IntRange(-1000, 9999).Draw(t, "year")
		m := rapid.IntRange(-30, 40).Draw(t, "month")
		day := rapid.IntRange(-400, 400).Draw(t, "day")
		sameDay(t, holidays.NewDate(y, time.Month(m), day), time.Date(y, time.Month(m), day, 12, 0, 0, 0, time.UTC))
	})
}

func sameDay(t interface{ Fatalf(string, ...any) }, d holidays.Date, at time.Time) {
	y, m, day := d.Civil()
	wy, wm, wd := at.Date()
	weekend := at.Weekday() == time.Saturday || at.Weekday() == time.Sunday
	written := wy < 1 || wy > 9999 || d.String() == at.Format(time.DateOnly)
	if y != wy || m != wm || day != wd || d != holidays.DateOf(at) || d.Year() != wy ||
		d.Weekday() != at.Weekday() || d.IsWeekend() != weekend || !written {
		t.Fatalf("%s (%d-%d-%d, %s) where time has %s", d, y, m, day, d.Weekday(), at)
	}
}

func TestDateArithmetic(t *testing.T) {
	for _, c := range []struct {
		from string
		days int
		to   string
	}{
		{"2024-02-28", 1, "2024-02-29"}, {"2023-02-28", 1, "2023-03-01"}, {"2000-02-28", 2, "2000-03-01"},
		{"1900-02-28", 1, "1900-03-01"}, {"2025-12-31", 1, "2026-01-01"}, {"2026-01-01", -1, "2025-12-31"},
		{"2024-02-29", 366, "2025-03-01"}, {"2024-02-29", 0, "2024-02-29"}, {"2020-01-01", -1461, "2016-01-01"},
	} {
		from, to := on(c.from), on(c.to)
		if got := from.AddDays(c.days); got != to {
			t.Errorf("%s + %d days = %s, want %s", from, c.days, got, to)
		}
		if got := from.DaysUntil(to); got != c.days {
			t.Errorf("%s until %s is %d days, want %d", from, to, got, c.days)
		}
		if from.Before(to) != (c.days > 0) || from.After(to) != (c.days < 0) || from.Compare(to) != sign(-c.days) {
			t.Errorf("%s stands wrongly to %s", from, to)
		}
		if early, late := holidays.Earlier(from, to), holidays.Later(from, to); (early == from) != (c.days >= 0) || early.DaysUntil(late) != max(c.days, -c.days) {
			t.Errorf("of %s and %s, %s is earlier and %s later", from, to, early, late)
		}
	}
}

func sign(n int) int { return max(-1, min(1, n)) }

// Civil Code, article 202: the same number, or the last day of the month.
func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from   string
		months int
		to     string
		exists bool
	}{
		{"2024-01-31", 1, "2024-02-29", false}, {"2023-01-31", 1, "2023-02-28", false}, {"2023-01-28", 1, "2023-02-28", true},
		{"2026-03-10", 1, "2026-04-10", true}, {"2026-03-31", 1, "2026-04-30", false}, {"2026-12-31", 2, "2027-02-28", false},
		{"2026-12-15", 1, "2027-01-15", true}, {"2024-02-29", 12, "2025-02-28", false}, {"2024-02-29", 48, "2028-02-29", true},
		{"2026-03-31", -1, "2026-02-28", false}, {"2026-01-31", -1, "2025-12-31", true}, {"2026-05-31", 0, "2026-05-31", true},
		{"2026-01-15", -13, "2024-12-15", true}, {"2026-08-31", 120, "2036-08-31", true},
	} {
		got, exists := on(c.from).AddMonths(c.months)
		if got != on(c.to) || exists != c.exists {
			t.Errorf("%s + %d months = %s, %v; want %s, %v", c.from, c.months, got, exists, c.to, c.exists)
		}
	}
}

func TestZeroDate(t *testing.T) {
	var zero holidays.Date
	if !zero.IsZero() || zero.String() != "" || on("0001-01-01").IsZero() {
		t.Errorf("the zero date is %q", zero)
	}
	if !zero.Before(on("0001-01-01")) {
		t.Error("the zero date is not before every date")
	}
}

func TestSpan(t *testing.T) {
	s := span("2026-10-01", "2026-10-07")
	if s.Days() != 7 || span("2026-10-01", "2026-10-01").Days() != 1 || span("2026-10-05", "2026-10-01").Days() != 0 {
		t.Error("both ends of a span count")
	}
	for d, in := range map[string]bool{"2026-09-30": false, "2026-10-01": true, "2026-10-07": true, "2026-10-08": false} {
		if s.Contains(on(d)) != in {
			t.Errorf("%s: Contains = %v", d, !in)
		}
		if s.Overlaps(span(d, d)) != in || span(d, d).Overlaps(s) != in {
			t.Errorf("%s: Overlaps = %v", d, !in)
		}
	}
}

// TestLastDayOfMonth: the last day of each month is a date, and the day after is none.
func TestLastDayOfMonth(t *testing.T) {
	for _, s := range []string{"2026-01-31", "2026-02-28", "2024-02-29", "2000-02-29", "2100-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30",
		"2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31"} {
		if d, err := holidays.ParseDate(s); err != nil || d.String() != s {
			t.Errorf("%s: %v", s, err)
		}
		after := s[:8] + string([]byte{s[8], s[9] + 1}) // 31 to 32, 30 to 31, 28 to 29, 29 to "2:"
		if _, err := holidays.ParseDate(after); err == nil {
			t.Errorf("%s is a date", after)
		}
	}
}
