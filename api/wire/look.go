package wire

import "shixian/deadlines"

// LookDefaults are the fields of a look in the query of a batch: every question of it has
// them that does not have its own.
type LookDefaults struct {
	look     deadlines.Look
	given    Fields
	noOffset bool
}

// The names of a look's parameters.
var lookParameters = []string{"at", "done", "yellow"}

// LookParameters are those of [ReadLook].
func LookParameters() []string { return lookParameters }

// ReadLook reads a look from the parameters of a query.
func ReadLook(p Parameters) (LookDefaults, error) {
	var in Input
	in.Reset(false)
	for _, name := range lookParameters {
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
