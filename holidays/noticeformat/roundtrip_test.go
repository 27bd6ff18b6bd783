package noticeformat

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shixian/holidays"
)

func calendar(t testing.TB, src *holidays.Source, id string) *holidays.Calendar {
	t.Helper()
	cal, err := holidays.Build(src, holidays.BuildOptions{Calendar: id})
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

// What is written of each notice is read back, but for its ID, its residue and
// whether its day of issue is established, for which a table has no place.
func TestEveryNoticeIsReadBack(t *testing.T) {
	for _, n := range embedded(t).Notices {
		var b bytes.Buffer
		if err := WriteCSV(&b, []holidays.Notice{n}); err != nil {
			t.Fatal(err)
		}
		got, err := Read(FormatCSV, b.Bytes(), Hint{})
		if err != nil {
			t.Fatalf("%s: %v", n.ID, err)
		}
		n.ID, n.Residue, n.IssuedApproximate = "", nil, false
		mustEqual(t, got, n)
	}
}

// A year written in the format of holiday-cn, and read as the one notice of that
// year, gives the same days.
func TestHolidayCNKeepsEveryDay(t *testing.T) {
	src := embedded(t)
	for _, id := range []string{"CN", "CN-GX"} {
		cal := calendar(t, src, id)
		for year := 2014; year <= 2026; year++ {
			n := readYear(t, cal, year)
			days := effect(n)
			for d := holidays.NewDate(year, time.January, 1); d.Year() == year; d = d.AddDays(1) {
				day, err := cal.Day(d)
				if err != nil {
					t.Fatal(err)
				}
				want := map[holidays.Kind]string{holidays.Holiday: "off " + day.Festival, holidays.Makeup: "work " + day.Festival}[day.Kind]
				if days[d] != want {
					t.Errorf("%s %s: %q, want %q", id, d, days[d], want)
				}
			}
		}
	}
}

func readYear(t *testing.T, cal *holidays.Calendar, year int) holidays.Notice {
	t.Helper()
	var b bytes.Buffer
	if err := WriteHolidayCN(&b, cal, year); err != nil {
		t.Fatal(err)
	}
	if f, err := Detect("application/json", b.Bytes()); err != nil || f != FormatHolidayCN {
		t.Errorf("detected as %q, %v", f, err)
	}
	n, err := Read(FormatHolidayCN, b.Bytes(), Hint{Calendar: cal.ID(), Year: year, Issued: date("2030-01-01")})
	if err != nil {
		t.Fatalf("%d: %v", year, err)
	}
	return n
}

// In 2006-12-30 and 31 the notice of 2007 had people work; the days stand with
// their own year. 2018-12-29 was worked by the notice of 2019, a paper of 2018's.
func TestHolidayCNOfADecemberBefore(t *testing.T) {
	cal := calendar(t, embedded(t), "CN")
	n := readYear(t, cal, 2018)
	if got := effect(n)[date("2018-12-29")]; got != "work 元旦" {
		t.Errorf("2018-12-29 is %q", got)
	}
	papers := strings.Fields(n.Source)
	for _, year := range []int{2018, 2019} {
		if want := national(t, year).Source; !slices.Contains(papers, want) {
			t.Errorf("papers %q lack %q", papers, want)
		}
	}
	if got := effect(readYear(t, cal, 2019))[date("2018-12-29")]; got != "" {
		t.Errorf("2019 has 2018-12-29 as %q", got)
	}
}

// notices generates a notice whose entries share no day.
var notices = rapid.Custom(func(t *rapid.T) holidays.Notice {
	year := rapid.IntRange(minYear, 2199).Draw(t, "year")
	n := holidays.Notice{
		Calendar: rapid.SampledFrom([]string{"CN", "CN-GX", "CN-45"}).Draw(t, "calendar"), Year: year,
		Document: rapid.SampledFrom([]string{"", "国办发明电〔2025〕7号", "=1+1", "'x"}).Draw(t, "document"),
		Issued:   holidays.NewDate(year-1, time.November, rapid.IntRange(1, 60).Draw(t, "issued")),
		Source:   rapid.SampledFrom([]string{"", "https://www.gov.cn/a.htm", "a b"}).Draw(t, "source"),
		Restates: rapid.SampledFrom([][]string{nil, {"春节"}, {"国庆节、中秋节", "元旦"}}).Draw(t, "restates"),
		Extends:  rapid.SampledFrom([][]string{nil, {"劳动节"}}).Draw(t, "extends"),
		Replaces: rapid.SampledFrom([]string{"", "CN-2019"}).Draw(t, "replaces"),
		Amends:   rapid.SampledFrom([]string{"", "CN-2019"}).Draw(t, "amends"),
	}
	d := holidays.NewDate(year-1, time.December, rapid.IntRange(1, 40).Draw(t, "first"))
	last := holidays.NewDate(year, time.December, 31)
	for range rapid.IntRange(1, 20).Draw(t, "entries") {
		to := d.AddDays(rapid.IntRange(0, 8).Draw(t, "length"))
		if to.After(last) {
			break
		}
		n.Entries = append(n.Entries, holidays.Entry{
			Festival: rapid.SampledFrom([]string{"元旦", "春节", "国庆节、中秋节", "-x", "三月三", "\"甲\",乙;丙"}).Draw(t, "festival"),
			Kind:     rapid.SampledFrom([]holidays.EntryKind{holidays.Off, holidays.Work}).Draw(t, "kind"),
			Span:     holidays.Span{From: d, To: to},
		})
		d = to.AddDays(rapid.IntRange(1, 20).Draw(t, "gap"))
	}
	return n
})

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := notices.Draw(t, "notice")
		var b bytes.Buffer
		if err := WriteCSV(&b, []holidays.Notice{n}); err != nil {
			t.Fatal(err)
		}
		got, err := Read(FormatCSV, b.Bytes(), Hint{})
		if err != nil {
			t.Fatalf("%v\n%s", err, b.String())
		}
		if !reflect.DeepEqual(got, n) {
			t.Fatalf("got %+v, want %+v", got, n)
		}
	})
}

// The order of single days does not matter.
func TestOrderOfDaysDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := notices.Draw(t, "notice")
		rows := []string{}
		for d, what := range effect(n) {
			kind, festival, _ := strings.Cut(what, " ")
			rows = append(rows, `"`+strings.ReplaceAll(Guard(festival), `"`, `""`)+`",`+kind+","+d.String())
		}
		slices.Sort(rows)
		rows = rapid.Permutation(rows).Draw(t, "order")
		got, err := Read(FormatCSV, []byte("festival,kind,date\n"+strings.Join(rows, "\n")), hintOf(n))
		if err != nil {
			t.Fatal(err)
		}
		days := effect(got)
		for d, w := range effect(n) {
			if days[d] != w {
				t.Fatalf("%s: %q, want %q", d, days[d], w)
			}
		}
		for i, e := range got.Entries[1:] {
			if before := got.Entries[i]; before.To.AddDays(1) == e.From && before.Festival == e.Festival && before.Kind == e.Kind {
				t.Fatalf("%v and %v were not joined", before, e)
			}
		}
	})
}
