package admin

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/draft"
	"shixian/holidays/record"
)

// PublishRequest is what a publisher says.
type PublishRequest struct {
	// Why it is published; kept in the log
	Reason string `json:"reason,omitempty"`
	// Failed checks to go on in spite of
	Overrides []CheckOverride `json:"overrides,omitempty"`
	// Days in the past are meant
	ConfirmPast bool `json:"confirm_past,omitempty"`
}

// CheckOverride is a failed check that the publisher overrides.
type CheckOverride struct {
	Check  string `json:"check" example:"festival_balance"`
	Reason string `json:"reason"`
}

// Publish publishes a draft on top of the revision that it is based on. The same
// key publishes once. The errors include problem.Moved, FourEyes, ChecksFailed,
// ReasonMissing, and those of [Service.Edit].
func (s *Service) Publish(ctx context.Context, by Actor, id string, seen Seen, key string, req PublishRequest) (Published, error) {
	asked := request{key: key, path: "/v1/admin/drafts/" + id + "/publish", body: req}
	return s.change(ctx, by, asked, func(ctx context.Context, t *holidays.Table) (*proposal, error) {
		d, err := s.loadSeen(ctx, id, seen)
		if err != nil {
			return nil, err
		}
		e, err := s.publication(t, d, by, &req)
		if err != nil {
			return nil, err
		}
		return &proposal{event: e, notice: d.body.Notice.ID, draft: d.ID, version: d.Version}, nil
	})
}

// publication makes the event that publishes a draft, if nothing blocks it.
func (s *Service) publication(t *holidays.Table, d *storedDraft, by Actor, req *PublishRequest) (e record.Event, err error) {
	switch {
	case d.body.Base != t.Revision():
		return e, problem.New(problem.Moved, "", d.body.Base, t.Revision())
	case s.cfg.FourEyes && slices.Contains(d.body.Editors, by.Name):
		return e, problem.New(problem.FourEyes, "")
	}
	codes, err := overrideCodes(req.Overrides)
	if err != nil {
		return e, err
	}
	p := d.proposal()
	p.ConfirmPast = p.ConfirmPast || req.ConfirmPast
	v, err := draft.Judge(p, t, s.cfg.Today())
	if err != nil {
		return e, err
	}
	if blocking := v.Blocking(codes); len(blocking) > 0 {
		return e, problem.New(problem.ChecksFailed, "/overrides", checksText(blocking))
	}
	n := &d.body.Notice
	e = record.Event{Action: record.Publish, Why: req.Reason, Published: []holidays.Notice{*n}}
	if e.Why == "" {
		e.Why = "发布 / publish " + n.Name()
	}
	for _, k := range v.Checks { // only what was in the way is overridden
		if !k.OK {
			why := req.Overrides[slices.Index(codes, k.Code)].Reason // it does not block, so it is there
			e.Overrides = append(e.Overrides, record.Override{Check: k.Code, Reason: why})
		}
	}
	return e, nil
}

// overrideCodes returns the checks that are overridden, each with a reason.
func overrideCodes(overrides []CheckOverride) ([]string, error) {
	var codes []string
	for i, o := range overrides {
		if o.Check == "" || strings.TrimSpace(o.Reason) == "" {
			return nil, problem.New(problem.ReasonMissing, fmt.Sprintf("/overrides/%d/reason", i))
		}
		codes = append(codes, o.Check)
	}
	return codes, nil
}

// checksText lists failed checks.
func checksText(checks []check.Result) holidays.Text {
	var zh, en []string
	for _, k := range checks {
		zh, en = append(zh, k.Code+"："+k.Detail.ZH), append(en, k.Code+"："+k.Detail.EN)
	}
	return holidays.Text{ZH: strings.Join(zh, " "), EN: strings.Join(en, " ")}
}
