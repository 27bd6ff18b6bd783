package check_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"shixian/holidays"
	"shixian/holidays/check"
)

// drawn draws a notice of the nation for 2026 whose entries are sound and do not
// contradict each other.
var drawn = rapid.Custom(func(t *rapid.T) holidays.Notice {
	n := nation()
	n.Entries = nil
	d := on("2025-12-20")
	for range rapid.IntRange(1, 8).Draw(t, "entries") {
		d = d.AddDays(rapid.IntRange(1, 60).Draw(t, "gap"))
		to := d.AddDays(rapid.IntRange(0, 5).Draw(t, "length"))
		if to.After(on("2026-12-31")) {
			break
		}
		n.Entries = append(n.Entries, holidays.Entry{
			Festival: rapid.SampledFrom([]string{"国庆节", "元旦", "中秋节、国庆节"}).Draw(t, "festival"),
			Kind:     rapid.SampledFrom([]holidays.EntryKind{holidays.Off, holidays.Work}).Draw(t, "kind"),
			Span:     holidays.Span{From: d, To: to},
		})
		d = to
	}
	if rapid.Bool().Draw(t, "explained") {
		n.Residue = &holidays.Residue{Days: rapid.SampledFrom([]int{-3, -2, -1, 1, 2, 3}).Draw(t, "residue"), Reason: "因"}
	}
	return n
})

// TestChecksAreTheirDefinitions asks of drawn notices what each check says, and
// counts day by day what it ought to say. No other notice lies underneath, so a day
// is worked without the notice if it is one of Monday to Friday.
func TestChecksAreTheirDefinitions(t *testing.T) {
	before := table(t, small())
	rapid.Check(t, func(t *rapid.T) {
		n := drawn.Draw(t, "notice")
		if len(n.Entries) == 0 {
			return
		}
		results, after, err := check.Run(check.Input{Notice: &n, Before: before, Today: on("2026-03-01")})
		if err != nil || after == nil {
			t.Fatal(err, results)
		}
		ok := map[string]bool{}
		for _, r := range results {
			ok[r.Code] = r.OK
		}
		want := defined(n)
		for code, w := range want {
			if ok[code] != w {
				t.Fatalf("%s: %v, want %v: %+v", code, ok[code], w, n.Entries)
			}
		}
	})
}

// defined says which checks a notice of the nation for 2026 passes.
func defined(n holidays.Notice) map[string]bool {
	arranged := map[holidays.Date]holidays.Entry{}
	for _, e := range n.Entries {
		for d := e.From; !d.After(e.To); d = d.AddDays(1) {
			arranged[d] = e
		}
	}
	statutory := map[holidays.Date]bool{on("2026-10-01"): true, on("2026-10-02"): true, on("2026-10-03"): true}
	want := map[string]bool{check.MakeupDays: true, check.StatutoryDaysOff: true, check.NotPast: true, check.NotPublished: true}
	balance := map[string]int{}
	for d, e := range arranged {
		balance[e.Festival] += 0
		switch {
		case e.Kind == holidays.Work && !d.IsWeekend():
			want[check.MakeupDays] = false
		case e.Kind == holidays.Work:
			balance[e.Festival]--
		case !d.IsWeekend():
			balance[e.Festival]++
		}
		if d.Before(on("2026-03-01")) {
			want[check.NotPast] = false
		}
	}
	worked, weekdays := 0, 0
	for d := holidays.NewDate(2026, time.January, 1); d.Year() == 2026; d = d.AddDays(1) {
		e, is := arranged[d]
		works := !d.IsWeekend() && !is || is && e.Kind == holidays.Work
		if works {
			worked++
		}
		if !d.IsWeekend() {
			weekdays++
		}
		if works && statutory[d] {
			want[check.StatutoryDaysOff] = false
		}
	}
	residue := 0
	if n.Residue != nil {
		residue = n.Residue.Days
	}
	want[check.YearWorkingDays] = worked == weekdays-len(statutory)+residue
	want[check.FestivalBalance] = balanced(balance, len(statutory))
	return want
}

// balanced reports whether 国庆节, alone and with 中秋节, gives its statutory days, and
// 元旦 none: it has none here.
func balanced(balance map[string]int, statutory int) bool {
	_, alone := balance["国庆节"]
	_, together := balance["中秋节、国庆节"]
	return balance["元旦"] == 0 && (!alone && !together || balance["国庆节"]+balance["中秋节、国庆节"] == statutory)
}

// FuzzNotice: entries in which nothing is wrong can be laid over a table.
func FuzzNotice(f *testing.F) {
	f.Add("off", int32(0), int32(3), "work", int32(4), int32(4))
	f.Add("off", int32(3), int32(0), "", int32(-40), int32(400))
	before := table(f, small())
	f.Fuzz(func(t *testing.T, kind string, from, to int32, otherKind string, otherFrom, otherTo int32) {
		at := func(n int32) holidays.Date { return on("2026-01-01").AddDays(int(n % 100_000)) }
		n := nation()
		n.Entries = []holidays.Entry{
			{Festival: "甲", Kind: holidays.EntryKind(kind), Span: holidays.Span{From: at(from), To: at(to)}},
			{Festival: "乙", Kind: holidays.EntryKind(otherKind), Span: holidays.Span{From: at(otherFrom), To: at(otherTo)}},
		}
		faults := check.Notice(&n)
		results, after, err := check.Run(check.Input{Notice: &n, Before: before})
		if err != nil || (len(faults) == 0) != (after != nil) || len(results) == 0 {
			t.Fatalf("%v, %v, %v", err, faults, after)
		}
	})
}
