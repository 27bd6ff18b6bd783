package check_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"shixian/holidays"
	"shixian/holidays/check"
)

// TestList: each row is whole, and its code is of use as a name.
func TestList(t *testing.T) {
	var codes []string
	for _, c := range check.List {
		if !regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`).MatchString(c.Code) || slices.Contains(codes, c.Code) || c.Run == nil || c.Name.ZH == "" || c.Name.EN == "" || check.Find(c.Code).Code != c.Code {
			t.Errorf("%+v", c)
		}
		codes = append(codes, c.Code)
	}
	if check.Find("no_such") != nil {
		t.Error("a check that is not there was found")
	}
}

// TestListIsDocumented: the table for administrators has every check, in order, and
// says whether it can be overridden. Codes stay, since overrides are recorded under them.
func TestListIsDocumented(t *testing.T) {
	for file, words := range map[string][2]string{"../../docs/admin.md": {"是", "否"}, "../../docs/admin.en.md": {"yes", "no"}} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var got, want []string
		for _, m := range regexp.MustCompile("(?m)^\\| `([a-z_]+)` \\| .+ \\| ("+words[0]+"|"+words[1]+") \\|$").FindAllSubmatch(text, -1) {
			got = append(got, string(m[1])+" "+string(m[2]))
		}
		for _, c := range check.List {
			word := words[1]
			if c.Overridable {
				word = words[0]
			}
			want = append(want, c.Code+" "+word)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s has %q, want %q", file, got, want)
		}
	}
}

// TestRightWords is what the list says of a notice with which nothing is wrong.
func TestRightWords(t *testing.T) {
	got := run(t, check.Input{}, nation())
	for code, want := range map[string]holidays.Text{
		check.SentencesRead:    {ZH: "含日期的句子都已读懂。", EN: "Every sentence with a date was read."},
		check.TextWhole:        {ZH: "通知全文完整。", EN: "The text is whole."},
		check.WeekdaysStated:   {ZH: "所写的星期都对。", EN: "Every weekday stated is right."},
		check.DaysStated:       {ZH: "所写的天数都对。", EN: "Every number of days stated is right."},
		check.Essentials:       {ZH: "要素齐全。", EN: "Nothing is missing."},
		check.EntriesSound:     {ZH: "条目都成立。", EN: "Every entry is sound."},
		check.NoContradiction:  {ZH: "没有矛盾。", EN: "Nothing contradicts."},
		check.MakeupDays:       {ZH: "补班日都成立。", EN: "Every make-up day is one."},
		check.FestivalBalance:  {ZH: "各节放假的工作日都等于法定天数加补班天数。", EN: "Each festival gives its statutory days and those it makes up."},
		check.YearWorkingDays:  {ZH: "2026年工作日 258 天；周一至周五 261 天减法定节假日 3 天。", EN: "2026 has 258 working days; 261 weekdays less 3 statutory days."},
		check.StatutoryDaysOff: {ZH: "法定节假日都放假。", EN: "Every statutory day is off."},
		check.NotPublished:     {ZH: "尚未发布，或者写明更正哪一份。", EN: "Not published yet, or it says which notice it corrects."},
		check.Simplified:       {ZH: "不是繁体字文本。", EN: "It is not in traditional characters."},
		check.TextComplete:     {ZH: "文本没有被截断。", EN: "The text is not cut off."},
		check.Limits:           {ZH: "长度和字符都合规定。", EN: "Nothing is too long, and every character can be seen."},
		check.CalendarFits:     {ZH: "是本日历的通知。", EN: "It is a notice of this calendar."},
		check.NoticesNamed:     {ZH: "所改的通知和节日都在表中。", EN: "The notices and festivals that it changes are there."},
		check.AmendmentMeaning: {ZH: "各节日是重新安排还是增加，都已写明。", EN: "Of each festival it is said whether its days are given anew or added to."},
		check.ChangesSomething: {ZH: "有日子因此改变或确定。", EN: "Days change, or are settled by it."},
		check.IssuedByNow:      {ZH: "成文日期不晚于今天。", EN: "It is issued today or earlier."},
		check.IssuedInTime:     {ZH: "整年通知不早于上年9月1日。", EN: "A year's notice is issued on 1 September of the year before or later."},
		check.DocumentYear:     {ZH: "文号的年份与成文年份相符。", EN: "The year in the document number is that of issue."},
		check.FestivalKnown:    {ZH: "各节日都有法定假日。", EN: "Each festival has statutory days."},
		check.FestivalDates:    {ZH: "放假的日子都在法定假日前后10天以内。", EN: "All days off lie within 10 days of the statutory days."},
		check.UnbrokenRun:      {ZH: "各节日的假期连同两边的周末都是连续的。", EN: "Each festival's days off, with the weekends beside them, are one run."},
		check.MakeupDistance: {ZH: "补班日和假期前后最近的周末：国庆节 2026-09-20，假期前11天，不在最近的周末（2007年以来都在）［2026-09-26/2026-09-27，2026-10-10/2026-10-11］；国庆节 2026-10-10，假期后3天［2026-09-26/2026-09-27，2026-10-10/2026-10-11］。",
			EN: "Make-up days, and the weekends nearest to the days off: 国庆节 2026-09-20, 11 days before, not on the nearest weekend (as all were since 2007) [2026-09-26/2026-09-27, 2026-10-10/2026-10-11]; 国庆节 2026-10-10, 3 days after [2026-09-26/2026-09-27, 2026-10-10/2026-10-11]."},
		check.MakeupPresent: {ZH: "全国的整年通知都有补班日。", EN: "A year's notice of the nation has make-up days."},
		check.NotPast:       {ZH: "不涉及过去的日子。", EN: "No day in the past is touched."},
	} {
		if r := got[code]; !r.OK || r.Detail != want || len(r.Faults) > 0 {
			t.Errorf("%+v", r)
		}
	}
	if len(got) != len(check.List)-1 { // there is no change of several notices
		t.Errorf("%d results of %d checks", len(got), len(check.List))
	}
}

// TestWrongWords is what the list says of what is wrong, and of what a person has
// accepted.
func TestWrongWords(t *testing.T) {
	unread := check.TextReport{Unread: []string{"节后补班。", "另行通知。"}}
	lacking := check.TextReport{Missing: []holidays.Text{{ZH: "缺标题", EN: "no title"}, {ZH: "缺日期", EN: "no date"}}}
	said := []check.Misstatement{{off("2026-10-01", "2026-10-07").Span, "3", "7"}, {off("2026-10-01").Span, "星期六", "星期四"}}
	for _, c := range []struct {
		in     check.Input
		n      holidays.Notice
		before []holidays.Notice
		code   string
		ok     bool
		want   holidays.Text
	}{
		{in: check.Input{Text: unread}, n: nation(), code: check.SentencesRead,
			want: holidays.Text{ZH: "没有读懂，须逐句确认并说明理由：节后补班。；另行通知。", EN: "Not read; a person has to acknowledge each, with a reason: 节后补班。；另行通知。"}},
		{in: check.Input{Text: check.TextReport{Unread: unread.Unread, Acknowledged: unread.Unread}}, n: nation(), code: check.SentencesRead, ok: true,
			want: holidays.Text{ZH: "2 句没有读懂，已逐句确认。", EN: "2 sentences were not read; a person has acknowledged each."}},
		{in: check.Input{Text: check.TextReport{Unread: unread.Unread, Acknowledged: unread.Unread[:1]}}, n: nation(), code: check.SentencesRead,
			want: holidays.Text{ZH: "没有读懂，须逐句确认并说明理由：另行通知。", EN: "Not read; a person has to acknowledge each, with a reason: 另行通知。"}},
		{in: check.Input{Text: check.TextReport{Unread: unread.Unread[:1], Acknowledged: unread.Unread}}, n: nation(), code: check.SentencesRead, ok: true,
			want: holidays.Text{ZH: "1 句没有读懂，已逐句确认。", EN: "1 sentences were not read; a person has acknowledged each."}},
		{n: with(nation(), func(n *holidays.Notice) { n.Entries[0].Kind = "rest" }), code: check.EntriesSound,
			want: holidays.Text{ZH: "条目有误：第1段的类型“rest”既不是放假也不是上班", EN: `Wrong entries: kind "rest" is neither off nor work`}},
		{n: entries(off("2026-05-02", "2026-05-01")), code: check.EntriesSound,
			want: holidays.Text{ZH: "条目有误：第4段止于 2026-05-01，早于开始的 2026-05-02", EN: "Wrong entries: it ends on 2026-05-01, before it starts on 2026-05-02"}},
		{n: entries(entry("元旦", holidays.Work, "2026-01-04")), code: check.MakeupDistance,
			want: holidays.Text{ZH: "补班日离假期超过14天：元旦 2026-01-04（没有假期）", EN: "Make-up days more than 14 days from the days off: 2026-01-04 is worked for 元旦, which has no days off"}},
		{n: with(nation(), func(n *holidays.Notice) { n.Entries = n.Entries[:1] }), code: check.MakeupDistance, ok: true,
			want: holidays.Text{ZH: "没有补班日。", EN: "There is no make-up day."}},
		{n: with(nation(), func(n *holidays.Notice) { n.Entries = n.Entries[:2] }), code: check.MakeupDistance, ok: true,
			want: holidays.Text{ZH: "补班日和假期前后最近的周末：国庆节 2026-09-20，假期前11天，不在最近的周末（2007年以来都在）［2026-09-26/2026-09-27，2026-10-10/2026-10-11］。",
				EN: "Make-up days, and the weekends nearest to the days off: 国庆节 2026-09-20, 11 days before, not on the nearest weekend (as all were since 2007) [2026-09-26/2026-09-27, 2026-10-10/2026-10-11]."}},
		{n: entries(work("2026-10-25")), code: check.MakeupDistance,
			want: holidays.Text{ZH: "补班日离假期超过14天：国庆节 2026-10-25（差 18 天）", EN: "Make-up days more than 14 days from the days off: 2026-10-25, worked for 国庆节, is 18 days from its days off"}},
		{n: entries(entry("中秋节", holidays.Off, "2026-09-26")), code: check.MakeupDistance, ok: true,
			want: holidays.Text{ZH: "补班日和假期前后最近的周末：国庆节 2026-09-20，假期前11天，不在最近的周末（2007年以来都在）［2026-09-27，2026-10-10/2026-10-11］；国庆节 2026-10-10，假期后3天［2026-09-27，2026-10-10/2026-10-11］。",
				EN: "Make-up days, and the weekends nearest to the days off: 国庆节 2026-09-20, 11 days before, not on the nearest weekend (as all were since 2007) [2026-09-27, 2026-10-10/2026-10-11]; 国庆节 2026-10-10, 3 days after [2026-09-27, 2026-10-10/2026-10-11]."}},
		{in: check.Input{Text: lacking}, n: nation(), code: check.TextWhole,
			want: holidays.Text{ZH: "全文有缺：缺标题；缺日期", EN: "The text is not whole: no title; no date"}},
		{in: check.Input{Text: check.TextReport{Weekdays: said[1:]}}, n: nation(), code: check.WeekdaysStated,
			want: holidays.Text{ZH: "所写的星期不符（所写 ≠ 实际）：2026-10-01–2026-10-01: 星期六 ≠ 星期四",
				EN: "Wrong weekday (stated ≠ actual): 2026-10-01–2026-10-01: 星期六 ≠ 星期四"}},
		{in: check.Input{Text: check.TextReport{Days: said}}, n: nation(), code: check.DaysStated,
			want: holidays.Text{ZH: "所写的天数不符（所写 ≠ 实际）：2026-10-01–2026-10-07: 3 ≠ 7; 2026-10-01–2026-10-01: 星期六 ≠ 星期四",
				EN: "Wrong number of days (stated ≠ actual): 2026-10-01–2026-10-07: 3 ≠ 7; 2026-10-01–2026-10-01: 星期六 ≠ 星期四"}},
		{n: holidays.Notice{ID: "x", Calendar: "X", Entries: []holidays.Entry{{}}}, code: check.Essentials,
			want: holidays.Text{ZH: "缺少或无效：日历; 年度; 发布日期; 节日", EN: "Missing or invalid: calendar; year; issued; festival"}},
		{n: with(nation(), func(n *holidays.Notice) { n.Year = 0 }), code: check.Essentials,
			want: holidays.Text{ZH: "缺少或无效：年度", EN: "Missing or invalid: year"}},
		{n: with(nation(), func(n *holidays.Notice) { n.Calendar = "X" }), code: check.Essentials,
			want: holidays.Text{ZH: "缺少或无效：日历", EN: "Missing or invalid: calendar"}},
		{n: with(nation(), func(n *holidays.Notice) { n.Entries = nil }), code: check.EntriesSound,
			want: holidays.Text{ZH: "条目有误：没有任何安排", EN: "Wrong entries: it arranges no day"}},
		{n: entries(work("2026-10-07")), code: check.NoContradiction,
			want: holidays.Text{ZH: "条目互相矛盾：第4段 2026-10-07 至 2026-10-07 上班，第1段 2026-10-01 至 2026-10-07 放假",
				EN: "Contradictory entries: work 2026-10-07 to 2026-10-07 contradicts entry 1, off 2026-10-01 to 2026-10-07"}},
		{n: entries(work("2026-10-08", "2026-10-09")), code: check.MakeupDays,
			want: holidays.Text{ZH: "补班日本来就上班：2026-10-08; 2026-10-09",
				EN: "Make-up days that were worked anyway: 2026-10-08 was a working day already; 2026-10-09 was a working day already"}},
		{n: entries(off("2026-10-08"), entry("元旦", holidays.Off, "2026-01-01")), code: check.FestivalBalance,
			want: holidays.Text{ZH: "放假天数与法定天数加补班天数不等：国庆节净放 4 天，法定 3 天；元旦净放 1 天，法定 0 天",
				EN: "Days off are not statutory days and make-up days: 国庆节 gives 4 days net, by statute 3; 元旦 gives 1 days net, by statute 0"}},
		{n: entries(off("2026-10-08"), entry("元旦", holidays.Work, "2026-01-03")), code: check.FestivalBalance,
			want: holidays.Text{ZH: "放假天数与法定天数加补班天数不等：国庆节净放 4 天，法定 3 天；元旦净放 -1 天，法定 0 天",
				EN: "Days off are not statutory days and make-up days: 国庆节 gives 4 days net, by statute 3; 元旦 gives -1 days net, by statute 0"}},
		{n: with(amendment(), func(n *holidays.Notice) { n.Entries[1].Festival = "元旦" }), before: []holidays.Notice{nation()}, code: check.FestivalBalance,
			want: holidays.Text{ZH: "放假天数与法定天数加补班天数不等：国庆节净放 1 天，法定 0 天；元旦净放 -1 天，法定 0 天",
				EN: "Days off are not statutory days and make-up days: 国庆节 gives 1 days net, by statute 0; 元旦 gives -1 days net, by statute 0"}},
		{n: entries(off("2026-10-08")), code: check.YearWorkingDays,
			want: holidays.Text{ZH: "2026年工作日 257 天；周一至周五 261 天减法定节假日 3 天，应为 258 天；差额须说明。",
				EN: "2026 has 257 working days; 261 weekdays less 3 statutory days, make 258; the difference has to be explained."}},
		{n: with(entries(off("2026-10-08")), func(n *holidays.Notice) { n.Residue = &holidays.Residue{Days: -1, Reason: "多放"} }), code: check.YearWorkingDays, ok: true,
			want: holidays.Text{ZH: "2026年工作日 257 天；周一至周五 261 天减法定节假日 3 天，另有说明的差额 -1 天。",
				EN: "2026 has 257 working days; 261 weekdays less 3 statutory days, and an explained difference of -1."}},
		{n: with(nation(), func(n *holidays.Notice) { n.Entries[0].From = on("2026-10-03") }), code: check.StatutoryDaysOff,
			want: holidays.Text{ZH: "法定节假日却上班：2026-10-01 国庆节; 2026-10-02 国庆节", EN: "Statutory days that are worked: 2026-10-01 国庆节; 2026-10-02 国庆节"}},
		{n: nation(), before: []holidays.Notice{nation()}, code: check.NotPublished,
			want: holidays.Text{ZH: "该年度或该文号的通知已经发布，更正须写明更正的是哪一份：甲", EN: "Published already for that year or under that number; a correction has to name the notice that it corrects: 甲"}},
		{n: nation(), before: []holidays.Notice{with(nation(), func(n *holidays.Notice) { n.Document = "" })}, code: check.NotPublished,
			want: holidays.Text{ZH: "该年度或该文号的通知已经发布，更正须写明更正的是哪一份：n1", EN: "Published already for that year or under that number; a correction has to name the notice that it corrects: n1"}},
		{in: check.Input{Today: on("2026-10-02")}, n: nation(), code: check.NotPast,
			want: holidays.Text{ZH: "涉及过去的日子（自 2026-09-20），须另行确认。", EN: "Days in the past are touched, from 2026-09-20; somebody has to confirm that."}},
		{in: check.Input{Today: on("2026-09-21"), ConfirmPast: true}, n: nation(), code: check.NotPast, ok: true,
			want: holidays.Text{ZH: "涉及过去的日子（自 2026-09-20），已确认。", EN: "Days in the past are touched, from 2026-09-20; confirmed."}},
		{in: check.Input{Today: on("2026-09-20")}, n: nation(), code: check.NotPast, ok: true,
			want: holidays.Text{ZH: "不涉及过去的日子。", EN: "No day in the past is touched."}},
	} {
		r := run(t, c.in, c.n, c.before...)[c.code]
		if r.OK != c.ok || r.Detail != c.want {
			t.Errorf("%s: %v %q\n%q", c.code, r.OK, r.Detail.ZH, r.Detail.EN)
		}
	}
}

// TestLaterStages: a notice that cannot be laid over the table is not, and checks
// that need no table are made all the same.
func TestLaterStages(t *testing.T) {
	for _, c := range []struct {
		n    holidays.Notice
		want int
	}{
		{nation(), len(check.List) - 1}, // the last is for several notices
		{with(nation(), func(n *holidays.Notice) { n.Issued = holidays.Date{} }), 11},
		{with(nation(), func(n *holidays.Notice) { n.Entries = nil }), 11},
		{entries(work("2026-10-07")), 11},
	} {
		before := table(t, small())
		results, after, err := check.Run(check.Input{Notice: &c.n, Before: before, Text: check.TextReport{Unread: []string{"句"}}})
		if err != nil || len(results) != c.want || (after != nil) != (c.want == len(check.List)-1) {
			t.Errorf("%d results, %v, %v", len(results), after, err)
		}
		if after != nil && (after.Revision() != 8 || len(after.Source().Notices) != 1 || len(before.Source().Notices) != 0) {
			t.Errorf("revision %d, %d notices on %d", after.Revision(), len(after.Source().Notices), len(before.Source().Notices))
		}
	}
}

// TestBlocks: only a check that failed and may be overridden is, by its own code.
func TestBlocks(t *testing.T) {
	for _, c := range []struct {
		ok, overridable bool
		overrides       []string
		want            bool
	}{
		{true, true, nil, false}, {true, false, nil, false},
		{false, true, nil, true}, {false, true, []string{"b"}, true}, {false, true, []string{"b", "a"}, false},
		{false, false, []string{"a"}, true},
	} {
		r := check.Result{Code: "a", OK: c.ok, Overridable: c.overridable}
		if got := r.Blocks(c.overrides); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// TestNoticeOrder: faults stand in the order of entries, the notice's own first.
func TestNoticeOrder(t *testing.T) {
	n := holidays.Notice{ID: "n1", Year: 2026, Residue: &holidays.Residue{}, Entries: []holidays.Entry{
		off("2026-10-01", "2026-10-07"), work("2026-10-07"), off("2027-10-01"), entry("国庆节", "rest", "2026-10-02"),
	}}
	want := []struct {
		reason check.Reason
		entry  int
		code   string
	}{
		{check.EmptyResidue, -1, check.EntriesSound}, {check.Contradictory, 1, check.NoContradiction}, {check.OutsideYear, 2, check.EntriesSound},
		{check.UnknownKind, 3, check.EntriesSound}, {check.Contradictory, 3, check.NoContradiction},
	}
	got := check.Notice(&n)
	if len(got) != len(want) {
		t.Fatalf("%+v", got)
	}
	for i, f := range got {
		if f.Reason != want[i].reason || f.Entry != want[i].entry || f.Code != want[i].code || f.Notice != "n1" {
			t.Errorf("%+v, want %+v", f, want[i])
		}
	}
	n.Entries = []holidays.Entry{{Festival: "国庆节", Kind: holidays.Off}, off("2026-10-02", "2026-10-01")}
	if got = check.Notice(&n); len(got) != 3 || got[1].Reason != check.NoDates || got[2].Reason != check.Reversed {
		t.Errorf("%+v", got)
	}
	n = holidays.Notice{Year: 2026}
	if got = check.Notice(&n); len(got) != 1 || got[0].Reason != check.NoEntries {
		t.Errorf("%+v", got)
	}
}

// TestFestivals: a day off under several festivals counts for each of them, and
// Guangxi's festival under either of its names.
func TestFestivals(t *testing.T) {
	for _, c := range []struct {
		n    holidays.Notice
		want bool
	}{
		{with(nation(), func(n *holidays.Notice) {
			for i := range n.Entries {
				n.Entries[i].Festival = "中秋节、国庆节"
			}
		}), true},
		{regional(), true},
		{with(regional(), func(n *holidays.Notice) { n.Entries[0].Festival = "三月三" }), true},
		{with(regional(), func(n *holidays.Notice) { n.Entries[0].Festival = "三月" }), false},
		{with(regional(), func(n *holidays.Notice) { n.Entries[0].Festival = "三月三、清明节" }), true},
		// A day that is off already, or worked already, counts once.
		{entries(off("2026-10-07"), off("2026-05-03")), true},
		{entries(work("2026-10-10"), work("2026-10-11"), off("2026-10-08")), true},
	} {
		if got := run(t, check.Input{}, c.n)[check.FestivalBalance]; got.OK != c.want {
			t.Errorf("%v: %s", c.n.Entries, got.Detail.EN)
		}
	}
}

// TestSecondAmendment: an amendment is laid over its year's other notices, and a
// yearly notice over none of them.
func TestSecondAmendment(t *testing.T) {
	again := with(amendment(), func(n *holidays.Notice) { n.ID, n.Document = "n3", "丙" })
	got := run(t, check.Input{}, again, nation(), amendment())
	if !got[check.FestivalBalance].OK || !got[check.MakeupDays].OK || !got[check.NotPublished].OK {
		t.Errorf("%+v", got)
	}
	yearly := with(entries(off("2026-10-08")), func(n *holidays.Notice) { n.ID, n.Document = "n3", "丙" })
	got = run(t, check.Input{}, yearly, amendment())
	if got[check.FestivalBalance].OK || !got[check.NotPublished].OK {
		t.Errorf("8 October counts as given by the amendment: %+v", got[check.FestivalBalance])
	}
	other := with(regional(), func(n *holidays.Notice) { n.Year = 2026 })
	if got = run(t, check.Input{}, other, nation()); !got[check.NotPublished].OK || !got[check.FestivalBalance].OK {
		t.Errorf("%+v", got)
	}
}

// TestRestsAgain: a make-up day that an amendment cancels is a weekend day again, and
// no day of the holiday; another weekend day off in its place breaks the run.
func TestRestsAgain(t *testing.T) {
	for day, want := range map[string]bool{"2026-09-20": true, "2026-09-13": false, "2026-09-27": false} {
		shorter := with(amendment(), func(n *holidays.Notice) { n.Entries = []holidays.Entry{work("2026-10-07"), off(day)} })
		got := run(t, check.Input{}, shorter, nation())
		if got[check.UnbrokenRun].OK != want || got[check.FestivalDates].OK != (day != "2026-09-13") || got[check.FestivalBalance].OK != want {
			t.Errorf("%s: %+v %+v %+v", day, got[check.UnbrokenRun], got[check.FestivalDates], got[check.FestivalBalance])
		}
		if day == "2026-09-20" {
			more := with(amendment(), func(n *holidays.Notice) {
				n.ID, n.Document, n.Entries = "n3", "丙", []holidays.Entry{work("2026-10-06"), off("2026-10-10")}
			})
			if got := run(t, check.Input{}, more, nation(), shorter); !got[check.UnbrokenRun].OK {
				t.Errorf("after it: %+v", got[check.UnbrokenRun])
			}
		}
	}
}
