package admin

import (
	"fmt"
	"slices"
	"strings"

	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/noticeformat"
	"shixian/holidays/noticetext"
)

// edit replaces what a draft says by what somebody settled.
func (s *Service) edit(t *holidays.Table, d *storedDraft, by Actor, req *EditRequest) error {
	b := &d.body
	b.ConfirmPast = req.ConfirmPast
	if b.Kind != OfNotice {
		return d.editReason(req)
	}
	if req.Reason != nil {
		return problem.New(problem.InvalidParameter, "/reason", "reason", "撤回或回退的理由", "the reason of a withdrawal or a rollback")
	}
	n := req.Notice
	if n.Calendar != d.Calendar {
		return problem.New(problem.InvalidParameter, "/notice/calendar", "calendar", "草稿的日历 "+d.Calendar, "the draft's calendar "+d.Calendar)
	}
	n.ID, n.Document, n.IssuedApproximate = "", strings.TrimSpace(n.Document), false
	b.Notice = n
	if err := noticeformat.Limits(&b.Notice); err != nil {
		return formatError(err, "/notice")
	}
	return s.acknowledge(t, b, by, req.Acknowledged)
}

// editReason takes over what somebody settled of a draft without a notice.
func (d *storedDraft) editReason(req *EditRequest) error {
	if n := &req.Notice; n.Calendar != "" || n.Entries != nil || req.Acknowledged != nil {
		return problem.New(problem.InvalidParameter, "/notice", "notice", "空：这份草稿不含通知", "left out: this draft has no notice")
	}
	if req.Reason == nil {
		return nil
	}
	d.body.Reason = strings.TrimSpace(*req.Reason)
	return checkReason(d.body.Reason, "/reason", true)
}

// acknowledge takes over the sentences that somebody takes on. Those that are as they
// were stay with whom took them on.
func (s *Service) acknowledge(t *holidays.Table, b *body, by Actor, asked []Acknowledgement) error {
	if asked == nil {
		return nil
	}
	reading := noticetext.Read(b.Notice.Calendar, b.Text, t.Source())
	report := reading.Report()
	doubts := doubtsOf(&report)
	var out []Acknowledgement
	for i, a := range asked {
		at := fmt.Sprintf("/acknowledged/%d/", i)
		if !slices.ContainsFunc(doubts, func(d doubt) bool { return d.text == a.Sentence }) {
			return problem.New(problem.InvalidParameter, at+"sentence", "sentence", "一个没有读懂的句子（unparsed）的 text，或 missing 中的一项", "the text of a sentence that was not understood (unparsed), or one of missing")
		}
		if err := checkReason(a.Reason, at+"reason", true); err != nil {
			return err
		}
		a.Reason, a.Who, a.Time = strings.TrimSpace(a.Reason), by.Name, s.cfg.Now().UTC()
		same := func(o Acknowledgement) bool { return o.Sentence == a.Sentence && o.Reason == a.Reason }
		if k := slices.IndexFunc(b.Acknowledged, same); k >= 0 {
			a = b.Acknowledged[k]
		}
		if !slices.ContainsFunc(out, func(o Acknowledgement) bool { return o.Sentence == a.Sentence }) {
			out = append(out, a)
		}
	}
	b.Acknowledged = out
	return nil
}
