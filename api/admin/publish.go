package admin

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/check"
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
// key publishes once. The errors include problem.Moved, DraftReturned, FourEyes,
// ChecksFailed, ReasonMissing, and those of [Service.Edit].
func (s *Service) Publish(ctx context.Context, by Actor, id string, seen Seen, key string, req PublishRequest) (Published, error) {
	asked := request{key: key, path: "/v1/admin/drafts/" + id + "/publish", body: req}
	return s.change(ctx, by, asked, func(ctx context.Context, t *holidays.Table) (*proposal, error) {
		d, err := s.loadSeen(ctx, id, seen)
		if err != nil {
			return nil, err
		}
		switch {
		case d.body.Base != t.Revision():
			return nil, problem.New(problem.Moved, "", d.body.Base, t.Revision())
		case d.body.Returned:
			return nil, problem.New(problem.DraftReturned, "")
		case s.cfg.FourEyes && slices.Contains(d.body.Editors, by.Name):
			return nil, problem.New(problem.FourEyes, "")
		}
		e, err := s.publication(ctx, t, &d.body, &req)
		if err != nil {
			return nil, err
		}
		return &proposal{event: e, notice: d.body.Notice.ID, draft: d.ID, version: d.Version}, nil
	})
}

// publication makes the event that publishes a draft, if no check blocks it.
func (s *Service) publication(ctx context.Context, t *holidays.Table, b *body, req *PublishRequest) (e record.Event, err error) {
	if err := checkReason(req.Reason, "/reason", false); err != nil {
		return e, err
	}
	codes, err := overrideCodes(req.Overrides)
	if err != nil {
		return e, err
	}
	j, err := s.judge(ctx, t, b, b.ConfirmPast || req.ConfirmPast, s.cfg.Today())
	if err != nil {
		return e, err
	}
	if blocking := j.Blocking(codes); len(blocking) > 0 {
		return e, problem.New(problem.ChecksFailed, "/overrides", checksText(blocking))
	}
	e = j.event
	e.Why = b.why(req.Reason)
	for _, k := range j.Checks { // only what was in the way is overridden
		if i := slices.Index(codes, k.Code); !k.OK && i >= 0 {
			e.Overrides = append(e.Overrides, record.Override{Check: k.Code, Reason: req.Overrides[i].Reason})
		}
	}
	for _, a := range b.Acknowledged {
		if i := slices.IndexFunc(j.doubts, func(d doubt) bool { return d.text == a.Sentence }); i >= 0 {
			e.Overrides = append(e.Overrides, record.Override{Check: j.doubts[i].check, Reason: fmt.Sprintf("“%s”：%s（%s）", a.Sentence, a.Reason, a.Who)})
		}
	}
	return e, nil
}

// why returns what the log says why, given what the publisher said.
func (b *body) why(said string) string {
	switch {
	case b.Kind != OfNotice && said != "" && said != b.Reason:
		return b.Reason + "；" + said
	case b.Kind != OfNotice:
		return b.Reason
	case said != "":
		return said
	}
	return "发布 / publish " + b.Notice.Name()
}

// overrideCodes returns the checks that are overridden, each with a reason.
func overrideCodes(overrides []CheckOverride) ([]string, error) {
	var codes []string
	for i, o := range overrides {
		if o.Check == "" {
			return nil, problem.New(problem.ReasonMissing, fmt.Sprintf("/overrides/%d/reason", i))
		}
		if err := checkReason(o.Reason, fmt.Sprintf("/overrides/%d/reason", i), true); err != nil {
			return nil, err
		}
		codes = append(codes, o.Check)
	}
	return codes, nil
}

func checksText(checks []check.Result) holidays.Text {
	var zh, en []string
	for _, k := range checks {
		zh, en = append(zh, k.Code+"："+k.Detail.ZH), append(en, k.Code+"："+k.Detail.EN)
	}
	return holidays.Text{ZH: strings.Join(zh, " "), EN: strings.Join(en, " ")}
}
