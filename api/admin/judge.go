package admin

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/draft"
	"shixian/holidays/live"
	"shixian/holidays/noticetext"
	"shixian/holidays/record"
)

// judgement is what is found of a draft on top of a table.
type judgement struct {
	draft.Verdict
	reading noticetext.Reading
	doubts  []doubt
	// event is what publishing the draft appends, without its place in the log, time and
	// author.
	event record.Event
}

// judge judges a draft on top of t, as on a day. The errors include
// problem.NoticeUnknown, RevisionUnknown and NothingToDo.
func (s *Service) judge(ctx context.Context, t *holidays.Table, b *body, confirmPast bool, today holidays.Date) (j judgement, err error) {
	switch b.Kind {
	case Withdrawal:
		out, err := b.withdrawn(t)
		if err != nil {
			return j, err
		}
		j.event = record.Event{Action: record.Withdraw, Withdrawn: out}
	case Rollback:
		then, err := s.cfg.Tables.TableAt(ctx, b.Rollback)
		switch {
		case errors.Is(err, live.ErrRevision):
			return j, problem.New(problem.RevisionUnknown, b.at, b.Rollback)
		case err != nil:
			return j, problem.FromRecord(err, b.Rollback)
		}
		j.event = rollbackEvent(t.Source().Notices, then.Source().Notices)
		if len(j.event.Published)+len(j.event.Withdrawn) == 0 {
			return j, problem.New(problem.NothingToDo, b.at, b.Rollback)
		}
	default:
		return judgeNotice(t, b, confirmPast, today)
	}
	after, err := tableAfter(t, &j.event)
	if err == nil {
		j.Verdict = draft.JudgeTable(t, after, today, confirmPast)
	}
	return j, err
}

// withdrawn returns the notices that a withdrawal takes out of force.
func (b *body) withdrawn(t *holidays.Table) ([]string, error) {
	for i, id := range append([]string{b.Withdraw}, b.With...) {
		if !hasNotice(t.Source().Notices, id) {
			at := b.at
			if i > 0 && at != "" {
				at = "/with/" + strconv.Itoa(i-1)
			}
			return nil, problem.New(problem.NoticeUnknown, at, id)
		}
	}
	return b.ids(), nil
}

// ids are the notices that a withdrawal names, each once.
func (b *body) ids() (out []string) {
	for _, id := range append([]string{b.Withdraw}, b.With...) {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// doubt is something in a text that a person may take on: a sentence that was not
// understood, or the Chinese of what the text lacks.
type doubt struct{ check, text string }

func doubtsOf(r *check.TextReport) (out []doubt) {
	for _, s := range r.Unread {
		out = append(out, doubt{check.SentencesRead, s})
	}
	for _, m := range r.Missing {
		out = append(out, doubt{check.TextWhole, m.ZH})
	}
	return out
}

func judgeNotice(t *holidays.Table, b *body, confirmPast bool, today holidays.Date) (j judgement, err error) {
	j.event = record.Event{Action: record.Publish, Published: []holidays.Notice{b.Notice}}
	in := check.Input{Notice: &b.Notice, Before: t, Today: today, ConfirmPast: confirmPast}
	if b.Text != "" {
		j.reading = noticetext.Read(b.Notice.Calendar, b.Text, t.Source())
		in.Text = j.reading.Report()
		j.doubts = doubtsOf(&in.Text)
	}
	for _, a := range b.Acknowledged {
		in.Text.Acknowledged = append(in.Text.Acknowledged, a.Sentence)
	}
	j.Verdict, err = draft.Judge(in)
	return j, err
}

func tableAfter(t *holidays.Table, e *record.Event) (*holidays.Table, error) {
	src := *t.Source()
	src.Notices = slices.DeleteFunc(slices.Clone(src.Notices), func(n holidays.Notice) bool { return slices.Contains(e.Withdrawn, n.ID) })
	src.Notices = append(src.Notices, e.Published...)
	return t.With(&src, t.Revision()+1)
}

// judgeOpen judges an open draft on top of t as it is now. It makes no table if somebody
// else has done since what it withdraws or goes back to.
func (s *Service) judgeOpen(ctx context.Context, t *holidays.Table, d *storedDraft) (judgement, error) {
	j, err := s.judge(ctx, t, &d.body, d.body.ConfirmPast, s.cfg.Today())
	switch problem.CodeOf(err) {
	case problem.NoticeUnknown, problem.NothingToDo:
		err = nil
	}
	return j, err
}

// show returns an open draft as it is judged on top of t.
func (s *Service) show(ctx context.Context, t *holidays.Table, d *storedDraft) (Draft, error) {
	j, err := s.judgeOpen(ctx, t, d)
	if err != nil {
		return Draft{}, err
	}
	out := s.shown(t, d, &j)
	out.Publishable = len(j.Blocking(nil)) == 0 && d.body.Base == t.Revision() && !d.body.Returned
	return out, nil
}

// showPublished returns a published draft as it was when it was published.
func (s *Service) showPublished(ctx context.Context, d *storedDraft) (Draft, error) {
	t, err := s.cfg.Tables.TableAt(ctx, d.Published-1)
	if err != nil {
		return Draft{}, problem.FromRecord(err, d.Published-1)
	}
	events, err := s.cfg.Record.Events(ctx, d.Published-1, 1)
	if err != nil {
		return Draft{}, recordError(err)
	}
	if len(events) == 0 { // the record was put back to an earlier state
		return Draft{}, draftUnknown(d.ID)
	}
	e := &events[0]
	// It was published: what failed for days in the past was overridden, or confirmed.
	confirmed := !slices.ContainsFunc(e.Overrides, func(o record.Override) bool { return o.Check == check.NotPast })
	j, err := s.judge(ctx, t, &d.body, confirmed, holidays.DateOf(e.Time.In(holidays.Shanghai)))
	if err != nil {
		return Draft{}, err
	}
	out := s.shown(t, d, &j)
	out.Overrides = e.Overrides
	out.History = append(out.History, Step{e.Time, e.Who, WasPublished, e.Why})
	return out, nil
}

// shown returns a draft with what was found of it on top of t.
func (s *Service) shown(t *holidays.Table, d *storedDraft, j *judgement) Draft {
	b := &d.body
	out := Draft{
		Summary: d.summary(), Notice: b.Notice, Reason: b.Reason,
		Publishes: holidays.NoticeIDs(j.event.Published), Withdraws: j.event.Withdrawn,
		Text: b.Text, Sentences: j.reading.Sentences, Acknowledged: b.Acknowledged, ConfirmPast: b.ConfirmPast,
		History: slices.Clone(b.History), Checks: j.Checks, Diff: j.Diff,
	}
	for _, d := range j.doubts {
		if d.check == check.TextWhole {
			out.Missing = append(out.Missing, d.text)
		}
	}
	for _, n := range t.Source().Notices {
		if b.Kind == Withdrawal && n.ID == b.Withdraw {
			out.Notice = n
		}
	}
	if j.After != nil {
		out.Impact = s.impact(t, j.After)
	}
	return out
}

// impact says which days and deadlines move when after takes the place of before.
func (s *Service) impact(before, after *holidays.Table) Impact {
	out := Impact{Rules: deadlines.CompareTables(s.cfg.Catalogue, before, after)}
	for _, id := range before.IDs() {
		if diff := holidays.DayChanges(before.Calendar(id), after.Calendar(id)); len(diff) > 0 {
			out.Days = append(out.Days, CalendarImpact{id, len(diff), diff[0].Date, diff[len(diff)-1].Date})
		}
	}
	return out
}
