package holidays

import "time"

// Definition says what a calendar is, apart from its statutory days and notices.
type Definition struct {
	// ID is the calendar's name, an ISO 3166-2 code such as CN-GX.
	ID string `yaml:"id"`
	// Parent is the calendar underneath, empty for the nation's.
	Parent string `yaml:"parent"`
	// NameZH is the region's name in full, as the titles and closing lines of its
	// notices write it (广西壮族自治区).
	NameZH string `yaml:"name_zh"`
	NameEN string `yaml:"name_en"`
	// FirstYear is the first year that the calendar covers.
	FirstYear int `yaml:"first_year"`
	// UsualBy is the day by which the nation's yearly notice is usually out, zero if that
	// is not known; a region's stands in OwnNotice.
	UsualBy UsualDay `yaml:"usual_by"`
	// OwnNotice is set for a region that issues a yearly notice of its own.
	OwnNotice *OwnNotice `yaml:"own_notice"`
	// Bounds say how far a notice goes beyond the statutory days. They are set for
	// every calendar that has a yearly notice.
	Bounds *Bounds `yaml:"bounds"`
}

// OwnNotice says which days a region's yearly notice may move: those from
// DaysBefore days before the first day of a festival that the region's regulation
// gives to DaysAfter days after it.
type OwnNotice struct {
	// FromYear is the first year whose notice is awaited. The years before it are
	// settled by the region's statutory days; zero awaits every year's notice.
	FromYear   int `yaml:"from_year"`
	DaysBefore int `yaml:"days_before"`
	DaysAfter  int `yaml:"days_after"`
	// UsualBy is the day by which the notice is usually out.
	UsualBy UsualDay `yaml:"usual_by"`
}

// UsualDay is a day of the notice's year, or of the year before.
type UsualDay struct {
	Month      time.Month `yaml:"month"`
	Day        int        `yaml:"day"`
	YearBefore bool       `yaml:"year_before"`
}

// Of returns the day for the notice of a year.
func (u UsualDay) Of(year int) Date {
	if u.YearBefore {
		year--
	}
	return NewDate(year, u.Month, u.Day)
}

// Bounds are the arrangements that a notice to come can make of each festival.
type Bounds struct {
	Source    string           `yaml:"source"`
	Festivals []FestivalBounds `yaml:"festivals"`
}

// FestivalBounds bound a festival's days off, which are one run that holds its
// statutory days, and its make-up days.
type FestivalBounds struct {
	Festival string `yaml:"festival"`
	// Before and After are how many days the run begins before the first statutory
	// day, and ends after the last, at most.
	Before int `yaml:"before"`
	After  int `yaml:"after"`
	// DaysOff is how many days the run has at most, weekends and statutory days
	// included.
	DaysOff int `yaml:"days_off"`
	// MakeupDays is how many make-up days there are at most, and MakeupWithin how
	// many days they lie from the run at most.
	MakeupDays   int `yaml:"makeup_days"`
	MakeupWithin int `yaml:"makeup_within"`
	// Joins is set if the festival is one with another that falls near it.
	Joins *JoinedBounds `yaml:"joins"`
}

// JoinedBounds say when two festivals are arranged as one: if the other falls from
// Before days before the first statutory day to After days after that day. Their
// run has DaysOff days at most.
type JoinedBounds struct {
	Festival string `yaml:"festival"`
	Before   int    `yaml:"before"`
	After    int    `yaml:"after"`
	DaysOff  int    `yaml:"days_off"`
}

// Source is everything from which calendars are built. It is read-only.
type Source struct {
	Definitions []Definition
	Statutory   *Statutory
	Notices     []Notice
}

// Definition returns the definition of a calendar, or nil.
func (s *Source) Definition(id string) *Definition {
	for i := range s.Definitions {
		if s.Definitions[i].ID == id {
			return &s.Definitions[i]
		}
	}
	return nil
}

// Lineage returns the definitions from the nation's calendar down to id, or nil
// if id, or an ancestor of it, is not defined.
func (s *Source) Lineage(id string) []*Definition {
	var up []*Definition
	for id != "" {
		d := s.Definition(id)
		if d == nil || len(up) > len(s.Definitions) {
			return nil
		}
		up = append([]*Definition{d}, up...)
		id = d.Parent
	}
	return up
}
