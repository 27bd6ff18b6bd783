package server

import "testing"

// TestYield: a connection lets others go first while there are others, but after so many reads of
// theirs reads at once; while there are none it seldom does.
func TestYield(t *testing.T) {
	var given, others uint32
	c := &coarseConn{yields: newYields()}
	c.yields.give = func() { given++; c.yields.reads.Add(others) }
	for _, s := range []struct {
		name                string
		others, reads, want uint32
	}{
		{"alone", 0, mostMissed, mostMissed},
		{"still alone", 0, 10 * seldom, 10},
		{"a few others, once they are seen", 6, seldom, 8},
		{"once more", 6, 10, 8},
		{"many others", 2 * mostPassed, 10, 5},
	} {
		given, others = 0, s.others
		for range s.reads {
			c.yield()
		}
		if given != s.want {
			t.Errorf("%s: %d yields in %d reads, want %d", s.name, given, s.reads, s.want)
		}
	}
}
