package holidays

import "unsafe"

// MaxAsOf is the bound of a table's cache.
const MaxAsOf = maxAsOf

// Kept returns how many earlier states of knowledge the table keeps.
func (t *Table) Kept() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.asOf)
}

// Sizes returns how many bytes the days of a calendar take, and how many its bounds add.
// Arrangements that years share count once.
func (c *Calendar) Sizes() (days, bounds int) {
	days = len(c.days)*int(unsafe.Sizeof(dayInfo{})) + 4*(len(c.rank)+len(c.worked)+len(c.nextOpen))
	x := &c.bounds
	bounds = (len(x.upTo)+len(x.after))*int(unsafe.Sizeof(daySum{})) + 2*len(x.open) + len(x.festivals)*int(unsafe.Sizeof(awaitedFestival{}))
	seen := map[*arrangements]bool{nil: true}
	for _, f := range x.festivals {
		if !seen[f.arrangements] {
			seen[f.arrangements] = true
			bounds += len(f.changes) * int(unsafe.Sizeof(change{}))
		}
	}
	return days, bounds
}
