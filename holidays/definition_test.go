package holidays_test

import (
	"testing"

	"shixian/holidays"
)

func TestLineage(t *testing.T) {
	src := &holidays.Source{
		Definitions: []holidays.Definition{
			{ID: "N", FirstYear: 2025}, {ID: "R", Parent: "N", FirstYear: 2026}, {ID: "T", Parent: "R", FirstYear: 2026},
			{ID: "A", Parent: "B"}, {ID: "B", Parent: "A"}, {ID: "C", Parent: "?"},
		},
		Statutory: &holidays.Statutory{Dates: map[int]holidays.YearDates{2026: {}}},
	}
	l := src.Lineage("T")
	if len(l) != 3 || l[0].ID != "N" || l[1].ID != "R" || l[2].ID != "T" {
		t.Errorf("%v", l)
	}
	for _, id := range []string{"A", "C", "?", ""} {
		if l := src.Lineage(id); l != nil {
			t.Errorf("%q has the lineage %v", id, l)
		}
		if _, err := holidays.Build(src, holidays.BuildOptions{Calendar: id}); err == nil {
			t.Errorf("%q was built", id)
		}
	}
	if _, err := holidays.NewTable(src, 3, nil); err == nil || err.Error() != `table at revision 3: calendar "A" is not defined` {
		t.Error(err)
	}
}

// A calendar has to have a day: its first year is the last at the latest.
func TestFirstYearIsCovered(t *testing.T) {
	src := &holidays.Source{
		Definitions: []holidays.Definition{{ID: "last", FirstYear: 2026}, {ID: "late", FirstYear: 2027}},
		Statutory:   &holidays.Statutory{Dates: map[int]holidays.YearDates{2026: {}}},
	}
	if cal, err := holidays.Build(src, holidays.BuildOptions{Calendar: "last"}); err != nil || cal.First() != on("2026-01-01") || cal.Last() != on("2026-12-31") {
		t.Error(err)
	}
	if _, err := holidays.Build(src, holidays.BuildOptions{Calendar: "late"}); err == nil {
		t.Error("a calendar without a single day was built")
	}
}
