package check_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"shixian/holidays"
	"shixian/holidays/check"
)

// TestChecksOfDaysAreTheirDefinitions asks of drawn notices where the days of a festival lie,
// and looks day by day.
func TestChecksOfDaysAreTheirDefinitions(t *testing.T) {
	before := table(t, small())
	rapid.Check(t, func(t *rapid.T) {
		n := drawn.Draw(t, "notice")
		if len(n.Entries) == 0 {
			return
		}
		n.Issued = on("2025-06-01").AddDays(rapid.IntRange(0, 400).Draw(t, "issued"))
		n.Document = "国办发明电〔" + strconv.Itoa(rapid.IntRange(2025, 2026).Draw(t, "number")) + "〕1号"
		today := on("2025-10-01").AddDays(rapid.IntRange(0, 200).Draw(t, "today"))
		results, _, err := check.Run(check.Input{Notice: &n, Before: before, Today: today})
		if err != nil {
			t.Fatal(err)
		}
		want := lies(n)
		want[check.IssuedByNow] = !n.Issued.After(today)
		want[check.IssuedInTime] = !n.Issued.Before(on("2025-09-01"))
		want[check.DocumentYear] = strings.Contains(n.Document, strconv.Itoa(n.Issued.Year()))
		for _, r := range results {
			if w, defined := want[r.Code]; defined && r.OK != w {
				t.Fatalf("%s: %t, want %t: %+v", r.Code, r.OK, w, n)
			}
		}
	})
}

// lies says which checks of days a notice passes whose festivals are 国庆节, 1 to 3 October,
// 元旦, which has no statutory day here, and 中秋节 with 国庆节.
func lies(n holidays.Notice) map[string]bool {
	want := map[string]bool{check.FestivalKnown: true, check.FestivalDates: true, check.UnbrokenRun: true, check.MakeupDistance: true}
	for _, e := range n.Entries {
		national := strings.Contains(e.Festival, "国庆节")
		want[check.FestivalKnown] = want[check.FestivalKnown] && e.Festival == "国庆节"
		want[check.MakeupPresent] = want[check.MakeupPresent] || e.Kind == holidays.Work
		off := offOf(n, national)
		for d := e.From; !d.After(e.To); d = d.AddDays(1) {
			switch {
			case e.Kind == holidays.Off && national && (d.Before(on("2026-09-21")) || d.After(on("2026-10-13"))):
				want[check.FestivalDates] = false
			case e.Kind == holidays.Work && len(off) == 0 && d.IsWeekend():
				want[check.MakeupDistance] = false
			case e.Kind == holidays.Work && len(off) > 0 && !slices.ContainsFunc(off, func(o holidays.Date) bool { return d.DaysUntil(o) <= 14 && o.DaysUntil(d) <= 14 }):
				want[check.MakeupDistance] = false
			}
		}
		if len(off) > 0 && worksWithin(n, slices.MinFunc(off, holidays.Date.Compare), slices.MaxFunc(off, holidays.Date.Compare)) {
			want[check.UnbrokenRun] = false
		}
	}
	return want
}

// offOf returns the days off of 国庆节 and what is arranged with it, or else of 元旦.
func offOf(n holidays.Notice, national bool) (out []holidays.Date) {
	for _, e := range n.Entries {
		for d := e.From; !d.After(e.To) && e.Kind == holidays.Off && strings.Contains(e.Festival, "国庆节") == national; d = d.AddDays(1) {
			out = append(out, d)
		}
	}
	return out
}

// worksWithin reports whether a day from one to another is worked.
func worksWithin(n holidays.Notice, from, to holidays.Date) bool {
	for d := from; !d.After(to); d = d.AddDays(1) {
		at := slices.IndexFunc(n.Entries, func(e holidays.Entry) bool { return e.Contains(d) })
		if at < 0 && !d.IsWeekend() || at >= 0 && n.Entries[at].Kind == holidays.Work {
			return true
		}
	}
	return false
}

// TestHowItIsWrittenDoesNotMatter: a notice whose entries stand in another order, or whose
// days stand one by one, passes and fails the same.
func TestHowItIsWrittenDoesNotMatter(t *testing.T) {
	for _, year := range years() {
		whole, before := real(t, year)
		reversed, single := whole, whole
		reversed.Entries, single.Entries = slices.Clone(whole.Entries), nil
		slices.Reverse(reversed.Entries)
		for _, e := range whole.Entries {
			for d := e.From; !d.After(e.To); d = d.AddDays(1) {
				single.Entries = append(single.Entries, holidays.Entry{Festival: e.Festival, Kind: e.Kind, Span: holidays.Span{From: d, To: d}})
			}
		}
		want := tried(t, check.Input{}, whole, before)
		for how, n := range map[string]holidays.Notice{"reversed": reversed, "day by day": single} {
			for code, r := range tried(t, check.Input{}, n, before) {
				if r.OK != want[code].OK || len(r.Faults) != len(want[code].Faults) {
					t.Errorf("%d %s: %s: %s", year, how, code, r.Detail.ZH)
				}
			}
		}
	}
}

// TestEachTextIsLimited: a text that is too long, or has a character that nobody sees, is
// named with its field, and with its entry if it stands in one.
func TestEachTextIsLimited(t *testing.T) {
	for field, put := range map[string]func(n *holidays.Notice, text string){
		"calendar": func(n *holidays.Notice, text string) { n.Calendar = text },
		"document": func(n *holidays.Notice, text string) { n.Document = text },
		"source":   func(n *holidays.Notice, text string) { n.Source = text },
		"amends":   func(n *holidays.Notice, text string) { n.Amends = text },
		"replaces": func(n *holidays.Notice, text string) { n.Replaces = text },
		"restates": func(n *holidays.Notice, text string) { n.Restates = []string{text} },
		"extends":  func(n *holidays.Notice, text string) { n.Extends = []string{text} },
		"residue":  func(n *holidays.Notice, text string) { n.Residue = &holidays.Residue{Days: 1, Reason: text} },
		"festival": func(n *holidays.Notice, text string) { n.Entries[1].Festival = text },
		"kind":     func(n *holidays.Notice, text string) { n.Entries[1].Kind = holidays.EntryKind(text) },
	} {
		n := nation()
		put(&n, "字")
		texts := check.Texts(&n)
		at := slices.IndexFunc(texts, func(text check.Text) bool { return text.Field == field && text.Value == "字" })
		if at < 0 {
			t.Errorf("%s is no text of a notice", field)
			continue
		}
		for _, wrong := range []string{strings.Repeat("字", texts[at].Most+1), "字\u202e", "字\n"} {
			put(&n, wrong)
			i := slices.IndexFunc(check.Notice(&n), func(f check.Fault) bool {
				return f.Code == check.Limits && f.Detail.EN == field && f.Entry == texts[at].Entry && f.Detail.ZH != ""
			})
			if i < 0 {
				t.Errorf("%s: %.20q passes", field, wrong)
			}
		}
		put(&n, strings.Repeat("字", texts[at].Most))
		if faults := check.Notice(&n); slices.ContainsFunc(faults, func(f check.Fault) bool { return f.Code == check.Limits }) {
			t.Errorf("%s: %d characters are too many: %v", field, texts[at].Most, faults)
		}
	}
}

// TestAmended: the notice that another amends is found by its id or its number, and no notice
// amends itself.
func TestAmended(t *testing.T) {
	tab := table(t, small(nation(), amendment()))
	for name, c := range map[string]struct{ amends, want string }{
		"by number": {"甲", "n1"}, "by id": {"n1", "n1"}, "its own id": {"n9", ""}, "its own number": {"乙", "n2"}, "nothing": {"", ""}, "one that is not there": {"丁", ""},
	} {
		n := with(amendment(), func(n *holidays.Notice) { n.ID, n.Amends = "n9", c.amends })
		if got := check.Amended(&n, tab); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	self := with(amendment(), func(n *holidays.Notice) { n.Amends = n.ID })
	if got := check.Amended(&self, tab); got != "" {
		t.Errorf("%s amends itself", got)
	}
}

// TestFaultWords: a fault names the notice, the entry from 1 if it is about one, the reason as
// a sentence and the code.
func TestFaultWords(t *testing.T) {
	for want, f := range map[string]check.Fault{
		"notice n1: it has no year (essentials)":    {Code: check.Essentials, Notice: "n1", Entry: -1, Detail: holidays.Text{ZH: "年度", EN: "year"}, Why: "it has no year"},
		"notice n1, entry 1: festival (essentials)": {Code: check.Essentials, Notice: "n1", Detail: holidays.Text{ZH: "节日", EN: "festival"}},
	} {
		if got := f.Error(); got != want || !strings.HasSuffix(got, f.Explain()) {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
