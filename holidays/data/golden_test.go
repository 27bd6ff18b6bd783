package data

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"shixian/holidays"
)

// known is the day of knowledge of statute.txt: no notice for 2027 was out.
var known = holidays.NewDate(2026, time.October, 1)

func TestGolden(t *testing.T) {
	src := embeddedSource(t)
	for name, got := range map[string][]string{
		"calendars.txt": calendarLines(t, src),
		"anchors.txt":   anchorLines(src),
		"statutory.txt": statutoryLines(src),
		"notices.txt":   noticeLines(src),
		"settled.txt":   settledLines(t, src),
		"statute.txt":   statuteLines(t, src),
	} {
		t.Run(name, func(t *testing.T) {
			for _, d := range differences(golden(t, name), got) {
				t.Error(d)
			}
		})
	}
}

// A region without notices of its own follows the nation, day by day.
func TestRegionsWithoutNoticesFollowTheNation(t *testing.T) {
	src := embeddedSource(t)
	nation := build(t, src, "CN", holidays.Date{})
	for _, id := range []string{"CN-LN", "CN-JL"} {
		cal := build(t, src, id, holidays.Date{})
		for d := nation.First(); !d.After(nation.Last()); d = d.AddDays(1) {
			want, err := nation.Day(d)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := cal.Day(d); err != nil || got != want {
				t.Errorf("%s: %+v, %v; the nation has %+v", id, got, err, want)
			}
		}
	}
}

func embeddedSource(t testing.TB) *holidays.Source {
	t.Helper()
	src, err := Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func build(t testing.TB, src *holidays.Source, id string, asOf holidays.Date) *holidays.Calendar {
	t.Helper()
	cal, err := holidays.Build(src, holidays.BuildOptions{Calendar: id, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

// golden returns the lines of a golden file, without its comments.
func golden(t testing.TB, name string) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/golden/" + name)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	return slices.DeleteFunc(lines, func(l string) bool { return strings.HasPrefix(l, "#") })
}

// differences says, for a reader, in what got differs from want: days where a
// month sheet differs, whole lines elsewhere.
func differences(want, got []string) []string {
	var out []string
	for i := 0; i < len(want) || i < len(got); i++ {
		switch {
		case i < len(want) && i < len(got) && want[i] == got[i]:
			continue
		case i < len(want) && i < len(got) && month(want[i]) != "" && month(want[i]) == month(got[i]):
			out = append(out, dayDifferences(want[i], got[i])...)
			continue
		}
		if i < len(want) && !slices.Contains(got, want[i]) {
			out = append(out, "the golden file has, and the data lack:  "+want[i])
		}
		if i < len(got) && !slices.Contains(want, got[i]) {
			out = append(out, "the data have, and the golden file lacks:  "+got[i])
		}
	}
	return out
}

// month returns the "CN 2026-02" of a line of a month sheet, "" for another line.
func month(line string) string {
	f := strings.Fields(line)
	if len(f) != 3 || len(f[1]) != len("2026-02") || len(f[2]) < 28 {
		return ""
	}
	return f[0] + " " + f[1]
}

func dayDifferences(want, got string) []string {
	var out []string
	w, g := strings.Fields(want)[2], strings.Fields(got)[2]
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			out = append(out, fmt.Sprintf("%s-%02d is %c in the golden file, %c in the data", month(want), i+1, w[i], g[i]))
		}
	}
	return out
}

func TestDifferencesAreLegible(t *testing.T) {
	want := []string{"a", "CN 2026-02 wwwwweewwwwwwmhhhhhhhhhwwwwm"}
	got := []string{"CN 2026-02 wwwwweewwwwwwmhhhhhhhhhwwwwm"}
	if d := differences(want, got); !slices.Equal(d, []string{"the golden file has, and the data lack:  a"}) {
		t.Error(d)
	}
	got = []string{"a", "CN 2026-02 wwwwweewwwwwwehhhhhhhhhwwwwm", "b"}
	if d := differences(want, got); !slices.Equal(d, []string{
		"CN 2026-02-14 is m in the golden file, e in the data",
		"the data have, and the golden file lacks:  b",
	}) {
		t.Error(d)
	}
}
