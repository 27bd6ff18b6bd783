package api

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"shixian/api/admin"
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
	Created      string `json:"created"`
	Updated      string `json:"updated"`
	BaseRevision int64  `json:"base_revision"`
	Year         int    `json:"year"`
	Document     string `json:"document"`
}

// DraftUpdate is the body that replaces a draft's notice.
type DraftUpdate struct {
	Notice DraftNotice `json:"notice"`
	// Days in the past are meant
	ConfirmPast bool `json:"confirm_past,omitempty"`
}

// postDraft makes a draft from a notice.
//
//	@Summary		起草 / Make a draft
//	@Description	正文可以是通知原文（text/plain）、JSON、CSV、holiday-cn JSON 或 XLSX。
//	@Description	The body is the notice's own text (text/plain), JSON, CSV, holiday-cn JSON or XLSX.
//	@Tags			admin
//	@Accept			plain,json,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
//	@Produce		json
//	@Security		Bearer
//	@Param			calendar	query		string	true	"日历 / calendar"	example(CN)
//	@Param			year		query		int		false	"年度，正文没有时 / year, where the body has none"
//	@Param			document	query		string	false	"文号，正文没有时 / document number, where the body has none"
//	@Param			issued		query		string	false	"发布日期，正文没有时 / date of issue, where the body has none"
//	@Param			notice		body		string	true	"通知 / the notice"
//	@Success		201			{object}	Draft
//	@Failure		400,401,403,404,413,415,422,429,503	{object}	problem.Problem
//	@Router			/v1/admin/drafts [post]
func (h *adminHandler) postDraft(c *gin.Context) {
	req, err := readDraft(c)
	var d admin.Draft
	if err == nil {
		d, err = h.service.Draft(c.Request.Context(), h.actor(c), req)
	}
	if err != nil {
		fail(c, err)
		return
	}
	c.Header("Location", "/v1/admin/drafts/"+d.ID)
	writeDraft(c, http.StatusCreated, &d)
}

// readDraft reads a notice in whatever form it comes.
func readDraft(c *gin.Context) (req admin.DraftRequest, err error) {
	given, err := parameters(c, "calendar", "year", "document", "issued")
	if err == nil {
		req.Given, req.Media = given, c.GetHeader("Content-Type")
		req.Body, err = readAll(c, nil, admin.MaxRequest)
	}
	return req, err
}

// writeDraft answers with a draft and the tag of its version.
func writeDraft(c *gin.Context, status int, d *admin.Draft) {
	c.Header("ETag", admin.Tag(d.Version))
	c.JSON(status, newDraft(d, langOf(c)))
}

// listDrafts lists the drafts.
//
//	@Summary	草稿 / Drafts
//	@Tags		admin
//	@Produce	json
//	@Security	Bearer
//	@Success	200	{object}	Drafts
//	@Failure	401,403,429,503	{object}	problem.Problem
//	@Router		/v1/admin/drafts [get]
func (h *adminHandler) listDrafts(c *gin.Context) {
	drafts, err := h.service.Drafts(c.Request.Context(), h.actor(c))
	if err != nil {
		fail(c, err)
		return
	}
	out := Drafts{Drafts: []DraftSummary{}}
	for _, d := range drafts {
		out.Drafts = append(out.Drafts, DraftSummary{
			ID: d.ID, Calendar: d.Calendar, Author: d.Author, Version: d.Version,
			Created: wire.Stamp(d.Created), Updated: wire.Stamp(d.Updated),
			BaseRevision: d.Base, Year: d.Year, Document: d.Document,
		})
	}
	c.JSON(http.StatusOK, out)
}

// getDraft returns one draft, judged on top of the table in force.
//
//	@Summary	一份草稿 / One draft
//	@Tags		admin
//	@Produce	json
//	@Security	Bearer
//	@Param		id	path		string	true	"草稿 / draft"
//	@Success	200	{object}	Draft
//	@Failure	401,403,404,429,503	{object}	problem.Problem
//	@Router		/v1/admin/drafts/{id} [get]
func (h *adminHandler) getDraft(c *gin.Context) {
	d, err := h.service.Get(c.Request.Context(), h.actor(c), c.Param("id"))
	if err != nil {
		fail(c, err)
		return
	}
	writeDraft(c, http.StatusOK, &d)
}

// putDraft replaces a draft's notice by what a person settled.
//
//	@Summary		改草稿 / Change a draft
//	@Description	条目经人工核定；草稿改以现行版本为基础。
//	@Description	A person has settled the entries; the draft is based on the revision in force from now on.
//	@Tags			admin
//	@Accept			json
//	@Produce		json
//	@Security		Bearer
//	@Param			id			path		string		true	"草稿 / draft"
//	@Param			If-Match	header		string		true	"草稿的 ETag / the draft's ETag"
//	@Param			notice		body		DraftUpdate	true	"通知 / the notice"
//	@Success		200			{object}	Draft
//	@Failure		400,401,403,404,409,412,415,422,428,429,503	{object}	problem.Problem
//	@Router			/v1/admin/drafts/{id} [put]
func (h *adminHandler) putDraft(c *gin.Context) {
	var u DraftUpdate
	err := readStrict(c, &u)
	var d admin.Draft
	if err == nil {
		d, err = h.service.Edit(c.Request.Context(), h.actor(c), c.Param("id"), seen(c), u.request())
	}
	if err != nil {
		fail(c, err)
		return
	}
	writeDraft(c, http.StatusOK, &d)
}

func (u *DraftUpdate) request() admin.EditRequest {
	n := &u.Notice
	return admin.EditRequest{ConfirmPast: u.ConfirmPast, Notice: holidays.Notice{
		Calendar: n.Calendar, Year: n.Year, Document: n.Document, Issued: n.Issued, Source: n.Source, Amends: n.Amends,
		Entries: n.Entries, Residue: n.Residue,
	}}
}

// deleteDraft drops a draft.
//
//	@Summary	删草稿 / Drop a draft
//	@Tags		admin
//	@Security	Bearer
//	@Param		id			path	string	true	"草稿 / draft"
//	@Param		If-Match	header	string	true	"草稿的 ETag / the draft's ETag"
//	@Success	204
//	@Failure	401,403,404,409,412,428,429,503	{object}	problem.Problem
//	@Router		/v1/admin/drafts/{id} [delete]
func (h *adminHandler) deleteDraft(c *gin.Context) {
	if err := h.service.Discard(c.Request.Context(), h.actor(c), c.Param("id"), seen(c)); err != nil {
		fail(c, err)
		return
	}
	c.Status(http.StatusNoContent)
}

// seen returns the versions of a draft that If-Match names.
func seen(c *gin.Context) admin.Seen {
	values := c.Request.Header.Values("If-Match")
	if len(values) == 0 {
		return nil
	}
	return admin.ReadSeen(strings.Join(values, ","))
}
