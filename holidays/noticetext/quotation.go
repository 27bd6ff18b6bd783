package noticetext

import "slices"

// quotation reports whether a statement of a region's notice quotes the
// national one. Words such as 国家规定 say so; after 根据 the national notice, or
// under the name of a national festival, it is one if it agrees with that notice. In
// a notice of a whole year it has to agree.
func (c *effect) quotation(s *statement) (bool, *Reason) {
	k := c.r.earlier
	if !c.r.region || s.extend || s.swap || s.to != nil || s.cancel {
		return false, nil
	}
	agrees := k.national && k.agree(s.spans, s.kind)
	foreign := c.namesOthers(firstOf(s.festivals, c.r.heading))
	switch {
	case s.quoted && k.national && !agrees:
		return false, newReason(reasonReference, s.spans[0].From.String())
	case s.quoted:
		return true, nil
	case s.local:
		return false, nil
	case foreign && c.wholeYear() && !k.national:
		return true, nil // the nation's is not known yet: what it will say of its own festivals
	case foreign && c.wholeYear() && !agrees:
		return false, newReason(reasonReference, s.spans[0].From.String())
	case agrees:
		return s.afterBasis || foreign && !c.arrangedOff(daysOf(s.spans)), nil
	case !s.afterBasis:
		return false, nil
	case k.national && foreign:
		return false, newReason(reasonReference, s.spans[0].From.String())
	case k.national:
		return false, nil // 根据 … 精神，4月21日至23日放假: the region's own
	case foreign || c.note == noteQuoted:
		return true, nil
	}
	return false, newReason(reasonNoPrior, s.spans[0].From.String())
}

// namesOthers reports whether the festivals named are others than the notice's own:
// than those of its title or, if that is one of a whole year, those that the nation
// keeps.
func (c *effect) namesOthers(names []string) bool {
	own := c.r.meta.festivals
	for _, n := range names {
		if slices.Contains(own, n) || c.wholeYear() && !slices.Contains(nationalFestivals, n) {
			return false
		}
	}
	return len(names) > 0
}

// wholeYear reports whether the title names no festival. A region's notice of a
// whole year repeats what the nation arranges and adds its own.
func (c *effect) wholeYear() bool { return len(c.r.meta.festivals) == 0 }

// quote notes what a quotation says, for the summaries that include it.
func (c *effect) quote(s *statement) *Reason {
	c.note = noteQuoted
	for _, d := range daysOf(s.spans) {
		c.quotes[d] = s.kind
	}
	whole := enclosingSpan(s.spans)
	run, unbroken := c.daysOffAround(whole)
	for _, n := range s.counts {
		actual := len(daysOf(s.spans))
		if unbroken && n == run.Days() {
			actual = n // with the days off beside them
		}
		if why := c.checkDays(n, whole, actual); why != nil {
			return why
		}
	}
	return nil
}
