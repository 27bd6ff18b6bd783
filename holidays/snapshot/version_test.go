package snapshot

import (
	"testing"
	"time"

	"shixian/holidays"
	"shixian/holidays/record"
)

func version(t *testing.T, change func(*holidays.Source)) string {
	t.Helper()
	src := &holidays.Source{
		Definitions: []holidays.Definition{
			{ID: "CN", FirstYear: 2007},
			{ID: "CN-GX", Parent: "CN", FirstYear: 2014, OwnNotice: &holidays.OwnNotice{DaysBefore: 7, DaysAfter: 14}},
		},
		Statutory: &holidays.Statutory{
			Regulations: []holidays.Regulation{{Calendar: "CN", FromYear: 2025, Days: []holidays.FestivalDays{{Festival: "清明节", Anchor: holidays.Qingming, Days: 1}}}},
			Dates:       map[int]holidays.YearDates{2026: {holidays.Qingming: holidays.NewDate(2026, time.April, 5)}},
		},
		Notices: []holidays.Notice{{ID: "CN-2026"}},
	}
	change(src)
	v, err := DataVersion(src)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestDataVersion(t *testing.T) {
	as := version(t, func(*holidays.Source) {})
	if len(as) != 32 {
		t.Errorf("%q is not 32 characters", as)
	}
	for name, change := range map[string]func(*holidays.Source){
		"as it is": func(*holidays.Source) {},
		"notices":  func(s *holidays.Source) { s.Notices = s.Notices[1:] },
	} {
		if got := version(t, change); got != as {
			t.Errorf("%s: %s; want %s", name, got, as)
		}
	}
	for name, change := range map[string]func(*holidays.Source){
		"first year":   func(s *holidays.Source) { s.Definitions[0].FirstYear++ },
		"own notice":   func(s *holidays.Source) { s.Definitions[1].OwnNotice.DaysAfter++ },
		"first notice": func(s *holidays.Source) { s.Definitions[1].OwnNotice.FromYear++ },
		"bounds":       func(s *holidays.Source) { s.Definitions[0].Bounds = &holidays.Bounds{Source: "例"} },
		"listed days": func(s *holidays.Source) {
			s.Statutory.Regulations[0].Days[0].Years = map[int]holidays.ListedDays{2026: {Dates: []holidays.Date{holidays.NewDate(2026, time.March, 20)}}}
		},
		"a further calendar": func(s *holidays.Source) {
			s.Definitions = append(s.Definitions, holidays.Definition{ID: "CN-NX", Parent: "CN"})
		},
		"calendars":   func(s *holidays.Source) { s.Definitions = s.Definitions[:1] },
		"regulations": func(s *holidays.Source) { s.Statutory.Regulations[0].Days[0].Days++ },
		"dates": func(s *holidays.Source) {
			dates := s.Statutory.Dates[2026]
			dates[holidays.Qingming] = dates[holidays.Qingming].AddDays(1)
		},
	} {
		if version(t, change) == as {
			t.Errorf("%s: the version stays the same", name)
		}
	}
}

// Programs that write other snapshots, or understand other events, share none.
func TestDataVersionOfProgram(t *testing.T) {
	src := &holidays.Source{}
	as, err := DataVersion(src)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]int{{Format + 1, record.Version}, {Format, record.Version + 1}} {
		if got, err := dataVersion(src, c[0], c[1]); err != nil || got == as {
			t.Errorf("format %d, events %d: the version stays the same, %v", c[0], c[1], err)
		}
	}
}
