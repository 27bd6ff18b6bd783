package data

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"shixian/holidays"
	"shixian/holidays/datafile"
)

// region returns the region that the README has copied.
func region(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../docs/examples/CN-SL.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// added returns the embedded source with the files of a folder, by name.
func added(t *testing.T, files map[string]string) (*holidays.Source, error) {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	src := embeddedSource(t)
	return src, AddFolder(src, &datafile.Folder{Name: "rules", FS: fsys})
}

// The README's region rests on its own days on top of the nation's, those of 2026 by
// the list alone, those of 2027 until its notice is there, and nothing is said of
// 2028.
func TestReadmeRegion(t *testing.T) {
	src, err := added(t, map[string]string{"CN-SL.yaml": region(t), "town.yaml": "jurisdiction: {}\n"})
	if err != nil {
		t.Fatal(err)
	}
	nation, cal := build(t, src, "CN", holidays.Date{}), build(t, src, "CN-SL", holidays.Date{})
	own := map[string]bool{}
	for _, d := range []string{"2026-03-20", "2026-03-23", "2026-05-27", "2026-05-28", "2027-03-10", "2027-03-11", "2027-05-17", "2027-05-18"} {
		own[d] = true
	}
	open := func(d holidays.Date) bool {
		in := func(from, to string) bool { return d.String() >= from && d.String() <= to }
		return d.Year() > 2027 || in("2027-03-03", "2027-03-24") || in("2027-05-10", "2027-05-31")
	}
	for d := cal.First(); d.Year() < 2030; d = d.AddDays(1) {
		want, _ := nation.Day(d)
		got, err := cal.Day(d)
		if err != nil || got.Working() != (want.Working() && !own[d.String()]) || got.Settled != (want.Settled && !open(d)) {
			t.Errorf("%+v, %v; the nation has %+v", got, err, want)
		}
	}
	if u := cal.Undated(2028); len(u) != 2 || u[0] != "开斋节" || cal.Undated(2027) != nil {
		t.Errorf("2028 lacks %v, 2027 %v", u, cal.Undated(2027))
	}
}

// With the notice of a year that the list lacks, nothing of that year is open.
func TestRegionNoticeOfAnUnlistedYear(t *testing.T) {
	src, err := added(t, map[string]string{"CN-SL.yaml": region(t)})
	if err != nil {
		t.Fatal(err)
	}
	day := holidays.Span{From: holidays.NewDate(2028, 2, 28), To: holidays.NewDate(2028, 2, 29)}
	for _, calendar := range []string{"CN", "CN-SL"} {
		src.Notices = append(src.Notices, holidays.Notice{ID: calendar + "-2028", Calendar: calendar, Year: 2028,
			Issued: holidays.NewDate(2027, 11, 20), Entries: []holidays.Entry{{Festival: "开斋节", Kind: holidays.Off, Span: day}}})
	}
	cal := build(t, src, "CN-SL", holidays.Date{})
	if first, open := cal.Unsettled(holidays.NewDate(2028, 1, 1), holidays.NewDate(2028, 12, 24)); open || cal.Undated(2028) != nil {
		t.Errorf("open from %s, lacks %v", first, cal.Undated(2028))
	}
}

// Files can be right alone and wrong together, or the parent of each other.
func TestFolderOfSeveralCalendars(t *testing.T) {
	text := region(t)
	under := "calendar: {id: CN-SL-1, parent: CN-SL, name_zh: 示例市, name_en: Example City, first_year: 2027}\n"
	if _, err := added(t, map[string]string{"a.yaml": under, "b.yaml": text}); err != nil {
		t.Error(err)
	}
	_, err := added(t, map[string]string{"a.yaml": text, "b.yaml": text})
	if want := `rules/b.yaml:3: calendar "CN-SL" is defined twice`; err == nil || !strings.HasPrefix(inEnglish(err), want) {
		t.Errorf("%v, want %s", err, want)
	}
}

func TestRegionRefusals(t *testing.T) {
	for _, r := range []struct{ defect, old, new, want string }{
		{"an unknown key", "first_year:", "firstyear:", `rules/CN-SL.yaml:7: unknown key "firstyear"`},
		{"a district in the same file", "regulations:", "jurisdiction: {}\nregulations:", `rules/CN-SL.yaml:18: unknown key "jurisdiction"`},
		{"an embedded calendar", "id: CN-SL", "id: CN-GX", `rules/CN-SL.yaml:3: calendar "CN-GX" is defined twice` + "\n" +
			"rules/CN-SL.yaml:23: the bounds of calendar CN-GX lack 开斋节"},
		{"an id that is no region of the parent", "id: CN-SL", "id: SL", `rules/CN-SL.yaml:3: the id "SL" is not that of the parent with a hyphen and capital letters or digits, such as CN-NX`},
		{"an id with a slash", "id: CN-SL", "id: CN-S/L", `rules/CN-SL.yaml:3: the id "CN-S/L" is not`},
		{"no id", "  id: CN-SL\n", "", "rules/CN-SL.yaml:2: the calendar has no id"},
		{"no parent", "  parent: CN\n", "", `rules/CN-SL.yaml:2: the calendar has no parent`},
		{"an unknown parent", "parent: CN\n", "parent: XX\n", `rules/CN-SL.yaml:4: parent "XX" is not defined`},
		{"its own parent", "parent: CN\n", "parent: CN-SL\n", `rules/CN-SL.yaml:4: the parents of "CN-SL" lead to no calendar without a parent`},
		{"a first year before the regulation", "first_year: 2026", "first_year: 2020", "rules/CN-SL.yaml:2: calendar CN-SL has no regulation for its first year, 2020"},
		{"a year before the first", "from_year: 2027", "from_year: 2025", "rules/CN-SL.yaml:9: from_year 2025 is before first_year, 2026"},
		{"an unlisted year that no notice settles", "from_year: 2027", "from_year: 2029", "rules/CN-SL.yaml:2: 2028 is before own_notice.from_year, and has no days of 开斋节, 古尔邦节"},
		{"a day that does not exist", "2027-03-11", "2027-03-32", "rules/CN-SL.yaml:27: not a date written YYYY-MM-DD"},
		{"a day of another year", "2027-03-11", "2028-03-11", `rules/CN-SL.yaml:27: 开斋节 of 2027 has the date "2028-03-11"`},
		{"a window without an end", "days_after: 14", "days_after: 400", "rules/CN-SL.yaml:8: days_before and days_after are 30 at most"},
		{"bounds under another name", "- {festival: 古尔邦节", "- {festival: 宰牲节", "rules/CN-SL.yaml:28: the bounds of calendar CN-SL lack 古尔邦节"},
		{"regulations of another calendar", "  - source: 示例", "  - calendar: CN\n    source: 示例", "rules/CN-SL.yaml:19: the regulations are those of the file's calendar"},
		{"no date of issue", "    issued: 2025-12-01\n", "", "rules/CN-SL.yaml:19: the regulation has no date of issue"},
	} {
		text := region(t)
		if strings.Count(text, r.old) != 1 {
			t.Fatalf("%s: %q stands %d times in the example", r.defect, r.old, strings.Count(text, r.old))
		}
		_, err := added(t, map[string]string{"CN-SL.yaml": strings.Replace(text, r.old, r.new, 1)})
		if err == nil || !strings.HasPrefix(inEnglish(err), r.want) || !chinese.MatchString(err.Error()) || strings.Contains(err.Error(), "%!") {
			t.Errorf("%s: refused with\n%v\nwant\n%s", r.defect, err, r.want)
		}
	}
}
