package check_test

import (
	"strings"
	"testing"

	"shixian/holidays"
	"shixian/holidays/check"
)

// repeated returns n times the same entry.
func repeated(n int, e holidays.Entry) []holidays.Entry {
	out := make([]holidays.Entry, n)
	for i := range out {
		out[i] = e
	}
	return out
}

// TestBoundaries: the last notice that a check lets pass, and the first that it does not.
func TestBoundaries(t *testing.T) {
	nationWith := func(e ...holidays.Entry) holidays.Notice {
		return with(nation(), func(n *holidays.Notice) { n.Entries = e })
	}
	issued := func(day string) holidays.Notice {
		return with(nation(), func(n *holidays.Notice) { n.Issued = on(day) })
	}
	region := func(e ...holidays.Entry) holidays.Notice {
		return with(regional(), func(n *holidays.Notice) { n.Entries = e })
	}
	week := off("2026-10-01", "2026-10-07")
	for _, c := range []struct {
		name string
		code string
		n    holidays.Notice
		ok   bool
	}{
		{"issued on 1 September", check.IssuedInTime, issued("2025-09-01"), true},
		{"issued on 31 August", check.IssuedInTime, issued("2025-08-31"), false},
		{"made up 14 days before the holiday", check.MakeupDistance, nationWith(week, work("2026-09-17")), true},
		{"15 days before", check.MakeupDistance, nationWith(week, work("2026-09-16")), false},
		{"14 days after", check.MakeupDistance, nationWith(week, work("2026-10-21")), true},
		{"15 days after", check.MakeupDistance, nationWith(week, work("2026-10-22")), false},
		{"14 days after a holiday of eight", check.MakeupDistance, nationWith(off("2026-10-01", "2026-10-08"), work("2026-10-22")), true},
		{"of two days, one 15 days after", check.MakeupDistance, nationWith(week, work("2026-10-21", "2026-10-22")), false},
		{"off 10 days before the statutory days", check.FestivalDates, nationWith(off("2026-09-21", "2026-10-03")), true},
		{"11 days before", check.FestivalDates, nationWith(off("2026-09-20", "2026-10-03")), false},
		{"off 10 days after", check.FestivalDates, nationWith(off("2026-10-01", "2026-10-13")), true},
		{"11 days after", check.FestivalDates, nationWith(off("2026-10-01", "2026-10-14")), false},
		{"the days off touch", check.UnbrokenRun, nationWith(week, off("2026-10-08")), true},
		{"the last of them stands alone", check.UnbrokenRun, nationWith(week, off("2026-10-09")), false},
		{"the first of them stands alone", check.UnbrokenRun, nationWith(week, off("2026-09-29")), false},
		{"the weekend after belongs to them", check.UnbrokenRun, nationWith(off("2026-10-01", "2026-10-09"), off("2026-10-12")), true},
		{"the nation's festival under a region with a notice of its own", check.CalendarFits, region(week), false},
		{"with the region's own", check.CalendarFits, region(week, entry("三月三", holidays.Off, "2026-04-20")), true},
		{"the region's own alone", check.CalendarFits, regional(), true},
		{"a festival of nobody's", check.CalendarFits, region(entry("某节", holidays.Off, "2026-04-20")), true},
		{"the region's festival under the nation", check.CalendarFits, nationWith(week, entry("三月三", holidays.Off, "2026-04-20")), false},
		{"off 10 days after a festival of one day", check.FestivalDates, region(entry("三月三", holidays.Off, "2026-04-29")), true},
		{"11 days after it", check.FestivalDates, region(entry("三月三", holidays.Off, "2026-04-30")), false},
		{"a year of the nation's without a make-up day", check.MakeupPresent, nationWith(off("2026-10-01", "2026-10-03")), false},
		{"with one", check.MakeupPresent, nationWith(off("2026-10-01", "2026-10-03"), work("2026-10-10")), true},
		{"a region's without one", check.MakeupPresent, regional(), true},
		{"names of 500 characters in all", check.Limits, with(nation(), func(n *holidays.Notice) { n.Restates = []string{strings.Repeat("节", 499), ""} }), true},
		{"of 501", check.Limits, with(nation(), func(n *holidays.Notice) { n.Restates = []string{strings.Repeat("节", 500), ""} }), false},
		{"a source of 2,000 characters", check.Limits, with(nation(), func(n *holidays.Notice) { n.Source = strings.Repeat("a", 2000) }), true},
		{"of 2,001", check.Limits, with(nation(), func(n *holidays.Notice) { n.Source = strings.Repeat("a", 2001) }), false},
		{"a reason of 500 characters", check.Limits, with(nation(), func(n *holidays.Notice) { n.Residue = &holidays.Residue{Days: 1, Reason: strings.Repeat("字", 500)} }), true},
		{"of 501", check.Limits, with(nation(), func(n *holidays.Notice) { n.Residue = &holidays.Residue{Days: 1, Reason: strings.Repeat("字", 501)} }), false},
		{"500 entries", check.Limits, nationWith(repeated(500, week)...), true},
		{"501 entries", check.Limits, nationWith(repeated(501, week)...), false},
		{"500 are compared", check.NoContradiction, nationWith(append(repeated(499, week), work("2026-10-07"))...), false},
		{"500 of the nation's under a region", check.CalendarFits, region(repeated(500, week)...), false},
		{"more than 500 are not looked at", check.CalendarFits, region(repeated(501, week)...), true},
		{"more than 500 are not compared", check.NoContradiction, nationWith(append(repeated(500, week), work("2026-10-07"))...), true},
		{"a name of 60 characters", check.Limits, with(nation(), func(n *holidays.Notice) { n.Document = sixty }), true},
		{"of 61", check.Limits, with(nation(), func(n *holidays.Notice) { n.Document = sixty + "。" }), false},
		{"New Year's Eve of the year", check.EntriesSound, nationWith(off("2026-12-31")), true},
		{"the day after", check.EntriesSound, nationWith(off("2026-12-31", "2027-01-01")), false},
		{"1 December of the year before", check.EntriesSound, nationWith(off("2025-12-01")), true},
		{"the day before", check.EntriesSound, nationWith(off("2025-11-30")), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, made := run(t, check.Input{}, c.n)[c.code]
			if !made || r.OK != c.ok {
				t.Errorf("%s: %t, %t, %s", c.code, made, r.OK, r.Detail.EN)
			}
		})
	}
}

const sixty = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"

// TestFaultsOfTheWhole: what is wrong with no entry in particular names none.
func TestFaultsOfTheWhole(t *testing.T) {
	for code, c := range map[string]struct {
		in check.Input
		n  holidays.Notice
	}{
		check.Limits:        {n: with(nation(), func(n *holidays.Notice) { n.Entries = repeated(501, n.Entries[0]) })},
		check.Simplified:    {in: check.Input{Text: check.TextReport{Traditional: true}}, n: nation()},
		check.TextWhole:     {in: check.Input{Text: check.TextReport{Missing: []holidays.Text{{ZH: "缺标题"}}}}, n: nation()},
		check.SentencesRead: {in: check.Input{Text: check.TextReport{Unread: []string{"另行通知。"}}}, n: nation()},
		check.CalendarFits:  {in: check.Input{Text: check.TextReport{Calendar: "R"}}, n: nation()},
		check.EntriesSound:  {n: with(nation(), func(n *holidays.Notice) { n.Entries = nil })},
		check.IssuedInTime:  {n: with(nation(), func(n *holidays.Notice) { n.Issued = on("2025-05-01") })},
	} {
		r := run(t, c.in, c.n)[code]
		if len(r.Faults) == 0 {
			t.Errorf("%s finds nothing", code)
		}
		for _, f := range r.Faults {
			if f.Entry != -1 {
				t.Errorf("%s is about entry %d", code, f.Entry)
			}
		}
	}
}

// TestWhoseNotice: a text of another calendar says so alone, by that calendar's name or by
// the region's if there is no calendar of it; a number of the nation's is one check of all.
func TestWhoseNotice(t *testing.T) {
	for _, c := range []struct {
		in    check.Input
		n     holidays.Notice
		alone bool
		zh    string
	}{
		{check.Input{Text: check.TextReport{Calendar: "R"}}, nation(), true, "这是（R）的通知，不能放在 N 之下。"},
		{check.Input{Text: check.TextReport{Calendar: "某省"}}, nation(), true, "这是某省的通知，不能放在 N 之下。"},
		{check.Input{Text: check.TextReport{Calendar: "N"}}, nation(), false, ""},
		{check.Input{}, with(regional(), func(n *holidays.Notice) { n.Document = "国办发明电〔2026〕1号" }), false, "这是（N）的通知，不能放在 R 之下。"},
	} {
		results := run(t, c.in, c.n)
		r := results[check.CalendarFits]
		if (len(results) == 1) != c.alone || r.OK != (c.zh == "") || c.zh != "" && r.Detail.ZH != c.zh {
			t.Errorf("%s of %q: %d results, %s", c.n.Calendar, c.in.Text.Calendar, len(results), r.Detail.ZH)
		}
	}
	if results := run(t, check.Input{Text: check.TextReport{Traditional: true}}, nation()); len(results) != 1 || results[check.Simplified].OK {
		t.Errorf("%v", results)
	}
}

// TestWholeTextAcknowledged: what is missing passes once a person has acknowledged each of it.
func TestWholeTextAcknowledged(t *testing.T) {
	missing := []holidays.Text{{ZH: "缺标题", EN: "no title"}, {ZH: "缺日期", EN: "no date"}}
	for _, c := range []struct {
		acknowledged []string
		ok           bool
	}{{nil, false}, {[]string{"缺标题"}, false}, {[]string{"缺日期", "缺标题"}, true}} {
		r := run(t, check.Input{Text: check.TextReport{Missing: missing, Acknowledged: c.acknowledged}}, nation())[check.TextWhole]
		if r.OK != c.ok || len(r.Faults) != 2 || !strings.Contains(r.Detail.ZH, "缺标题；缺日期") {
			t.Errorf("%v: %t, %+v", c.acknowledged, r.OK, r)
		}
	}
}

// TestHidden: a character that cannot be seen hides what a text says.
func TestHidden(t *testing.T) {
	for r, want := range map[rune]bool{'字': false, 'a': false, ' ': false, '〔': false, '\u3000': false, '\x00': true, '\u202e': true, '\ufffd': true, '\ufe0f': true, '\u3164': true} {
		if got := check.Hidden(r); got != want {
			t.Errorf("%q: %t", r, got)
		}
	}
}

// TestNoticeOfTooManyEntries: 500 entries are looked at one by one, more are only too many.
func TestNoticeOfTooManyEntries(t *testing.T) {
	for n, want := range map[int]check.Reason{500: check.Contradictory, 501: check.TooLong} {
		notice := with(nation(), func(it *holidays.Notice) { it.Entries = append(repeated(n-1, it.Entries[0]), work("2026-10-07")) })
		faults := check.Notice(&notice)
		if len(faults) == 0 || faults[0].Reason != want || faults[len(faults)-1].Reason != want {
			t.Errorf("%d: %d faults, %v", n, len(faults), faults[:min(1, len(faults))])
		}
	}
}
