package noticetext

import (
	"slices"
	"strconv"

	"shixian/holidays"
)

// extend reads 延长…假期至2月2日: off from the day after the holiday that is
// known. Where the text names the day on which it was to end, that is checked.
func (c *change) extend(s *statement) *Reason {
	names := s.festivals
	if len(names) == 0 {
		names = c.r.frame.festivals
	}
	was, ok := c.r.known.lastOff(names)
	if !ok {
		return reason(ReasonNoPrior, "")
	}
	to := s.to[0].From
	if s.spans[0].From != to && s.spans[0].To != was.To {
		return reason(ReasonReference, s.spans[0].To.String())
	}
	span := holidays.Span{From: was.To.AddDays(1), To: to}
	switch {
	case span.Days() == 0:
		return reason(ReasonReversed, to.String())
	case span.Days() > longestSpan:
		return reason(ReasonTooLong, to.String())
	}
	s.spans = []holidays.Span{span}
	if why := c.put(c.r.festivalOf(s), holidays.Off, daysOf(s.spans)); why != nil {
		return why
	}
	whole := holidays.Span{From: was.From, To: to}
	for _, n := range s.counts {
		checked := span
		if n == whole.Days() {
			checked = whole
		}
		if why := c.tally(n, checked); why != nil {
			return why
		}
	}
	return nil
}

// swap reads A与B对调: one of the days is worked before, and they change places.
func (c *change) swap(s *statement) *Reason {
	a, b := s.spans[0].From, s.spans[1].From
	if c.restDay(a) == c.restDay(b) {
		return reason(ReasonContradicts, a.String())
	}
	if c.restDay(b) {
		a, b = b, a
	}
	f := c.r.festivalOf(s)
	if why := c.put(f, holidays.Off, []holidays.Date{b}); why != nil {
		return why
	}
	return c.put(f, holidays.Work, []holidays.Date{a})
}

// restDay reports whether d is not worked by the national calendar and what
// this notice says so far.
func (c *change) restDay(d holidays.Date) bool {
	if k := c.kindOf(d); k != "" {
		return k == holidays.Off
	}
	return c.r.known.nationalOff(d)
}

// move reads A公休日调至B: B is off, and A is worked unless the notice gives it
// off for another reason.
func (c *change) move(s *statement) *Reason {
	f := c.r.festivalOf(s)
	from := daysOf(s.spans)
	for _, d := range from {
		if !d.IsWeekend() {
			return reason(ReasonContradicts, d.String())
		}
	}
	to := daysOf(s.to)
	if len(from) != len(to) {
		return reason(ReasonContradicts, strconv.Itoa(len(to)))
	}
	for _, d := range to {
		if c.kindOf(d) == "" && c.r.known.nationalOff(d) {
			return reason(ReasonContradicts, d.String()) // it needs no day moved to it
		}
	}
	if day, all := c.allOff(to); s.among && c.itemOff() && !all {
		return reason(ReasonDetail, day.String())
	}
	if why := c.put(f, holidays.Off, to); why != nil {
		return why
	}
	from = slices.DeleteFunc(from, func(d holidays.Date) bool { return c.kindOf(d) == holidays.Off })
	return c.put(f, holidays.Work, from)
}
