package noticetext

import (
	"slices"
	"strconv"

	"shixian/holidays"
)

// checkDays records a number of days stated for a span, and returns a reason if it is
// not the actual one.
func (c *effect) checkDays(stated int, span holidays.Span, actual int) *Reason {
	c.r.out.Findings = append(c.r.out.Findings, Finding{
		Code: FindingSpanDays, OK: stated == actual, Sentence: c.sentence, Span: span,
		Stated: strconv.Itoa(stated), Actual: strconv.Itoa(actual),
	})
	if stated != actual {
		return newReason(reasonSpanDays, strconv.Itoa(stated))
	}
	return nil
}

// checkCounts checks the numbers of days stated after dates, and the weekend that
// they are said to join. A number is that of the dates; or, if several were
// given, of all days off of the sentence; or, if the days join others or are a
// region's, of the whole run of days that are not worked.
func (c *effect) checkCounts(s *statement) *Reason {
	whole := enclosingSpan(s.spans)
	run, unbroken := c.daysOffAround(whole)
	if s.joinsWeekend {
		ok := c.joinsWeekend(s) && slices.ContainsFunc(daysOf(s.spans), func(d holidays.Date) bool { return !d.IsWeekend() || !c.r.earlier.nationalOff(d) })
		c.r.out.Findings = append(c.r.out.Findings, Finding{
			Code: FindingWeekend, OK: ok, Sentence: c.sentence, Span: whole, Stated: "连休", Actual: weekdayName(whole.To.Weekday()),
		})
		if !ok {
			return newReason(reasonWeekend, whole.To.String())
		}
	}
	for _, n := range s.counts {
		actual := len(daySet(daysOf(s.spans)))
		switch {
		case n == actual:
		case n == len(daySet(c.off)) && s.kind == holidays.Off:
			actual = n
		case (s.joins || c.r.region) && unbroken && n == run.Days():
			whole, actual = run, n
		}
		if why := c.checkDays(n, whole, actual); why != nil {
			return why
		}
	}
	return nil
}

// enclosingSpan returns the span from the first to the last day of spans.
func enclosingSpan(spans []holidays.Span) holidays.Span {
	h := spans[0]
	for _, s := range spans[1:] {
		h.From, h.To = holidays.Earlier(h.From, s.From), holidays.Later(h.To, s.To)
	}
	return h
}

// daysOffAround returns s with the days without work on both sides of it, and reports
// whether s itself has none that is worked.
func (c *effect) daysOffAround(s holidays.Span) (run holidays.Span, unbroken bool) {
	_, unbroken = c.allOff(daysOf([]holidays.Span{s}))
	for c.isOff(s.From.AddDays(-1)) {
		s.From = s.From.AddDays(-1)
	}
	for c.isOff(s.To.AddDays(1)) {
		s.To = s.To.AddDays(1)
	}
	return s, unbroken
}

func (c *effect) joinsWeekend(s *statement) bool {
	return slices.ContainsFunc(s.spans, func(one holidays.Span) bool {
		run, _ := c.daysOffAround(one)
		return slices.ContainsFunc(daysOf([]holidays.Span{run}), holidays.Date.IsWeekend)
	})
}

func daySet(days []holidays.Date) map[holidays.Date]struct{} {
	out := make(map[holidays.Date]struct{}, len(days))
	for _, d := range days {
		out[d] = struct{}{}
	}
	return out
}

// checkTotals checks the numbers of days stated ahead of the dates (放假2天，即…):
// all days off of the sentence, those of them that would be worked without this
// notice, or these less the days that are made up.
func (r *reader) checkTotals(c *effect, counts []int) bool {
	off := daySet(c.off)
	extra, work := 0, 0
	for d := range off {
		if !r.earlier.nationalOff(d) {
			extra++
		}
	}
	var span holidays.Span
	if len(off) > 0 {
		span = enclosingSpan(spansOf(c.off))
	}
	for _, k := range c.days {
		if k == holidays.Work {
			work++
		}
	}
	for _, n := range counts {
		actual := len(off)
		if n == extra || n == extra-work {
			actual = n
		}
		if c.checkDays(n, span, actual) != nil {
			return false
		}
	}
	return true
}
