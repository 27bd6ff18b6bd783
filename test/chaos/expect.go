package chaos

import (
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
)

// inChinese is how the calls ask to be answered.
var inChinese = wire.Rendering{Lang: "zh"}

// answer returns what the service has to answer to a question by a table. That it is
// written as it should be is for the tests of package wire; here it is by which table.
func (o *oracle) answer(table *holidays.Table, q deadlines.Question) ([]byte, error) {
	a, err := o.catalogue.Ask(table, &q)
	if err != nil {
		return nil, err
	}
	return o.encoder.AppendRendered(nil, &a, &inChinese), nil
}

// standing returns what it has to answer on a day to where a matter stands.
func (o *oracle) standing(table *holidays.Table, q deadlines.Question, at holidays.Date) ([]byte, error) {
	a, err := o.catalogue.Ask(table, &q)
	if err != nil {
		return nil, err
	}
	look := deadlines.Look{At: at, Yellow: deadlines.DefaultYellow}
	s, err := deadlines.Stand(&a, look)
	if err != nil {
		return nil, err
	}
	return o.encoder.AppendRendered(nil, &a, &wire.Rendering{Lang: inChinese.Lang, Look: look, Standing: &s}), nil
}
