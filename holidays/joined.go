package holidays

import "slices"

// takesIn reports whether a festival whose first statutory day is own is arranged together
// with another whose first is other.
func (j *JoinedBounds) takesIn(own, other Date) bool {
	return Span{own.AddDays(-j.Before), own.AddDays(j.After)}.Contains(other)
}

// Unjoined returns the first of a year's statutory days, which are in order, that two
// festivals share and the bounds do not join, and the other festival; "" if there is none.
// Festivals are bounded each for itself, so that a day off of both would be taken away
// twice, and the bounds would be too narrow.
func (b *Bounds) Unjoined(days []StatutoryDay) (shared StatutoryDay, other string) {
	for i := 1; i < len(days); i++ {
		x, y := days[i-1], days[i]
		if x.Date == y.Date && x.Festival != y.Festival && !b.joined(days, x.Festival, y.Festival) && !b.joined(days, y.Festival, x.Festival) {
			return x, y.Festival
		}
	}
	return StatutoryDay{}, ""
}

// joined reports whether the bounds of a festival join another to it in a year.
func (b *Bounds) joined(days []StatutoryDay, festival, other string) bool {
	first := func(name string) Date {
		i := slices.IndexFunc(days, func(d StatutoryDay) bool { return d.Festival == name })
		return days[i].Date
	}
	i := slices.IndexFunc(b.Festivals, func(f FestivalBounds) bool { return f.Festival == festival })
	if i < 0 {
		return false
	}
	j := b.Festivals[i].Joins
	return j != nil && j.Festival == other && j.takesIn(first(festival), first(other))
}
