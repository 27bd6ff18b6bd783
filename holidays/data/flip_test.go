package data

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"shixian/holidays"
)

// TestEveryNumberCounts changes every date and every number of the embedded files
// by one, each by itself, and asks that loading fails or a golden file differs.
func TestEveryNumberCounts(t *testing.T) {
	names, err := fs.Glob(embedded, "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	years, err := fs.Glob(embedded, "*/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(names, years...) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkFlips(t, name)
		})
	}
}

func checkFlips(t *testing.T, name string) {
	fsys := surroundings(t, name)
	if wrong := wrongWith(t, fsys, name); wrong != "" {
		t.Fatal("unchanged: ", wrong)
	}
	text := string(fsys[name].Data)
	all := flips(text)
	if len(all) == 0 {
		t.Fatal("there is nothing to change")
	}
	t.Logf("%d changes", len(all))
	for i, f := range all {
		if testing.Short() && i%6 != len(name)%6 {
			continue
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text[:f.at] + f.to + text[f.at+len(f.from):])}
		if wrongWith(t, fsys, name) == "" {
			t.Errorf("%s:%d: %s can become %s, and no test fails", name, 1+strings.Count(text[:f.at], "\n"), f.from, f.to)
		}
	}
}

// surroundings returns the few embedded files with which the file called name
// loads by itself: a region's year needs the nation's, and a year whose make-up
// days lie in the December before needs the year after.
func surroundings(t *testing.T, name string) fstest.MapFS {
	fsys := fstest.MapFS{}
	add := func(names ...string) {
		for _, n := range names {
			if text, err := fs.ReadFile(embedded, n); err == nil {
				fsys[n] = &fstest.MapFile{Data: text}
			}
		}
	}
	add("calendars.yaml", "statutory.yaml", "dates.yaml", name, path.Join("CN", path.Base(name)))
	year, err := strconv.Atoi(strings.TrimSuffix(path.Base(name), ".yaml"))
	for err == nil && year < 2050 {
		year++
		if _, failed := Load(fsys); failed == nil {
			break
		}
		add(fmt.Sprintf("%s/%d.yaml", path.Dir(name), year))
	}
	return fsys
}

// wrongWith says what is wrong with the file called name in fsys, "" for nothing:
// it does not load, or differs from the golden files that concern it.
func wrongWith(t *testing.T, fsys fs.FS, name string) string {
	src, err := Load(fsys)
	if err != nil {
		return err.Error()
	}
	var want, got []string
	if id := path.Dir(name); id == "." {
		want = slices.Concat(golden(t, "calendars.txt"), golden(t, "anchors.txt"), golden(t, "statutory.txt"))
		got = slices.Concat(calendarLines(t, src), anchorLines(src), statutoryLines(src))
	} else {
		mine := regexp.MustCompile("^" + id + "-" + strings.TrimSuffix(path.Base(name), ".yaml") + "[ -]")
		of := func(lines []string) []string {
			return slices.DeleteFunc(lines, func(l string) bool { return !mine.MatchString(l) })
		}
		want, got = of(golden(t, "notices.txt")), of(noticeLines(src))
	}
	return strings.Join(differences(want, got), "\n")
}

// flip is a change of the text at a place.
type flip struct {
	at       int
	from, to string
}

var number = regexp.MustCompile(`\d{4}-\d{2}-\d{2}|\d+`)

// flips returns a change for every number of text outside of comments, to the
// number after it, and two for every date, to the day before and the day after.
func flips(text string) []flip {
	var out []flip
	at := 0
	for line := range strings.Lines(text) {
		for _, m := range number.FindAllStringIndex(line, -1) {
			if strings.HasPrefix(strings.TrimSpace(line), "#") {
				break
			}
			from := line[m[0]:m[1]]
			if d, err := holidays.ParseDate(from); err == nil {
				out = append(out, flip{at + m[0], from, d.AddDays(-1).String()}, flip{at + m[0], from, d.AddDays(1).String()})
			} else if n, err := strconv.Atoi(from); err == nil {
				out = append(out, flip{at + m[0], from, fmt.Sprintf("%0*d", len(from), n+1)})
			}
		}
		at += len(line)
	}
	return out
}

func TestFlips(t *testing.T) {
	got := flips("# 1\nyear: 2026\n- {from: 2024-02-29, n: -9}\n")
	want := []flip{{10, "2026", "2027"}, {24, "2024-02-29", "2024-02-28"}, {24, "2024-02-29", "2024-03-01"}, {40, "9", "10"}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
