package holidays

import (
	"slices"
	"time"
)

// Anchor names a festival's date that follows the moon or the sun.
type Anchor string

// The anchors whose dates a year's [YearDates] gives.
const (
	SpringFestival Anchor = "spring_festival" // 1st of the first lunar month
	Qingming       Anchor = "qingming"        // the solar term's day
	DragonBoat     Anchor = "dragon_boat"     // 5th of the fifth lunar month
	MidAutumn      Anchor = "mid_autumn"      // 15th of the eighth lunar month
	Sanyuesan      Anchor = "sanyuesan"       // 3rd of the third lunar month (三月三)
)

// YearDates holds the dates of one year's anchors.
type YearDates map[Anchor]Date

// FestivalDays says which days a regulation gives for one festival: Days days,
// beginning on Month and Day, or Offset days from the Anchor; or, for a festival
// that no rule dates, the days that Years lists.
type FestivalDays struct {
	Festival string `yaml:"festival"`
	// NameEN is the festival's English name, empty if it keeps its own.
	NameEN string `yaml:"name_en"`
	// AlsoCalled are other names under which notices arrange it.
	AlsoCalled []string           `yaml:"also_called"`
	Month      time.Month         `yaml:"month"`
	Day        int                `yaml:"day"`
	Anchor     Anchor             `yaml:"anchor"`
	Offset     int                `yaml:"offset"`
	Days       int                `yaml:"days"`
	Years      map[int]ListedDays `yaml:"years"`
}

// ListedDays are the days of a festival in one year, in order, and who says so.
type ListedDays struct {
	Dates  []Date `yaml:"dates"`
	Source string `yaml:"source"`
}

// in returns the festival's days in a year, in order, and whether they are known.
func (f *FestivalDays) in(year int, dates YearDates) ([]Date, bool) {
	if f.Years != nil {
		listed, ok := f.Years[year]
		return listed.Dates, ok
	}
	first := NewDate(year, f.Month, f.Day)
	if f.Anchor != "" {
		anchor, ok := dates[f.Anchor]
		if !ok {
			return nil, false
		}
		first = anchor.AddDays(f.Offset)
	}
	days := make([]Date, f.Days)
	for i := range days {
		days[i] = first.AddDays(i)
	}
	return days, true
}

// Regulation is one version of the regulation on public holidays of a calendar.
type Regulation struct {
	Calendar string `yaml:"calendar"`
	Document string `yaml:"document"`
	Source   string `yaml:"source"`
	// Issued is the day on which it became known.
	Issued Date `yaml:"issued"`
	// FromYear is the first year whose holidays it gives.
	FromYear int            `yaml:"from_year"`
	Days     []FestivalDays `yaml:"days"`
	// Principles are those by which notices arrange the days; nil if none were
	// published.
	Principles *Principles `yaml:"principles"`
}

// Statutory holds the regulations on public holidays and the dates that follow
// the moon or the sun. It is read-only once handed to a table.
type Statutory struct {
	Regulations []Regulation
	Dates       map[int]YearDates
}

// StatutoryDay is one day off that a regulation gives.
type StatutoryDay struct {
	Date     Date
	Festival string
}

// Days returns the statutory days of one calendar's own regulation (not of its
// parent's) in a year, in order of date, by the regulation known on asOf (all,
// if asOf is zero).
func (s *Statutory) Days(calendar string, year int, asOf Date) []StatutoryDay {
	reg := s.regulation(calendar, year, asOf)
	if reg == nil {
		return nil
	}
	var days []StatutoryDay
	for i := range reg.Days {
		f := &reg.Days[i]
		dates, _ := f.in(year, s.Dates[year])
		for _, d := range dates {
			days = append(days, StatutoryDay{d, f.Festival})
		}
	}
	slices.SortStableFunc(days, func(a, b StatutoryDay) int { return a.Date.Compare(b.Date) })
	return days
}

// byFestival returns the days of [Statutory.Days] by their festivals.
func (s *Statutory) byFestival(calendar string, year int, asOf Date) map[string][]Date {
	out := map[string][]Date{}
	for _, d := range s.Days(calendar, year, asOf) {
		out[d.Festival] = append(out[d.Festival], d.Date)
	}
	return out
}

// find returns what the latest regulation gives for a festival of which ok holds, or nil.
func (s *Statutory) find(ok func(*FestivalDays) bool) *FestivalDays {
	for i := range slices.Backward(s.Regulations) {
		days := s.Regulations[i].Days
		for j := range days {
			if ok(&days[j]) {
				return &days[j]
			}
		}
	}
	return nil
}

// isCalled reports whether notices arrange the festival under a name.
func (f *FestivalDays) isCalled(name string) bool {
	return f.Festival == name || slices.Contains(f.AlsoCalled, name)
}

// NameEN returns a festival's English name, or "" if it has none.
func (s *Statutory) NameEN(festival string) string {
	if f := s.find(func(f *FestivalDays) bool { return f.Festival == festival }); f != nil {
		return f.NameEN
	}
	// what one region calls another festival as well may be the name of its own elsewhere
	if f := s.find(func(f *FestivalDays) bool { return f.isCalled(festival) }); f != nil {
		return f.NameEN
	}
	return ""
}

// SameFestival reports whether two names are of one festival in some regulation.
func (s *Statutory) SameFestival(a, b string) bool {
	return a == b || s.find(func(f *FestivalDays) bool { return f.isCalled(a) && f.isCalled(b) }) != nil
}

// Undated returns the festivals of the calendar's own regulation whose days in a
// year are not known, so that nothing can be estimated of them.
func (s *Statutory) Undated(calendar string, year int, asOf Date) []string {
	reg := s.regulation(calendar, year, asOf)
	if reg == nil {
		return nil
	}
	var out []string
	for i := range reg.Days {
		if _, ok := reg.Days[i].in(year, s.Dates[year]); !ok {
			out = append(out, reg.Days[i].Festival)
		}
	}
	return out
}

func (s *Statutory) regulation(calendar string, year int, asOf Date) *Regulation {
	var found *Regulation
	for i := range s.Regulations {
		r := &s.Regulations[i]
		if r.Calendar != calendar || r.FromYear > year || !asOf.IsZero() && r.Issued.After(asOf) {
			continue
		}
		if found == nil || r.FromYear > found.FromYear {
			found = r
		}
	}
	return found
}

// LastYear returns the last year whose dates are known.
func (s *Statutory) LastYear() int {
	last := 0
	for y := range s.Dates {
		last = max(last, y)
	}
	return last
}
