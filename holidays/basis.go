package holidays

// Basis says what a day rests on.
type Basis uint8

// The bases.
const (
	ByWeek       Basis = iota // the day of the week: nothing else speaks of it
	ByNotice                  // a notice
	ByStatute                 // an estimate from the statutory days alone
	ByPrinciples              // an estimate from the published principles of arrangement
)

var basisNames = [...]string{"week", "notice", "statutory", "principles"}

// String returns the basis's name in the API: week, notice, statutory or principles.
func (b Basis) String() string { return basisNames[b] }

// EstimatedBy returns by what the days around d are estimated if they are not
// settled: [ByPrinciples] if the nation's notice that decides d is awaited and the
// principles were known, else [ByStatute].
func (c *Calendar) EstimatedBy(d Date) Basis {
	if i := c.index(d); uint(i) < uint(len(c.days)) && c.days[i].flags&flagPrinciples != 0 {
		return ByPrinciples
	}
	return ByStatute
}

// The bits of dayInfo.flags: the basis, whether the day can be worked, and whether it is
// estimated by the principles if it is not settled.
const (
	flagBasis   = 3
	flagCanWork = 4

	flagPrinciples = 8
)
