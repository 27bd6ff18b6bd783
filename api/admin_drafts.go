package api

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"shixian/api/admin"
	"shixian/api/etag"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/holidays"
)

// Drafts is a list of drafts, without their checks.
type Drafts struct {
	Drafts []DraftSummary `json:"drafts"`
}

// DraftSummary is a draft in a list.
type DraftSummary struct {
	ID           string `json:"id"`
	Calendar     string `json:"calendar"`
	Author       string `json:"author"`
	Version      int64  `json:"version"`
	Created      string `json:"created" format:"date-time"`
	Updated      string `json:"updated" format:"date-time"`
	BaseRevision int64  `json:"base_revision"`
	Year         int    `json:"year"`
	Document     string `json:"document"`
	DraftKind
}

// DraftKind says what a draft does, and how far it has come.
type DraftKind struct {
	Kind  admin.Kind  `json:"kind"`
	State admin.State `json:"state"`
	// The notice that it withdraws
	Withdraw string `json:"withdraw,omitempty" example:"CN-2026"`
	// The revision that it rolls back to
	Rollback *int64 `json:"rollback,omitempty"`
	// The revision in which it was published
	Revision int64 `json:"revision,omitempty"`
}

func newDraftKind(s *admin.Summary) DraftKind {
	out := DraftKind{Kind: s.Kind, State: s.State, Withdraw: s.Withdraw, Revision: s.Revision}
	if s.Kind == admin.Rollback {
		out.Rollback = &s.Rollback
	}
	return out
}

// DraftUpdate is the body that replaces what a draft says.
type DraftUpdate struct {
	// Left out for a withdrawal and a rollback
	Notice DraftNotice `json:"notice,omitzero"`
	// Why a notice is withdrawn or the table rolled back; left out, it stays
	Reason *string `json:"reason,omitempty"`
	// Days in the past are meant
	ConfirmPast bool `json:"confirm_past,omitempty"`
	// Sentences of unparsed and items of missing that are taken on; left out, those that were stay
	Acknowledged []AcknowledgedSentence `json:"acknowledged,omitempty"`
}

// AcknowledgedSentence is a sentence that was not understood and is taken on.
type AcknowledgedSentence struct {
	// Its text, as in unparsed or missing
	Sentence string `json:"sentence"`
	Reason   string `json:"reason"`
}

// @ID			postDraft
// @Summary		起草 / Make a draft
// @Description	正文可以是通知原文（text/plain，或网页 text/html）、JSON、CSV、holiday-cn JSON 或 XLSX。
// @Description	The body is the notice's own text (text/plain, or its web page as text/html), JSON, CSV, holiday-cn JSON or XLSX.
// @Description	撤回、回退：不带 calendar，正文为 {"withdraw":"CN-2026","reason":"…"} 或 {"rollback":12,"reason":"…"}（admin.DraftChangeRequest）；修改它的通知写在 with，一并撤回。
// @Description	A withdrawal or a rollback: no calendar, and the body {"withdraw":"CN-2026","reason":"…"} or {"rollback":12,"reason":"…"} (admin.DraftChangeRequest); what amends it is withdrawn with it if it stands in with.
// @Accept			plain,html,json,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
// @Param			calendar	query		string	false	"日历，起草通知时须有 / calendar, needed for a notice"	example(CN)
// @Param			year		query		int		false	"年度，正文没有时 / year, if the body has none"
// @Param			document	query		string	false	"文号，正文没有时 / document number, if the body has none"
// @Param			issued		query		string	false	"发布日期，正文没有时 / date of issue, if the body has none"	Format(date)
// @Param			notice		body		DraftNotice					true	"通知，或撤回、回退 / the notice, or a withdrawal or rollback"
// @Param			change		body		admin.DraftChangeRequest	true	"撤回、回退 / a withdrawal or rollback"
// @Success		201			{object}	Draft
// @Failure		404,409,422	{object}	problem.Problem
// @Router			/v1/admin/drafts [post]
func (h *adminHandler) postDraft(c *gin.Context) (d admin.Draft, err error) {
	given, err := parameters(c, "calendar", "year", "document", "issued")
	if err != nil {
		return d, err
	}
	body, err := readAll(c, nil, admin.MaxRequest)
	switch {
	case err != nil:
		return d, err
	case len(given) == 0 && isDraftChange(c, body):
		var change admin.DraftChangeRequest
		if err := decodeStrict(body, &change); err != nil {
			return d, err
		}
		d, err = h.service.DraftChange(c.Request.Context(), h.actor(c), change)
	default:
		req := admin.DraftRequest{Given: given, Media: c.GetHeader("Content-Type"), Body: body}
		d, err = h.service.Draft(c.Request.Context(), h.actor(c), req)
	}
	if err == nil {
		c.Header("Location", "/v1/admin/drafts/"+d.ID)
	}
	return d, err
}

// isDraftChange reports whether a body is a draft without a notice: it has what no notice has.
func isDraftChange(c *gin.Context, body []byte) bool {
	var members map[string]jsontext.Value
	if wantType(c, "application/json") != nil || json.Unmarshal(body, &members) != nil {
		return false
	}
	_, withdraw := members["withdraw"]
	_, rollback := members["rollback"]
	return withdraw || rollback
}

// draft has a call answered with the draft that do returns, and the tag of its version.
func draft(status int, do func(*gin.Context) (admin.Draft, error)) gin.HandlerFunc {
	return written(do, func(c *gin.Context, d admin.Draft) {
		c.Header("ETag", admin.Tag(d.Version))
		c.JSON(status, newDraft(&d, langOf(c)))
	})
}

// @ID			listDrafts
// @Summary	草稿 / Drafts
// @Param		waiting_for	query	string	false	"只列等我办理的 / only those that wait for the caller"	Enums(me)
// @Success	200	{object}	Drafts
// @Router		/v1/admin/drafts [get]
func (h *adminHandler) listDrafts(c *gin.Context) (out Drafts, err error) {
	p, err := parameters(c, "waiting_for")
	who, waiting := p["waiting_for"]
	var drafts []admin.Summary
	switch {
	case err != nil:
	case waiting && who != "me":
		err = problem.New(problem.InvalidParameter, "/waiting_for", "waiting_for", "me", "me")
	case waiting:
		drafts, err = h.service.Waiting(c.Request.Context(), h.actor(c))
	default:
		drafts, err = h.service.Drafts(c.Request.Context(), h.actor(c))
	}
	out.Drafts = []DraftSummary{}
	for _, d := range drafts {
		out.Drafts = append(out.Drafts, DraftSummary{
			ID: d.ID, Calendar: d.Calendar, Author: d.Author, Version: d.Version,
			Created: wire.Stamp(d.Created), Updated: wire.Stamp(d.Updated),
			BaseRevision: d.Base, Year: d.Year, Document: d.Document, DraftKind: newDraftKind(&d),
		})
	}
	return out, err
}

// getDraft returns one draft, judged on top of the table in force; a published one as it
// was judged when it was published.
//
//	@ID			getDraft
//	@Summary	一份草稿 / One draft
//	@Success	200	{object}	Draft
//	@Failure	404	{object}	problem.Problem
//	@Router		/v1/admin/drafts/{id} [get]
func (h *adminHandler) getDraft(c *gin.Context) (admin.Draft, error) {
	return h.service.Get(c.Request.Context(), h.actor(c), c.Param("id"))
}

// @ID			putDraft
// @Summary		改草稿 / Change a draft
// @Description	草稿改以现行版本为基础。没有读懂的句子在 acknowledged 中逐句确认并说明理由；撤回、回退的草稿改 reason。
// @Description	The draft is based on the revision in force from now on. Sentences not understood are taken on one by one in acknowledged, with a reason; a withdrawal or rollback has its reason changed.
// @Param			notice		body		DraftUpdate	true	"通知 / the notice"
// @Success		200			{object}	Draft
// @Failure		404,409,412,422,428	{object}	problem.Problem
// @Router			/v1/admin/drafts/{id} [put]
func (h *adminHandler) putDraft(c *gin.Context) (d admin.Draft, err error) {
	var u DraftUpdate
	if err := readStrict(c, &u, admin.MaxRequest); err != nil {
		return d, err
	}
	return h.service.Edit(c.Request.Context(), h.actor(c), c.Param("id"), seen(c), u.request())
}

func (u *DraftUpdate) request() admin.EditRequest {
	req := admin.EditRequest{ConfirmPast: u.ConfirmPast, Reason: u.Reason, Notice: holidays.Notice(u.Notice)}
	req.Notice.ID = ""         // which publishing gives it
	if u.Acknowledged != nil { // if it is empty, none is taken on any more
		req.Acknowledged = []admin.Acknowledgement{}
	}
	for _, a := range u.Acknowledged {
		req.Acknowledged = append(req.Acknowledged, admin.Acknowledgement{Sentence: a.Sentence, Reason: a.Reason})
	}
	return req
}

// @ID			deleteDraft
// @Summary	删草稿 / Drop a draft
// @Success	204
// @Failure	404,409,412,428	{object}	problem.Problem
// @Router		/v1/admin/drafts/{id} [delete]
func (h *adminHandler) deleteDraft(c *gin.Context) error {
	err := h.service.Discard(c.Request.Context(), h.actor(c), c.Param("id"), seen(c))
	if err == nil {
		c.Status(http.StatusNoContent)
	}
	return err
}

// seen returns the versions of a draft that If-Match names.
func seen(c *gin.Context) admin.Seen {
	values := c.Request.Header.Values("If-Match")
	if len(values) == 0 {
		return nil
	}
	return admin.ReadSeen(etag.Plain(strings.Join(values, ",")))
}
