package wire

import "shixian/deadlines"

// LookDefaults are the fields of a look in the query of a batch: every question of it has
// them that does not have its own.
type LookDefaults struct {
	look     deadlines.Look
	given    Fields
	noOffset bool
}

// LookParameters are the names of those of [ReadLook].
var LookParameters = []string{"at", "done", "yellow"}

// ReadLook reads a look from the parameters of a query.
func ReadLook(p Parameters) (LookDefaults, error) {
	var in Input
	in.Reset(false)
	for _, name := range LookParameters {
		text, given := p[name]
		if !given {
			continue
		}
		f := fieldOf(name)
		in.given |= f
		if err := setParameter(&in, f, name, text); err != nil {
			return LookDefaults{}, err
		}
	}
	return LookDefaults{in.Look, in.given, in.NoOffset}, nil
}
