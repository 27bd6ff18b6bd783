package admin

import (
	"context"
	"iter"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
)

// Moves yields every deadline that a draft moves, rule by rule: all that
// [Impact] counts. It is empty if the draft makes no table. The errors are those of Get.
func (s *Service) Moves(ctx context.Context, by Actor, id string) (iter.Seq2[*deadlines.Rule, deadlines.Moved], error) {
	return call(ctx, s, by, Look, func(ctx context.Context, _ *line) (iter.Seq2[*deadlines.Rule, deadlines.Moved], error) {
		d, err := s.load(ctx, id)
		if err != nil {
			return nil, err
		}
		before, after, err := s.tablesOf(ctx, d)
		return func(yield func(*deadlines.Rule, deadlines.Moved) bool) {
			if after == nil {
				return
			}
			for _, r := range s.cfg.Catalogue.Rules {
				for m := range deadlines.Moves(r, before, after) {
					if !yield(r, m) {
						return
					}
				}
			}
		}, err
	})
}

// tablesOf returns the table that a draft changes, or changed, and the one that it makes;
// nil if it makes none.
func (s *Service) tablesOf(ctx context.Context, d *storedDraft) (before, after *holidays.Table, err error) {
	if d.Published > 0 {
		if before, err = s.cfg.Tables.TableAt(ctx, d.Published-1); err == nil {
			after, err = s.cfg.Tables.TableAt(ctx, d.Published)
		}
		return before, after, problem.FromRecord(err, d.Published)
	}
	if before, err = s.table(); err != nil {
		return nil, nil, err
	}
	j, err := s.judgeOpen(ctx, before, d)
	return before, j.After, err
}
