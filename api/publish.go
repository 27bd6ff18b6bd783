package api

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/draft"
	"shixian/holidays/record"
)

// PublishRequest is the body of publishing.
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

// Published is the answer to a change of the table.
type Published struct {
	// The revision from which it counts
	Revision int64 `json:"revision"`
	// The notice that was published
	Notice string `json:"notice,omitempty" example:"CN-2027"`
	// The notices that came into force and went out of force
	Published []string `json:"published"`
	Withdrawn []string `json:"withdrawn"`
	// Set where the same request was answered before
	Repeated bool `json:"repeated,omitempty"`
}

// storedReply is what the record keeps under an idempotency key.
type storedReply struct {
	Request string    `json:"request"` // SHA-256 of what was asked
	Reply   Published `json:"reply"`
}

// publishDraft publishes a draft.
//
//	@Summary		发布 / Publish a draft
//	@Description	在 base_revision 之上发布，已有新版本时答 409。不通过的检查须逐项说明理由才能越过。
//	@Description	Published on top of base_revision, or 409 where the table has moved on. A failed check is overridden by name, with a reason.
//	@Tags			admin
//	@Accept			json
//	@Produce		json
//	@Security		Bearer
//	@Param			id				path		string			true	"草稿 / draft"
//	@Param			If-Match		header		string			true	"草稿的 ETag / the draft's ETag"
//	@Param			Idempotency-Key	header		string			false	"重发无害的键 / makes a repeat harmless"
//	@Param			request			body		PublishRequest	false	"理由 / reasons"
//	@Success		200				{object}	Published
//	@Failure		400,401,403,404,409,412,415,422,428,429,503	{object}	problem.Problem
//	@Router			/v1/admin/drafts/{id}/publish [post]
func (s *server) publishDraft(c *gin.Context) {
	var req PublishRequest
	key, repeated := s.begin(c, &req)
	if repeated {
		return
	}
	t := s.newest(c)
	if t == nil {
		return
	}
	ctx, cancel := recordContext(c)
	defer cancel()
	d, b, err := s.loadSeen(c, ctx)
	var e record.Event
	if err == nil {
		e, err = s.publication(c, t, &b, &req)
	}
	if err != nil {
		fail(c, err)
		return
	}
	s.append(c, t, e, draftVersion{d.ID, d.Version}, key, Published{Notice: b.Notice.ID})
}

// publication makes the event that publishes a draft, where nothing blocks it.
func (s *server) publication(c *gin.Context, t *holidays.Table, b *draftBody, req *PublishRequest) (record.Event, error) {
	var e record.Event
	who := holder(c).Name
	switch {
	case b.Base != t.Revision():
		return e, problem.New(problem.Moved, "", b.Base, t.Revision())
	case s.FourEyes && slices.Contains(b.Editors, who):
		return e, problem.New(problem.FourEyes, "")
	}
	codes, err := overrideCodes(req.Overrides)
	if err != nil {
		return e, err
	}
	p := b.proposal()
	p.ConfirmPast = p.ConfirmPast || req.ConfirmPast
	v, err := draft.Judge(p, t, s.Today())
	if err != nil {
		return e, err
	}
	if blocking := v.Blocking(codes); len(blocking) > 0 {
		lang := langOf(c)
		var details []string
		for _, k := range blocking {
			details = append(details, k.Code+"："+k.Detail.In(lang))
		}
		return e, problem.New(problem.ChecksFailed, "/overrides", strings.Join(details, " "))
	}
	e = record.Event{Action: record.Publish, Who: who, Why: req.Reason, Published: []holidays.Notice{b.Notice}}
	if e.Why == "" {
		e.Why = "发布 / publish " + b.Notice.Name()
	}
	for _, k := range v.Checks { // only what was in the way is overridden
		if i := slices.Index(codes, k.Code); !k.OK && i >= 0 {
			e.Overrides = append(e.Overrides, record.Override{Check: k.Code, Reason: req.Overrides[i].Reason})
		}
	}
	return e, nil
}

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

// begin reads the body of a change of the table and its idempotency key. Where
// the same request was answered before, it answers so again and returns true; so
// it does where the request is wrong.
func (s *server) begin(c *gin.Context, into any) (key string, answered bool) {
	if _, err := parameters(c); err != nil {
		fail(c, err)
		return "", true
	}
	if err := readStrict(c, into); err != nil {
		fail(c, err)
		return "", true
	}
	given := c.GetHeader("Idempotency-Key")
	if given == "" {
		return "", false
	}
	if len(given) > 128 {
		fail(c, problem.New(problem.InvalidParameter, "/Idempotency-Key", "Idempotency-Key", "不超过128个字符的文本", "a text of at most 128 characters"))
		return "", true
	}
	asked, err := json.Marshal(into)
	if err != nil {
		fail(c, err)
		return "", true
	}
	key = digest(holder(c).Name, given) + ":" + digest(c.Request.Method, c.Request.URL.Path, string(asked))
	ctx, cancel := recordContext(c)
	defer cancel()
	reply, err := s.Record.Reply(ctx, keyName(key))
	switch {
	case errors.Is(err, record.ErrNotFound):
		return key, false
	case err != nil:
		fail(c, recordError(err, err))
	default:
		s.repeat(c, key, reply)
	}
	return key, true
}

// keyName returns the part of a key under which the reply is stored; the rest
// tells what was asked.
func keyName(key string) string { name, _, _ := strings.Cut(key, ":"); return name }

func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])
}

// repeat answers as before.
func (s *server) repeat(c *gin.Context, key string, stored []byte) {
	var r storedReply
	if err := json.Unmarshal(stored, &r); err != nil {
		fail(c, fmt.Errorf("stored reply: %w", err))
		return
	}
	if _, asked, _ := strings.Cut(key, ":"); r.Request != asked {
		fail(c, problem.New(problem.KeyReused, ""))
		return
	}
	r.Reply.Repeated = true
	c.JSON(http.StatusOK, r.Reply)
}

// newest returns the newest table that the record has, or answers that it cannot
// be told: nobody changes a table that they have not seen.
func (s *server) newest(c *gin.Context) *holidays.Table {
	ctx, cancel := recordContext(c)
	defer cancel()
	if err := s.Keeper.Refresh(ctx); err != nil {
		fail(c, keeperError(err, 0))
		return nil
	}
	return s.Tables.Table()
}

// draftVersion names a version of a draft; the zero one names none.
type draftVersion struct {
	id      string
	version int64
}

// append appends an event on top of t, lets this replica take it over, and answers.
func (s *server) append(c *gin.Context, t *holidays.Table, e record.Event, d draftVersion, key string, reply Published) {
	ctx, cancel := recordContext(c)
	defer cancel()
	last, err := s.Record.Events(ctx, t.Revision()-1, 1)
	if err != nil || len(last) == 0 {
		fail(c, recordError(errors.Join(err), problem.New(problem.Conflict, "")))
		return
	}
	e.Time = s.Now().UTC().Truncate(time.Microsecond)
	if e, err = record.Seal(e, &last[0]); err != nil {
		fail(c, err)
		return
	}
	reply.Revision, reply.Withdrawn, reply.Published = e.Revision, orEmpty(e.Withdrawn), []string{}
	for _, n := range e.Published {
		reply.Published = append(reply.Published, n.ID)
	}
	_, asked, _ := strings.Cut(key, ":")
	stored, err := json.Marshal(storedReply{asked, reply})
	if err != nil {
		fail(c, err)
		return
	}
	earlier, done, err := s.Record.Publish(ctx, e, d.id, d.version, keyName(key), stored)
	switch {
	case err != nil:
		fail(c, recordError(err, problem.New(problem.Conflict, "")))
		return
	case done:
		s.repeat(c, key, earlier)
		return
	}
	s.changed(t, &e)
	// The event is durable. A replica that cannot read it back now will by its poll.
	_ = s.Keeper.Refresh(ctx)
	s.audit(c, e.Who, string(e.Action), slog.Int64("revision", e.Revision), slog.Any("published", reply.Published),
		slog.Any("withdrawn", reply.Withdrawn), slog.Any("overrides", e.Overrides), slog.String("why", e.Why))
	c.JSON(http.StatusOK, reply)
}
