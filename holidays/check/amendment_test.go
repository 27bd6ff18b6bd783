package check_test

import (
	"strings"
	"testing"

	"shixian/holidays"
	"shixian/holidays/check"
)

// correction takes the place of [nation]: one make-up day is a day later.
func correction() holidays.Notice {
	return with(nation(), func(n *holidays.Notice) {
		n.ID, n.Document, n.Replaces, n.Issued = "n3", "丙", "n1", on("2026-02-01")
		n.Entries = []holidays.Entry{off("2026-10-01", "2026-10-07"), work("2026-09-20"), work("2026-10-11")}
	})
}

// restating gives the days of [nation] anew.
func restating(e ...holidays.Entry) holidays.Notice {
	return with(amendment(), func(n *holidays.Notice) {
		n.Extends, n.Restates, n.Entries = nil, []string{"国庆节"}, e
	})
}

// TestNoticesNamed: what a notice says of others is true of one in force, or the check says
// what is not; never of an entry.
func TestNoticesNamed(t *testing.T) {
	both := with(correction(), func(n *holidays.Notice) { n.Amends = "甲" })
	of := func(id string) holidays.Notice {
		return with(correction(), func(n *holidays.Notice) { n.Replaces = id })
	}
	early := with(correction(), func(n *holidays.Notice) { n.Issued = on("2025-11-01") })
	for name, c := range map[string]struct {
		n      holidays.Notice
		before []holidays.Notice
		want   string // in Chinese, after the check's own words
	}{
		"a correction":                 {correction(), []holidays.Notice{nation()}, ""},
		"an amendment by number":       {amendment(), []holidays.Notice{nation()}, ""},
		"both at once":                 {both, []holidays.Notice{nation()}, "不能既修改又更正整年"},
		"a correction by number":       {of("甲"), []holidays.Notice{nation()}, "“更正”须写一份整年通知的编号，甲 不是"},
		"a correction of an amendment": {of("n2"), []holidays.Notice{nation(), with(amendment(), func(n *holidays.Notice) { n.Issued = on("2026-01-01") })}, "“更正”须写一份整年通知的编号，n2 不是"},
		"a correction of nothing":      {of("n9"), []holidays.Notice{nation()}, "更正 n9 不是本日历同年度有效的通知"},
		"a correction of a later one":  {early, []holidays.Notice{nation()}, "更正 n1 发布在后（2025-11-04）"},
		"another festival":             {with(amendment(), func(n *holidays.Notice) { n.Extends = []string{"春节"} }), []holidays.Notice{nation()}, "所改的通知里没有“春节”（增加）"},
		"anew and added to":            {with(amendment(), func(n *holidays.Notice) { n.Restates = n.Extends }), []holidays.Notice{nation()}, "“国庆节”不能既重新安排又增加"},
		"a year's notice that adds":    {with(nation(), func(n *holidays.Notice) { n.Extends = []string{"国庆节"} }), nil, "增加 只用于修改其他通知的通知"},
	} {
		r := run(t, check.Input{}, c.n, c.before...)[check.NoticesNamed]
		if got := strings.TrimPrefix(r.Detail.ZH, "所改的通知或节日不成立："); r.OK != (c.want == "") || !r.OK && got != c.want {
			t.Errorf("%s: %t, %s", name, r.OK, r.Detail.ZH)
		}
		for _, f := range r.Faults {
			if f.Entry != -1 {
				t.Errorf("%s: entry %d", name, f.Entry)
			}
		}
	}
}

// TestCorrection: it takes the place of the notice that it names, and of no other.
func TestCorrection(t *testing.T) {
	got := run(t, check.Input{}, correction(), nation())
	for _, code := range []string{check.NotPublished, check.ChangesSomething, check.FestivalBalance} {
		if !got[code].OK {
			t.Errorf("%s: %s", code, got[code].Detail.EN)
		}
	}
	same := with(correction(), func(n *holidays.Notice) { n.Replaces = "" })
	if r := run(t, check.Input{}, same, nation())[check.NotPublished]; r.OK {
		t.Error("a second notice of the year does not say which it corrects")
	}
}

// TestAmendmentMeaning: of each festival that had days it is said, once, whether they are
// given anew or added to.
func TestAmendmentMeaning(t *testing.T) {
	silent := with(amendment(), func(n *holidays.Notice) { n.Extends = nil })
	r := run(t, check.Input{}, silent, nation())[check.AmendmentMeaning]
	if want := "须写明是重新安排（原来的日子作废）还是增加：国庆节"; r.OK || r.Detail.ZH != want {
		t.Errorf("%t, %s", r.OK, r.Detail.ZH)
	}
	for _, n := range []holidays.Notice{amendment(), restating(off("2026-10-08")), with(silent, func(n *holidays.Notice) { n.Entries = []holidays.Entry{entry("元旦", holidays.Off, "2026-01-01")} })} {
		if r := run(t, check.Input{}, n, nation())[check.AmendmentMeaning]; !r.OK {
			t.Errorf("%v: %s", n.Entries, r.Detail.ZH)
		}
	}
}

// TestChangesSomething: a later notice has to change a day; the first of a year need not.
func TestChangesSomething(t *testing.T) {
	again := with(amendment(), func(n *holidays.Notice) { n.Entries = []holidays.Entry{off("2026-10-07")} })
	r := run(t, check.Input{}, again, nation())[check.ChangesSomething]
	if r.OK || len(r.Faults) != 1 || r.Faults[0].Entry != -1 {
		t.Errorf("%+v", r)
	}
	// A region's, of a day that is off already, before the nation's is there to settle it.
	first := with(regional(), func(n *holidays.Notice) {
		n.Calendar, n.Entries = "L", []holidays.Entry{entry("元旦", holidays.Off, "2026-01-01")}
	})
	if r := runOn(t, check.Input{}, first, festive())[check.ChangesSomething]; !r.OK {
		t.Errorf("%+v", r)
	}
	second := with(first, func(n *holidays.Notice) { n.ID, n.Amends = "r2", "r1" })
	if r := runOn(t, check.Input{}, second, festive(first))[check.ChangesSomething]; r.OK {
		t.Error("the second of the year says the same again")
	}
}

// TestRestatedBalance: days taken away count against those given anew, make-up days too.
func TestRestatedBalance(t *testing.T) {
	week, sunday := off("2026-10-01", "2026-10-07"), work("2026-09-20")
	for _, c := range []struct {
		n    holidays.Notice
		want string
	}{
		{restating(week, sunday, work("2026-10-11")), ""},
		{restating(week, sunday), "国庆节净放 1 天，法定 0 天"},
		{restating(off("2026-10-01", "2026-10-05")), ""},
		{restating(off("2026-10-01", "2026-10-05"), sunday), "国庆节净放 -1 天，法定 0 天"},
	} {
		r := run(t, check.Input{}, c.n, nation())[check.FestivalBalance]
		if got := strings.TrimPrefix(r.Detail.ZH, "放假天数与法定天数加补班天数不等："); r.OK != (c.want == "") || !r.OK && got != c.want {
			t.Errorf("%v: %s", c.n.Entries, r.Detail.ZH)
		}
	}
}

// TestArrangedTogether: a festival and a list of festivals that has it balance as one.
func TestArrangedTogether(t *testing.T) {
	together := with(nation(), func(n *holidays.Notice) {
		n.Entries = append(n.Entries, entry("中秋节、国庆节", holidays.Off, "2026-09-25"))
	})
	if r := runOn(t, check.Input{}, together, festive())[check.FestivalBalance]; !r.OK {
		t.Error(r.Detail.ZH)
	}
	if r := run(t, check.Input{}, together)[check.FestivalBalance]; r.OK || !strings.HasSuffix(r.Detail.ZH, "国庆节净放 4 天，法定 3 天") {
		t.Errorf("%s: 25 September is of no statute here", r.Detail.ZH)
	}
}

// TestNotPast: what is named counts, and what changes without being named.
func TestNotPast(t *testing.T) {
	named := with(amendment(), func(n *holidays.Notice) { n.Entries = append(n.Entries, off("2026-10-01")) })
	moved := restating(off("2026-10-01", "2026-10-07"), work("2026-10-10"), work("2026-10-11"))
	for _, c := range []struct {
		n           holidays.Notice
		today, past string
	}{
		{named, "2026-10-05", "2026-10-01"}, {named, "2026-10-02", "2026-10-01"}, {named, "2026-10-01", ""},
		{moved, "2026-10-01", "2026-09-20"}, {moved, "2026-09-21", "2026-09-20"}, {moved, "2026-09-20", ""},
		{nation(), "2026-09-21", "2026-09-20"}, {nation(), "", ""},
	} {
		in := check.Input{}
		if c.today != "" {
			in.Today = on(c.today)
		}
		r := run(t, in, c.n, nation())[check.NotPast]
		if r.OK != (c.past == "") || !r.OK && r.Detail.ZH != "涉及过去的日子（自 "+c.past+"），须另行确认。" {
			t.Errorf("on %s: %t, %s, want %s", c.today, r.OK, r.Detail.ZH, c.past)
		}
	}
}
