package conformance

import (
	"slices"
	"sync"

	"shixian/deadlines"
	"shixian/deadlines/rules"
	"shixian/deadlines/rules/rulestest"
	"shixian/holidays"
	"shixian/holidays/data/datatest"
)

// Frozen is the day by whose knowledge the vectors are answered.
var Frozen = holidays.NewDate(2026, 11, 28)

// World is what the vectors are answered by.
type World struct {
	Table     *holidays.Table
	Catalogue *deadlines.Catalogue
}

// Embedded returns the embedded data as known on [Frozen].
var Embedded = sync.OnceValues(func() (*World, error) {
	return NewWorld(datatest.Table().Source())
})

// NewWorld returns a source as known on [Frozen], with the embedded rules.
func NewWorld(src *holidays.Source) (*World, error) {
	known := *src
	known.Notices = slices.DeleteFunc(slices.Clone(src.Notices), func(n holidays.Notice) bool { return n.Issued.After(Frozen) })
	known.Statutory = &holidays.Statutory{Dates: src.Statutory.Dates, Regulations: slices.DeleteFunc(slices.Clone(src.Statutory.Regulations),
		func(r holidays.Regulation) bool { return r.Issued.After(Frozen) })}
	return worldOf(&known)
}

// Today returns all of the embedded data.
func Today() *World { return &World{datatest.Table(), rulestest.Catalogue()} }

func worldOf(src *holidays.Source) (*World, error) {
	table, err := holidays.NewTable(src, 0, nil)
	if err != nil {
		return nil, err
	}
	cat, err := rules.Load(table)
	if err != nil {
		return nil, err
	}
	return &World{table, cat}, nil
}
