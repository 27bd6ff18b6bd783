package data

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/datafile"
)

// FuzzNoticeFile loads arbitrary text as a year's file: it is refused with an
// error that names the file, or what it says can be built and counts as it says.
func FuzzNoticeFile(f *testing.F) {
	base := fstest.MapFS{}
	for _, name := range []string{"calendars.yaml", "statutory.yaml", "dates.yaml", "CN/2019.yaml", "CN/2020.yaml", "CN-GX/2020.yaml", "CN/2026.yaml"} {
		text, err := fs.ReadFile(embedded, name)
		if err != nil {
			f.Fatal(err)
		}
		if strings.Contains(name, "/") {
			f.Add(text)
		} else {
			base[name] = &fstest.MapFile{Data: text}
		}
	}
	for _, r := range append(fileRefusals, noticeRefusals...) {
		if r.old == "" {
			f.Add([]byte(r.new))
		}
	}
	f.Add([]byte("calendar: CN\nyear: 2026\nnotices:\n  - issued: 2025-11-04\n    entries: [{kind: off, from: 2026-01-01, to: 9999-12-31}]\n"))
	f.Add([]byte("calendar: CN\nyear: 2026\nnotices:\n  - &n {issued: 2025-11-04, entries: [{kind: work, from: 2026-01-04, to: 2026-01-04}]}\n  - *n\n"))
	f.Add([]byte("calendar: CN\nyear: 2026\nnotices: [~]\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		fsys := fstest.MapFS{"CN/2026.yaml": {Data: text}}
		for name, file := range base {
			fsys[name] = file
		}
		src, err := Load(fsys)
		if err != nil {
			var e *datafile.Error
			if !errors.As(err, &e) || e.File != "CN/2026.yaml" || e.Reason == "" {
				t.Fatalf("%T %v", err, err)
			}
			return
		}
		cal := build(t, src, "CN", holidays.Date{})
		y := check.FiguresOf(src, cal, 2026)
		if len(src.Notices) == 0 || y.WorkingDays < 0 || y.WorkingDays > 365 {
			t.Fatalf("%d notices, %+v", len(src.Notices), y)
		}
	})
}
