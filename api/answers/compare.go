package answers

import (
	"context"
	"net/url"

	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/record"
)

// Comparison tells what moved between two tables. It is not safe for concurrent use.
type Comparison struct {
	// From and To are the positions of the tables.
	From, To string

	service  *Service
	compared *deadlines.Comparison
}

// Compare returns the comparison of the table at one position with that at another, or
// with the one in force if to is nil. The errors are those of [Service.TableAt], and point
// to from and to.
func (s *Service) Compare(ctx context.Context, from record.Position, to *record.Position) (*Comparison, error) {
	before, err := s.tableAt(ctx, from, "/from")
	if err != nil {
		return nil, err
	}
	var after *holidays.Table
	if to == nil {
		after, err = s.Table()
	} else {
		after, err = s.tableAt(ctx, *to, "/to")
	}
	if err != nil {
		return nil, err
	}
	return &Comparison{before.Position(), after.Position(), s, deadlines.NewComparison(s.cfg.Catalogue, before, after)}, nil
}

// Ask counts a question by both tables, and reports whether its answer moved, or only
// became more or less certain if certainty is set. The observer is told of the later
// answer.
func (c *Comparison) Ask(q *deadlines.Question, certainty bool) (m deadlines.Move, moved bool, err error) {
	m, moved, err = c.compared.Ask(*q, certainty)
	c.service.observe(&m.After, q.Rule, err)
	return m, moved, err
}

// Since tells what became of the case's question since the table at a position, and
// reports whether its answer moved or became more or less certain. The errors are those of
// [Service.TableFor] and of counting.
func (c *Case) Since(ctx context.Context, position string) (m deadlines.Move, moved bool, err error) {
	before, err := c.service.TableFor(ctx, "revision="+url.QueryEscape(position))
	if err != nil {
		return m, false, err
	}
	return deadlines.NewComparison(c.service.cfg.Catalogue, before, c.table).Ask(c.Question, true)
}
