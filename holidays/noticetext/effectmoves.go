package noticetext

import (
	"slices"
	"strconv"

	"shixian/holidays"
)

// extend reads 延长…假期至2月2日: off from the day after the holiday that is
// known. If the text names the day on which it was to end, that is checked.
func (c *effect) extend(s *statement) *Reason {
	was, ok := c.r.earlier.lastOff(firstOf(s.festivals, c.r.meta.festivals))
	if !ok {
		return newReason(reasonNoPrior, "")
	}
	to := s.to[0].From
	if s.spans[0].From != to && s.spans[0].To != was.To {
		return newReason(reasonReference, s.spans[0].To.String())
	}
	span := holidays.Span{From: was.To.AddDays(1), To: to}
	switch {
	case span.Days() == 0:
		return newReason(reasonReversed, to.String())
	case span.Days() > longestSpan:
		return newReason(reasonTooLong, to.String())
	}
	s.spans = []holidays.Span{span}
	if why := c.add(c.r.festivalOf(s), holidays.Off, daysOf(s.spans)); why != nil {
		return why
	}
	whole := holidays.Span{From: was.From, To: to}
	for _, n := range s.counts {
		checked := span
		if n == whole.Days() {
			checked = whole
		}
		if why := c.checkDays(n, checked, checked.Days()); why != nil {
			return why
		}
	}
	return nil
}

// swap reads A与B对调: one of the days is worked before, and they change places.
func (c *effect) swap(s *statement) *Reason {
	a, b := s.spans[0].From, s.spans[1].From
	rests := c.restDay
	if c.arrangedOff([]holidays.Date{a, b}) { // said again: it is the days without this notice that change places
		rests = c.r.earlier.nationalOff
	}
	if rests(a) == rests(b) {
		return newReason(reasonContradicts, a.String())
	}
	if rests(b) {
		a, b = b, a
	}
	f := c.r.festivalOf(s)
	if why := c.add(f, holidays.Off, []holidays.Date{b}); why != nil {
		return why
	}
	return c.add(f, holidays.Work, []holidays.Date{a})
}

// restDay reports whether d is not worked by the national calendar and what
// this notice says so far.
func (c *effect) restDay(d holidays.Date) bool {
	if k := c.kindOf(d); k != "" {
		return k == holidays.Off
	}
	return c.r.earlier.nationalOff(d)
}

// move reads A公休日调至B: B is off, and A is worked unless the notice gives it
// off for another reason.
func (c *effect) move(s *statement) *Reason {
	f := c.r.festivalOf(s)
	from := daysOf(s.spans)
	for _, d := range from {
		if !d.IsWeekend() {
			return newReason(reasonContradicts, d.String())
		}
	}
	to := daysOf(s.to)
	if len(from) != len(to) {
		return newReason(reasonContradicts, strconv.Itoa(len(to)))
	}
	for _, d := range to {
		if c.kindOf(d) == "" && c.r.earlier.nationalOff(d) {
			return newReason(reasonContradicts, d.String()) // it needs no day moved to it
		}
	}
	if day, all := c.allOff(to); s.detail && c.itemOff() && !all {
		return newReason(reasonDetail, day.String())
	}
	if why := c.add(f, holidays.Off, to); why != nil {
		return why
	}
	from = slices.DeleteFunc(from, func(d holidays.Date) bool { return c.kindOf(d) == holidays.Off })
	return c.add(f, holidays.Work, from)
}
