package holidays_test

import (
	"sync"
	"testing"

	"shixian/holidays"
	"shixian/holidays/data"
)

// on reads a date that a test is sure of.
func on(text string) holidays.Date {
	d, err := holidays.ParseDate(text)
	if err != nil {
		panic(text)
	}
	return d
}

// span reads a span of days, both ends included.
func span(from, to string) holidays.Span { return holidays.Span{From: on(from), To: on(to)} }

// embedded returns the table of the embedded notices. It is built once: whoever counts what
// building costs builds one.
func embedded(t testing.TB) *holidays.Table {
	t.Helper()
	tab, err := embeddedOnce()
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

var embeddedOnce = sync.OnceValues(func() (*holidays.Table, error) {
	src, err := data.Embedded()
	if err != nil {
		return nil, err
	}
	return holidays.NewTable(src, 7, map[string]int64{"CN": 5})
})

func table(t fataler, src *holidays.Source) *holidays.Table {
	t.Helper()
	tab, err := holidays.NewTable(src, 7, map[string]int64{"CN": 5})
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func build(t fataler, src *holidays.Source, id string, asOf holidays.Date) *holidays.Calendar {
	t.Helper()
	cal, err := holidays.Build(src, holidays.BuildOptions{Calendar: id, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

func day(t fataler, cal *holidays.Calendar, date holidays.Date) holidays.Day {
	t.Helper()
	d, err := cal.Day(date)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// fataler is what *testing.T and *rapid.T have in common here.
type fataler interface {
	Helper()
	Fatal(args ...any)
}
