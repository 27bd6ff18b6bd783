package data

import (
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"shixian/holidays/datafile"
)

// A refusal is one defect in an embedded file and what the loader says of it.
// old, which stands once in the file, becomes new; an empty old replaces the
// file as a whole.
type refusal struct {
	defect, file, old, new string
	want                   string
}

func TestRefusals(t *testing.T) {
	for name, refusals := range map[string][]refusal{
		"notice": noticeRefusals, "year": yearRefusals, "file": fileRefusals, "calendars": calendarRefusals, "statutory": statutoryRefusals,
	} {
		for _, r := range refusals {
			t.Run(name+"/"+strings.ReplaceAll(r.defect, " ", "_"), func(t *testing.T) {
				_, err := Load(broken(t, r))
				if err == nil {
					t.Fatalf("it loads; want %s", r.want)
				}
				if inEnglish(err) != r.want {
					t.Errorf("refused with\n%v\nwant\n%s", err, r.want)
				}
				var e *datafile.Error
				if !errors.As(err, &e) {
					t.Errorf("%T is no *datafile.Error", err)
				}
			})
		}
	}
}

var chinese = regexp.MustCompile(`: [^\n]*? / `)

// inEnglish is an error without what it says in Chinese.
func inEnglish(err error) string { return chinese.ReplaceAllString(err.Error(), ": ") }

// broken returns the embedded files with the defect of r.
func broken(t *testing.T, r refusal) fs.FS {
	t.Helper()
	fsys := fstest.MapFS{}
	if err := fs.WalkDir(embedded, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := embedded.ReadFile(name)
		fsys[name] = &fstest.MapFile{Data: text}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	text := r.new
	if r.old != "" {
		before := string(fsys[r.file].Data)
		if n := strings.Count(before, r.old); n != 1 {
			t.Fatalf("%q stands %d times in %s", r.old, n, r.file)
		}
		text = strings.Replace(before, r.old, r.new, 1)
	}
	fsys[r.file] = &fstest.MapFile{Data: []byte(text)}
	return fsys
}

// What one notice by itself cannot say.
var noticeRefusals = []refusal{
	{"two entries contradict each other", "CN/2026.yaml", "work, from: 2026-02-14, to: 2026-02-14", "work, from: 2026-02-14, to: 2026-02-15",
		"CN/2026.yaml:12: work 2026-02-14 to 2026-02-15 contradicts entry 3, off 2026-02-15 to 2026-02-23 (no_contradiction)"},
	{"a span ends before it starts", "CN/2026.yaml", "off, from: 2026-05-01, to: 2026-05-05", "off, from: 2026-05-01, to: 2026-04-30",
		"CN/2026.yaml:15: it ends on 2026-04-30, before it starts on 2026-05-01 (entries_sound)"},
	{"a span without an end", "CN/2026.yaml", "from: 2026-05-01, to: 2026-05-05", "from: 2026-05-01",
		`CN/2026.yaml:15: from "2026-05-01" to "" is no span of days (entries_sound)`},
	{"a span without a start", "CN/2026.yaml", "from: 2026-05-01, to: 2026-05-05", "to: 2026-05-05",
		`CN/2026.yaml:15: from "" to "2026-05-05" is no span of days (entries_sound)`},
	{"an unknown kind", "CN/2026.yaml", "off, from: 2026-05-01", "rest, from: 2026-05-01",
		`CN/2026.yaml:15: kind "rest" is neither off nor work (entries_sound)`},
	{"no kind", "CN/2026.yaml", "kind: off, from: 2026-05-01", "from: 2026-05-01",
		`CN/2026.yaml:15: kind "" is neither off nor work (entries_sound)`},
	{"an entry in the year after", "CN/2026.yaml", "to: 2026-10-07", "to: 2027-10-07",
		"CN/2026.yaml:19: 2026-10-01 to 2027-10-07 lies outside 2025-12-01 to 2026-12-31 (entries_sound)\n" +
			"CN/2026.yaml:21: work 2026-10-10 to 2026-10-10 contradicts entry 11, off 2026-10-01 to 2027-10-07 (no_contradiction)"},
	{"an entry in the November before", "CN/2026.yaml", "from: 2026-01-01", "from: 2025-11-30",
		"CN/2026.yaml:9: 2025-11-30 to 2026-01-03 lies outside 2025-12-01 to 2026-12-31 (entries_sound)"},
	{"no date of issue", "CN/2026.yaml", "    issued: 2025-11-04\n", "",
		"CN/2026.yaml:5: it has no date of issue (essentials)"},
	{"no date of issue in a later notice", "CN/2019.yaml", "    issued: 2019-03-22\n", "",
		"CN/2019.yaml:20: it has no date of issue (essentials)"},
	{"no entries", "CN-GX/2026.yaml", "    entries:\n      - {festival: 广西三月三, kind: off, from: 2026-04-17, to: 2026-04-20}\n", "",
		"CN-GX/2026.yaml:5: it arranges no day (entries_sound)"},
	{"a make-up day that was worked anyway", "CN/2026.yaml", "work, from: 2026-02-14, to: 2026-02-14", "work, from: 2026-02-13, to: 2026-02-14",
		"CN/2026.yaml:12: 2026-02-13 was a working day already (makeup_days)"},
	{"a cancelled holiday that nobody had", "CN-GX/2020.yaml", "work, from: 2020-03-26", "work, from: 2020-03-25",
		"CN-GX/2020.yaml:17: 2020-03-25 was a working day already (makeup_days)"},
	{"two mistakes at once", "CN/2026.yaml", "off, from: 2026-05-01, to: 2026-05-05", "rest, from: 2026-05-01, to: 2026-04-30",
		`CN/2026.yaml:15: kind "rest" is neither off nor work (entries_sound)` + "\n" +
			"CN/2026.yaml:15: it ends on 2026-04-30, before it starts on 2026-05-01 (entries_sound)"},
}

// What a year cannot add up to.
var yearRefusals = []refusal{
	{"a day off too many", "CN/2026.yaml", "off, from: 2026-10-01, to: 2026-10-07", "off, from: 2026-10-01, to: 2026-10-08",
		"CN/2026.yaml:5: 国庆节 gives 4 days net, by statute 3 (festival_balance)"},
	{"a make-up day forgotten", "CN/2026.yaml", "      - {festival: 国庆节, kind: work, from: 2026-10-10, to: 2026-10-10}\n", "",
		"CN/2026.yaml:5: 国庆节 gives 4 days net, by statute 3 (festival_balance)"},
	{"a region's day off too many", "CN-GX/2024.yaml", "from: 2024-04-11", "from: 2024-04-10",
		"CN-GX/2024.yaml:5: 壮族三月三 gives 3 days net, by statute 2 (festival_balance)"},
	{"a residue where there is no difference", "CN/2026.yaml", "    entries:\n", "    residue: {days: 1, reason: 误写}\n    entries:\n",
		"CN/2026.yaml:5: 2026 has 248 working days; 261 weekdays less 13 statutory days, and an explained difference of +1, make 249; the difference has to be explained (year_working_days)" + "\n" +
			"CN-GX/2026.yaml:5: 2026 has 246 working days; 261 weekdays less 15 statutory days, and an explained difference of +1, make 247; the difference has to be explained (year_working_days)"},
	{"a residue of no days", "CN/2026.yaml", "    entries:\n", "    residue: {days: 0, reason: 没有差别}\n    entries:\n",
		`CN/2026.yaml:5: its residue of 0 days, reason "没有差别", explains nothing (entries_sound)`},
	{"a residue without a reason", "CN-GX/2020.yaml", `, reason: "“三月三”两天假期取消，照常上班"`, "",
		`CN-GX/2020.yaml:9: its residue of 2 days, reason "", explains nothing (entries_sound)`},
	{"a difference without its residue", "CN/2015.yaml", `    residue: {days: -1, reason: "纪念日多放1天：9月3日、4日不上班，只补9月6日"}` + "\n", "",
		"CN/2015.yaml:22: 2015 has 249 working days; 261 weekdays less 11 statutory days, make 250; the difference has to be explained (year_working_days)" + "\n" +
			"CN-GX/2015.yaml:5: 2015 has 247 working days; 261 weekdays less 13 statutory days, make 248; the difference has to be explained (year_working_days)"},
	{"days given away without an override", "CN/2015.yaml", `{festival_balance: "纪念日多放一天，不在法定天数之内", festival`, "{festival",
		"CN/2015.yaml:22: 中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日 gives 1 days net, by statute 0 (festival_balance)"},
	{"an override without a reason", "CN/2015.yaml", `{festival_balance: "纪念日多放一天，不在法定天数之内"`, "{festival_balance: ",
		"CN/2015.yaml:22: 中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日 gives 1 days net, by statute 0 (festival_balance)"},
	{"an override of what does not fail", "CN/2026.yaml", "    entries:\n", "    overrides: {makeup_days: 误写}\n    entries:\n",
		"CN/2026.yaml:5: it is overridden, and does not fail (makeup_days)"},
	{"a festival without a name", "CN/2026.yaml", "{festival: 劳动节, kind: off", "{kind: off",
		"CN/2026.yaml:15: it names no festival (essentials)"},
	{"a statutory day worked though the sum is right", "CN/2014.yaml", "off, from: 2014-01-01, to: 2014-01-01", "off, from: 2014-01-02, to: 2014-01-02",
		"CN/2014.yaml:5: 2014-01-01, a statutory day of 元旦, is worked (statutory_days_off)"},
	{"a document that is there already", "CN/2026.yaml", "国办发明电〔2025〕7号", "国办发明电〔2024〕12号",
		"CN/2026.yaml:5: document 国办发明电〔2024〕12号 is notice CN-2025 already (not_published)\n" +
			"CN/2026.yaml:5: document 国办发明电〔2024〕12号 is not of the year of issue, 2025 (document_year)"},
	{"a year after the coverage", "CN/2051.yaml", "", "calendar: CN\nyear: 2051\nnotices:\n  - issued: 2050-11-04\n    entries:\n      - {festival: 元旦, kind: off, from: 2051-01-01, to: 2051-01-01}\n",
		"CN/2051.yaml:4: 2051 is not one of the years 2007 to 2050 that calendar CN covers (essentials)"},
	{"a year before the coverage", "CN-GX/2013.yaml", "", "calendar: CN-GX\nyear: 2013\nnotices:\n  - issued: 2013-03-01\n    entries:\n      - {festival: 壮族三月三, kind: off, from: 2013-04-12, to: 2013-04-12}\n",
		"CN-GX/2013.yaml:4: 2013 is not one of the years 2014 to 2050 that calendar CN-GX covers (essentials)"},
}

// What a file of the right folder cannot look like.
var fileRefusals = []refusal{
	{"an unknown key", "CN/2026.yaml", "issued:", "issue:", `CN/2026.yaml:6: unknown key "issue"`},
	{"a key written twice", "CN/2026.yaml", "    issued: 2025-11-04\n", "    issued: 2025-11-04\n    issued: 2025-11-04\n",
		`CN/2026.yaml:7: key "issued" stands twice, first on line 6`},
	{"a date that does not exist", "CN/2026.yaml", "issued: 2025-11-04", "issued: 2025-11-31",
		"CN/2026.yaml:6: not a date written YYYY-MM-DD"},
	{"a date without its zeros", "CN/2026.yaml", "issued: 2025-11-04", "issued: 2025-11-4",
		"CN/2026.yaml:6: not a date written YYYY-MM-DD"},
	{"a year in words", "CN/2026.yaml", "year: 2026", "year: 二〇二六年",
		`CN/2026.yaml:3: text "二〇..." stands where a whole number belongs`},
	{"entries that are no list", "CN-GX/2026.yaml", "      - {festival", "      {festival",
		"CN-GX/2026.yaml:7: a group of keys stands where a list belongs"},
	{"notices out of order", "CN/2019.yaml", "issued: 2019-03-22", "issued: 2018-12-05",
		"CN/2019.yaml:21: notices stand in order of issue, and 2018-12-05 is before the one above"},
	{"another calendar's folder", "CN/2026.yaml", "calendar: CN", "calendar: CN-GX",
		`CN/2026.yaml:2: calendar "CN-GX" stands in the folder of CN`},
	{"another year's file", "CN/2026.yaml", "year: 2026", "year: 2027",
		"CN/2026.yaml:3: year 2027 stands in the file of 2026"},
	{"a file named in words", "CN/guoqing.yaml", "", "calendar: CN\nyear: 2027\n",
		"CN/guoqing.yaml:2: year 2027 stands in the file of guoqing"},
	{"a file that does not end in yaml", "CN/2027.yml", "", "calendar: CN\nyear: 2027\n",
		"CN/2027.yml: a notice file is named after its year and ends in .yaml"},
	{"a folder that is no calendar", "CN-XZ/2026.yaml", "", "calendar: CN-XZ\nyear: 2026\n",
		"CN-XZ/2026.yaml: the folder CN-XZ is none of the calendars in calendars.yaml"},
	{"an empty file", "CN/2026.yaml", "", "\n", "CN/2026.yaml: the file is empty"},
	{"a file of comments", "CN/2026.yaml", "", "# 2026\n", "CN/2026.yaml: the file is empty"},
	{"a file without notices", "CN/2026.yaml", "", "calendar: CN\nyear: 2026\n",
		"CN/2026.yaml:1: the file has no notice: leave it out until there is one"},
	{"two documents", "CN/2026.yaml", "calendar: CN\n", "calendar: CN\n---\n",
		"CN/2026.yaml: the file holds more than one document (---)"},
	{"a tab", "CN/2026.yaml", "    issued:", "\tissued:", "CN/2026.yaml:6: found a tab character that violates indentation"},
	{"GBK instead of UTF-8", "CN/2026.yaml", "", "calendar: CN # \xc8\xab\xb9\xfa\n", "CN/2026.yaml: the file is not saved as UTF-8"},
}

// What calendars.yaml and dates.yaml cannot say.
var calendarRefusals = []refusal{
	{"a parent that is not defined", "calendars.yaml", "- id: CN-LN\n  parent: CN\n", "- id: CN-LN\n  parent: CNN\n",
		`calendars.yaml:45: parent "CNN" is not defined`},
	{"parents in a circle", "calendars.yaml", "- id: CN-LN\n  parent: CN\n", "- id: CN-LN\n  parent: CN-LN\n",
		`calendars.yaml:45: the parents of "CN-LN" lead to no calendar without a parent`},
	{"a calendar defined twice", "calendars.yaml", "- id: CN-LN\n", "- id: CN-JL\n",
		`calendars.yaml:49: calendar "CN-JL" is defined twice`},
	{"a calendar without an id", "calendars.yaml", "- id: CN-JL\n  parent", "- parent",
		"calendars.yaml:49: the calendar has no id"},
	{"a first year without dates", "calendars.yaml", "  name_en: China\n  first_year: 2007\n", "  name_en: China\n  first_year: 2006\n",
		"calendars.yaml:6: first_year 2006 is not one of the years 2007 to 2050 of dates.yaml"},
	{"no first year", "calendars.yaml", "  name_en: China\n  first_year: 2007\n", "  name_en: China\n",
		"calendars.yaml:3: first_year 0 is not one of the years 2007 to 2050 of dates.yaml"},
	{"a region older than its parent", "calendars.yaml", "  name_en: China\n  first_year: 2007\n", "  name_en: China\n  first_year: 2008\n",
		"calendars.yaml:48: first_year 2007 is before the parent's, 2008\ncalendars.yaml:53: first_year 2007 is before the parent's, 2008"},
	{"a day that no year has", "calendars.yaml", "usual_by: {month: 3, day: 15}", "usual_by: {month: 2, day: 30}",
		"calendars.yaml:37: month 2 has no day 30"},
	{"bounds without a source", "calendars.yaml", "    source: 2014至2026年历年“三月三”放假通知 / the notices for 2014 to 2026\n", "",
		"calendars.yaml:38: the bounds have no source"},
	{"bounds that lack a festival", "calendars.yaml", "      - {festival: 清明节, before: 3, after: 3, days_off: 4, makeup_days: 2, makeup_within: 6}\n", "",
		"statutory.yaml:22: the bounds of calendar CN lack 清明节\nstatutory.yaml:35: the bounds of calendar CN lack 清明节\nstatutory.yaml:48: the bounds of calendar CN lack 清明节"},
	{"bounds of a calendar without notices", "calendars.yaml", "  name_zh: 辽宁省\n", "  name_zh: 辽宁省\n  bounds: {source: 无, festivals: [{festival: 元旦, days_off: 1}]}\n",
		"calendars.yaml:44: bounds are for a calendar that has a yearly notice, and there they are needed"},
	{"bounds below zero", "calendars.yaml", "{festival: 广西三月三, before: 3,", "{festival: 广西三月三, before: -3,",
		"calendars.yaml:43: the bounds of 广西三月三 are numbers from 0 to 30"},
	{"make-up days that may be nowhere", "calendars.yaml", "makeup_days: 2, makeup_within: 7", "makeup_days: 2",
		"calendars.yaml:43: 广西三月三 has makeup_days and makeup_within, or neither"},
	{"a festival joined with itself", "calendars.yaml", "joins: {festival: 中秋节", "joins: {festival: 国庆节",
		"calendars.yaml:29: 国庆节 joins no other festival"},
	{"no names", "calendars.yaml", "  name_en: Jilin Province\n", "",
		"calendars.yaml:49: the calendar has no name_zh and name_en"},
	{"days counted backwards", "calendars.yaml", "days_before: 7", "days_before: -7",
		"calendars.yaml:37: days_before and days_after cannot be negative"},
	{"a nation with a notice of its own", "calendars.yaml", "  name_en: China\n", "  name_en: China\n  own_notice: {days_before: 7, usual_by: {month: 3, day: 15}}\n",
		"calendars.yaml:6: own_notice is for a calendar with a parent"},
	{"a usual day that no year has", "calendars.yaml", "usual_by: {month: 11, day: 30, year_before: true}", "usual_by: {month: 11, day: 31, year_before: true}",
		"calendars.yaml:9: month 11 has no day 31"},
	{"a region's usual day in two places", "calendars.yaml", "  name_en: Liaoning Province\n", "  name_en: Liaoning Province\n  usual_by: {month: 3, day: 15}\n",
		"calendars.yaml:48: usual_by is for the nation; a region's stands in own_notice"},
	{"no calendar", "calendars.yaml", "", "[]\n", "calendars.yaml:1: the file defines no calendar"},
	{"an unknown key", "calendars.yaml", "- id: CN-LN\n", "- id: CN-LN\n  name: 辽宁\n", `calendars.yaml:45: unknown key "name"`},
	{"a year without dates", "dates.yaml", "\n2030: {", "\n2060: {",
		"dates.yaml:3: year 2030 gives 0 festivals, not 5; years stand without a gap"},
	{"a festival without a date", "dates.yaml", ", sanyuesan: 2030-04-05", "",
		"dates.yaml:26: year 2030 gives 4 festivals, not 5; years stand without a gap"},
	{"a festival in another year", "dates.yaml", "sanyuesan: 2030-04-05", "sanyuesan: 2031-04-05",
		`dates.yaml:26: sanyuesan of 2030 has the date "2031-04-05"`},
	{"an unknown festival", "dates.yaml", "sanyuesan: 2030-04-05", "sanyuesi: 2030-04-05",
		`dates.yaml:26: sanyuesan of 2030 has the date ""`},
	{"no dates", "dates.yaml", "", "{}\n", "dates.yaml:1: the file gives no year"},
}

// What statutory.yaml cannot say.
var statutoryRefusals = []refusal{
	{"principles without a day", "statutory.yaml", "    known: 2024-11-12\n", "", "statutory.yaml:55: the principles have the day on which they were known, and their source"},
	{"a festival twice in a regulation", "statutory.yaml", "    - {festival: 元旦, name_en: New Year,", "    - {festival: 元旦, month: 1, day: 1, days: 2}\n    - {festival: 元旦, name_en: New Year,", `statutory.yaml:47: the name "元旦" stands twice, or is empty`},
	{"a festival under the name of another", "statutory.yaml", "{festival: 元旦, name_en: New Year,", "{festival: 元旦, name_en: New Year, also_called: [春节],", `statutory.yaml:47: the name "春节" stands twice, or is empty`},
	{"a festival also called nothing", "statutory.yaml", "{festival: 元旦, name_en: New Year,", "{festival: 元旦, name_en: New Year, also_called: [新年, ''],", `statutory.yaml:46: the name "" stands twice, or is empty`},
	{"a festival twice in the principles", "statutory.yaml", "{festival: 中秋节, days: 3,", "{festival: 端午节, days: 2,", "statutory.yaml:64: 端午节 has a block already"},
	{"an entry twice", "CN/2018.yaml", "      - {festival: 元旦,", "      - {festival: 元旦, kind: off, from: 2018-01-01, to: 2018-01-01}\n      - {festival: 元旦,", "CN/2018.yaml:10: the list has this item already, on line 9"},
	{"a block of another festival", "statutory.yaml", "{festival: 元旦, days: 3,", "{festival: 元日, days: 3,", `statutory.yaml:59: the regulation gives no days for "元日"`},
	{"a block without days", "statutory.yaml", "{festival: 元旦, days: 3,", "{festival: 元旦, days: 0,", "statutory.yaml:59: 元旦 has a block of 0 days, shorter than its statutory days"},
	{"a block somewhere else", "statutory.yaml", "days: 5, where: fewest_work", "days: 5, where: elsewhere", `statutory.yaml:62: where "elsewhere" is none of from_first, with_weekend, fewest_work`},
	{"a festival joined with nothing", "statutory.yaml", "joins: 中秋节, joined_days: 8", "joins: 中秋节", "statutory.yaml:66: joins and joined_days stand together, and joined_days is not less than days"},
	{"an unknown anchor", "statutory.yaml", "{festival: 广西三月三, name_en: Sanyuesan, also_called: [壮族三月三, 三月三], anchor: sanyuesan,", "{festival: 广西三月三, name_en: Sanyuesan, also_called: [壮族三月三, 三月三], anchor: sanyuesi,",
		`statutory.yaml:74: anchor "sanyuesi" is not known`},
	{"neither anchor nor date", "statutory.yaml", "{festival: 广西三月三, name_en: Sanyuesan, also_called: [壮族三月三, 三月三], anchor: sanyuesan, offset: 0,", "{festival: 广西三月三, name_en: Sanyuesan,",
		"statutory.yaml:74: 广西三月三 has neither an anchor, nor a month and a day, nor years"},
	{"a month without a day", "statutory.yaml", "{festival: 劳动节, month: 5, day: 1, days: 3}", "{festival: 劳动节, month: 5, days: 3}",
		"statutory.yaml:12: 劳动节 has neither an anchor, nor a month and a day, nor years"},
	{"an anchor and a date", "statutory.yaml", "anchor: sanyuesan, offset: 0,", "anchor: sanyuesan, month: 4,",
		"statutory.yaml:74: 广西三月三 has an anchor, and a month or day as well"},
	{"an offset without an anchor", "statutory.yaml", "{festival: 劳动节, month: 5, day: 1, days: 3}", "{festival: 劳动节, month: 5, day: 1, offset: 1, days: 3}",
		"statutory.yaml:12: an offset is counted from an anchor, and 劳动节 has none"},
	{"a day that does not exist", "statutory.yaml", "{festival: 劳动节, month: 5, day: 1, days: 3}", "{festival: 劳动节, month: 4, day: 31, days: 3}",
		"statutory.yaml:12: month 4 has no day 31"},
	{"a rule and a list", "statutory.yaml", "{festival: 劳动节, month: 5, day: 1, days: 3}", "{festival: 劳动节, month: 5, day: 1, days: 3, years: {2007: {dates: [2007-05-01], source: 例}}}",
		"statutory.yaml:12: 劳动节 has years, and a rule for its days as well"},
	{"a list without dates and source", "statutory.yaml", "{festival: 劳动节, month: 5, day: 1, days: 3}", "{festival: 劳动节, years: {2007: {}}}",
		"statutory.yaml:12: 劳动节 of 2007 has no source\nstatutory.yaml:12: 劳动节 of 2007 has no dates"},
	{"listed dates of another year, out of order", "statutory.yaml", "{festival: 劳动节, month: 5, day: 1, days: 3}", "{festival: 劳动节, years: {2007: {dates: [2008-05-02, 2007-05-01], source: 例}}}",
		`statutory.yaml:12: 劳动节 of 2007 has the date "2008-05-02"` + "\n" +
			"statutory.yaml:12: the dates of 劳动节 of 2007 are not in order"},
	{"a list of no year", "statutory.yaml", "{festival: 劳动节, month: 5, day: 1, days: 3}", "{festival: 劳动节, years: {}}",
		"statutory.yaml:12: 劳动节 lists no year"},
	{"no days", "statutory.yaml", "{festival: 劳动节, month: 5, day: 1, days: 3}", "{festival: 劳动节, month: 5, day: 1}",
		"statutory.yaml:12: 劳动节 has 0 days, not 1 or more"},
	{"days below zero", "statutory.yaml", "{festival: 劳动节, month: 5, day: 1, days: 3}", "{festival: 劳动节, month: 5, day: 1, days: -3}",
		"statutory.yaml:12: 劳动节 has -3 days, not 1 or more"},
	{"no festival", "statutory.yaml", "{festival: 劳动节, month: 5, day: 1, days: 3}", "{month: 5, day: 1, days: 3}",
		"statutory.yaml:12: the days have no festival"},
	{"two regulations from one year", "statutory.yaml", "from_year: 2025", "from_year: 2014",
		"statutory.yaml:44: calendar CN has a regulation from 2014 already"},
	{"no date of issue", "statutory.yaml", "  issued: 2024-11-10\n", "", "statutory.yaml:40: the regulation has no date of issue"},
	{"neither document nor source", "statutory.yaml", "  document: 国务院令第795号\n  source: 《全国年节及纪念日放假办法》2024年修订，第二条\n", "", "statutory.yaml:40: the regulation has neither a document nor a source"},
	{"no first year", "statutory.yaml", "  from_year: 2025\n", "", "statutory.yaml:40: the regulation has no from_year"},
	{"no days at all", "statutory.yaml", "  days:\n    - {festival: 广西三月三, name_en: Sanyuesan, also_called: [壮族三月三, 三月三], anchor: sanyuesan, offset: 0, days: 2}\n", "",
		"statutory.yaml:67: the regulation gives no day"},
	{"a calendar that is not defined", "statutory.yaml", "- calendar: CN-GX\n", "- calendar: CN-XZ\n",
		`statutory.yaml:67: calendar "CN-XZ" is not defined` + "\n" +
			"statutory.yaml:4: calendar CN-GX has no regulation for its first year, 2014"},
	{"a first year that no regulation gives", "statutory.yaml", "from_year: 2000", "from_year: 2008",
		"statutory.yaml:18: calendar CN has a regulation from 2008 already\nstatutory.yaml:4: calendar CN has no regulation for its first year, 2007"},
	{"two festivals on one day", "statutory.yaml", "name_en: Dragon Boat, anchor: dragon_boat, offset: 0", "name_en: Dragon Boat, month: 5, day: 2",
		"statutory.yaml:40: 劳动节 and 端午节 share 2025-05-02, and the bounds of calendar CN do not join them"},
	{"two festivals that are not joined", "calendars.yaml", "        joins: {festival: 中秋节, before: 3, after: 7, days_off: 10}\n", "",
		"statutory.yaml:14: 中秋节 and 国庆节 share 2009-10-03, and the bounds of calendar CN do not join them"},
	{"two festivals that are joined too seldom", "calendars.yaml", "joins: {festival: 中秋节, before: 3, after: 7,", "joins: {festival: 中秋节, before: 3, after: 1,",
		"statutory.yaml:14: 中秋节 and 国庆节 share 2009-10-03, and the bounds of calendar CN do not join them"},
	{"a month in words", "statutory.yaml", "{festival: 劳动节, month: 5, day: 1, days: 3}", "{festival: 劳动节, month: 五月, day: 1, days: 3}",
		`statutory.yaml:12: text "五月" stands where a whole number belongs`},
}

func TestMissingFiles(t *testing.T) {
	for _, name := range []string{"calendars.yaml", "dates.yaml", "statutory.yaml"} {
		fsys := broken(t, refusal{file: name}).(fstest.MapFS)
		delete(fsys, name)
		want := name + ": open " + name + ": file does not exist"
		if _, err := Load(fsys); err == nil || err.Error() != want {
			t.Errorf("without %s: %v, want %s", name, err, want)
		}
	}
}

// What lies in the folder is what is embedded: a file that the pattern of the
// program leaves out, such as 2027.yml, is refused here.
func TestGoldenFolder(t *testing.T) {
	src, err := Load(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range differences(noticeLines(embeddedSource(t)), noticeLines(src)) {
		t.Error(d)
	}
}
