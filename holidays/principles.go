package holidays

import (
	"slices"
	"time"
)

// Principles are the published principles by which a year's notice arranges the
// days of a regulation. They give the best estimate of a year without a notice.
type Principles struct {
	// Known is the day on which they were published; Source is where.
	Known  Date    `yaml:"known"`
	Source string  `yaml:"source"`
	Blocks []Block `yaml:"blocks"`
}

// Block says how long a festival is.
type Block struct {
	Festival string `yaml:"festival"`
	// Days is the number of its days off, weekends included.
	Days int `yaml:"days"`
	// Where says where they lie.
	Where Where `yaml:"where"`
	// Joins is another festival that is arranged as one with this, and has no block of
	// its own, if it falls on one of the first JoinedDays days; the block then has
	// JoinedDays days.
	Joins      string `yaml:"joins"`
	JoinedDays int    `yaml:"joined_days"`
}

// Where says where a block lies.
type Where string

// The places of a block.
const (
	FromFirst   Where = "from_first"   // it begins with the first statutory day
	WithWeekend Where = "with_weekend" // it is joined with the weekend beside it, or is the day alone on a Wednesday
	FewestWork  Where = "fewest_work"  // it holds a whole weekend, has the fewest make-up days and, of those, begins last
)

// principles returns those of the regulation for a year, if they were known on asOf.
func (s *Statutory) principles(calendar string, year int, asOf Date) *Principles {
	reg := s.regulation(calendar, year, asOf)
	if reg == nil || reg.Principles == nil || !asOf.IsZero() && reg.Principles.Known.After(asOf) {
		return nil
	}
	return reg.Principles
}

// stretch is a block of days off that the principles give.
type stretch struct {
	Span
	festival  string
	statutory int // statutory days in it, each festival's for itself
	work      []Date
	fixed     bool // work is said by the principles themselves
}

// layPrinciples lays the estimate of a year by the principles: first all days off,
// then the make-up days, which pass over days that are off or worked already.
func (b *builder) layPrinciples(calendar string, year int, p *Principles) {
	joined := joinStretches(p.stretches(b.src.Statutory.byFestival(calendar, year, b.asOf)))
	for _, s := range joined {
		for d := s.From; !d.After(s.To); d = d.AddDays(1) {
			b.set(d, Holiday, s.festival, 0, ByPrinciples)
		}
	}
	for _, s := range joined {
		work := s.work
		if !s.fixed {
			work = b.makeupDays(s)
		}
		for _, d := range work {
			b.set(d, Makeup, s.festival, 0, ByPrinciples)
		}
	}
	b.byPrinciples = append(b.byPrinciples, year)
}

// stretches returns the blocks of a year, in order, given the festivals' days.
func (p *Principles) stretches(days map[string][]Date) (out []stretch) {
	taken := map[string]bool{}
	for _, k := range p.Blocks {
		own := days[k.Festival]
		if len(own) == 0 {
			continue
		}
		n, statutory := k.Days, len(own)
		if other := days[k.Joins]; len(other) > 0 && (Span{own[0], own[0].AddDays(k.JoinedDays - 1)}).Contains(other[0]) {
			n, statutory = k.JoinedDays, statutory+len(other)
			taken[k.Joins] = true
		}
		s := stretch{Span: Span{own[0], own[0].AddDays(n - 1)}, festival: k.Festival, statutory: statutory}
		switch k.Where {
		case WithWeekend:
			s.besideWeekend(own[0])
		case FewestWork:
			s.fewestWork(own[len(own)-1], n)
		}
		out = append(out, s)
	}
	out = slices.DeleteFunc(out, func(s stretch) bool { return taken[s.festival] })
	slices.SortFunc(out, func(x, y stretch) int { return x.From.Compare(y.From) })
	return out
}

// besides says by the day of the week of a festival of one statutory day how many days from
// it its days off begin and end, and which day is made up; 0 for none.
var besides = map[time.Weekday]struct{ from, to, work int }{
	time.Monday: {from: -2}, time.Tuesday: {from: -2, work: -3}, time.Thursday: {to: 2, work: 3},
	time.Friday: {to: 2}, time.Saturday: {to: 2}, time.Sunday: {from: -1, to: 1},
}

// besideWeekend places a festival of one statutory day.
func (s *stretch) besideWeekend(day Date) {
	at := besides[day.Weekday()]
	s.Span, s.fixed = Span{day.AddDays(at.from), day.AddDays(at.to)}, true
	if at.work != 0 {
		s.work = []Date{day.AddDays(at.work)}
	}
}

// fewestWork places a block of n days that holds the statutory days, which end with
// last, and a whole weekend.
func (s *stretch) fewestWork(last Date, n int) {
	first, found := s.From, false
	for from := first; from.AddDays(n-1).DaysUntil(last) <= 0; from = from.AddDays(-1) {
		at := Span{from, from.AddDays(n - 1)}
		if holdsWeekend(at) && (!found || weekdays(at) < weekdays(s.Span)) {
			s.Span, found = at, true
		}
	}
}

// holdsWeekend reports whether a Saturday and the Sunday after it are in s.
func holdsWeekend(s Span) bool {
	for d := s.From; d.Before(s.To); d = d.AddDays(1) {
		if d.Weekday() == time.Saturday {
			return true
		}
	}
	return false
}

// weekdays returns how many days of s are Monday to Friday.
func weekdays(s Span) (n int) {
	for d := s.From; !d.After(s.To); d = d.AddDays(1) {
		if !d.IsWeekend() {
			n++
		}
	}
	return n
}

// joinStretches joins blocks that touch or overlap.
func joinStretches(in []stretch) (out []stretch) {
	for _, s := range in {
		if n := len(out); n > 0 && !s.From.After(out[n-1].To.AddDays(1)) {
			last := &out[n-1]
			last.To = Later(last.To, s.To)
			last.statutory += s.statutory
			last.fixed, last.work = false, nil
			continue
		}
		out = append(out, s)
	}
	return out
}

// makeupDays returns a block's make-up days: in turn the nearest Sunday before it and
// the nearest Saturday after it, beginning with the Sunday.
func (b *builder) makeupDays(s stretch) (out []Date) {
	before, after := s.From, s.To
	for n := weekdays(s.Span) - s.statutory; n > len(out); {
		if len(out)%2 == 0 {
			before = b.free(before, -1, time.Sunday)
			out = append(out, before)
		} else {
			after = b.free(after, 1, time.Saturday)
			out = append(out, after)
		}
	}
	return out
}

// free returns the next given weekday from d on, by steps of a day, that is neither
// off nor worked already.
func (b *builder) free(d Date, step int, w time.Weekday) Date {
	for d = d.AddDays(step); d.Weekday() != w || b.c.Covers(d) && b.c.days[b.c.index(d)].kind != Weekend; d = d.AddDays(step) {
	}
	return d
}
