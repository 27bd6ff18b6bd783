package holidays

import (
	"strconv"
	"unsafe"
)

// KeptBounds returns how many of n different festivals' arrangements a cache keeps, and how
// many it has worked out after it was asked for the last one again.
func KeptBounds(n int) (kept, computed int) {
	var k boundsCache
	compute := func() *arrangements { computed++; return &arrangements{} }
	for i := range n {
		k.get(strconv.Itoa(i), compute)
	}
	k.get(strconv.Itoa(n-1), compute)
	return len(k.by), computed
}

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

// JoinStretches returns the blocks that some become of which those that touch or overlap are one.
func JoinStretches(blocks ...Span) (out []Span) {
	var in []stretch
	for _, s := range blocks {
		in = append(in, stretch{Span: s})
	}
	for _, s := range joinStretches(in) {
		out = append(out, s.Span)
	}
	return out
}

// Comings returns which days of one festival belong together, and the days that a notice may move
// for them if it moves the first of each coming by none.
func Comings(days []Date) (together [][]Date, moved []Span) {
	var of []StatutoryDay
	for _, d := range days {
		of = append(of, StatutoryDay{Date: d, Festival: "开斋节"})
	}
	return runs(days), new(OwnNotice).around(of)
}
