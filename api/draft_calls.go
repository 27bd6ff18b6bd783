package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/noticeformat"
	"shixian/holidays/noticetext"
	"shixian/holidays/record"
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
func (s *server) postDraft(c *gin.Context) {
	t := s.newest(c) // a draft on an older one could not be published
	if t == nil {
		return
	}
	ctx, cancel := recordContext(c)
	defer cancel()
	b, err := s.readDraft(c, t)
	if err != nil {
		fail(c, err)
		return
	}
	events, err := s.history(ctx)
	if err != nil {
		fail(c, err)
		return
	}
	b.Notice.ID = nextID(events, b.Notice.Calendar, b.Notice.Year)
	b.Base = t.Revision()
	b.addEditor(holder(c).Name)
	now := s.Now().UTC()
	d := record.Draft{ID: newDraftID(), Calendar: b.Notice.Calendar, Author: holder(c).Name, Version: 1, Created: now, Updated: now}
	if s.storeDraft(c, ctx, t, &d, b) {
		s.audit(c, d.Author, "draft made", slog.String("draft", d.ID), slog.String("calendar", d.Calendar))
	}
}

// storeDraft stores a draft and answers with what is found of it. It reports
// whether it did.
func (s *server) storeDraft(c *gin.Context, ctx context.Context, t *holidays.Table, d *record.Draft, b *draftBody) bool {
	var err error
	if d.Body, err = json.Marshal(b); err == nil {
		err = recordError(s.Record.PutDraft(ctx, *d), problem.New(problem.DraftUnknown, "", d.ID))
	}
	var view Draft
	if err == nil {
		view, err = s.viewDraft(c, t, *d, b)
	}
	if err != nil {
		fail(c, err)
		return false
	}
	c.Header("ETag", draftTag(d.Version))
	if d.Version == 1 {
		c.Header("Location", "/v1/admin/drafts/"+d.ID)
		c.JSON(http.StatusCreated, view)
	} else {
		c.JSON(http.StatusOK, view)
	}
	return true
}

// readDraft reads the body in whatever form it comes.
func (s *server) readDraft(c *gin.Context, t *holidays.Table) (*draftBody, error) {
	p, err := parameters(c, "calendar", "year", "document", "issued")
	if err != nil {
		return nil, err
	}
	hint := noticeformat.Hint{Calendar: p["calendar"], Document: p["document"]}
	if hint.Calendar == "" {
		return nil, problem.New(problem.MissingParameter, "/calendar", "calendar")
	}
	if t.Calendar(hint.Calendar) == nil {
		return nil, &deadlines.Error{Code: deadlines.CodeCalendarUnknown, Pointer: "/calendar", Args: []any{hint.Calendar}}
	}
	if year, given := p["year"]; given {
		if hint.Year, err = strconv.Atoi(year); err != nil {
			return nil, problem.New(problem.InvalidParameter, "/year", "year", "年份", "a year")
		}
	}
	if _, given := p["issued"]; given {
		if hint.Issued, err = p.Date("issued"); err != nil {
			return nil, err
		}
	}
	media := c.ContentType()
	body, err := readAny(c)
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return nil, problem.New(problem.NoticeUnreadable, "", "正文是空的", "the body is empty")
	}
	format, err := noticeformat.Detect(media, body)
	if err != nil {
		return nil, problem.New(problem.MediaType, "", "text/plain, application/json, text/csv, .xlsx", media)
	}
	if format == noticeformat.FormatText {
		return readText(hint, string(body), t), nil
	}
	n, err := noticeformat.Read(format, body, hint)
	if err != nil {
		return nil, formatError(err)
	}
	return &draftBody{Notice: n}, nil
}

// readText reads the notice's own text. What the query says stands where the text
// says nothing.
func readText(hint noticeformat.Hint, text string, t *holidays.Table) *draftBody {
	r := noticetext.Read(hint.Calendar, text, t.Source().Notices)
	n := r.Notice
	if n.Year == 0 {
		n.Year = hint.Year
	}
	if n.Document == "" {
		n.Document = hint.Document
	}
	if n.Issued.IsZero() {
		n.Issued = hint.Issued
	}
	return &draftBody{Notice: n, Text: text, Sentences: r.Sentences, Findings: r.Findings, Problems: r.Problems}
}

// formatError words an error of the formats.
func formatError(err error) error {
	var fe *noticeformat.Error
	if errors.As(err, &fe) {
		zh, en := fe.ZH, fe.EN
		if at := fe.Place.ZH(); at != "" {
			zh, en = at+"："+zh, fe.Place.EN()+": "+en
		}
		return problem.New(problem.NoticeUnreadable, fe.Place.Pointer, zh, en)
	}
	return err
}

// loadSeen returns the draft that the path names, in the version that If-Match
// says the caller has seen.
func (s *server) loadSeen(c *gin.Context, ctx context.Context) (record.Draft, draftBody, error) {
	d, b, err := s.loadDraft(c, ctx)
	if err == nil {
		err = matchDraft(c, d.Version)
	}
	return d, b, err
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
func (s *server) listDrafts(c *gin.Context) {
	ctx, cancel := recordContext(c)
	defer cancel()
	stored, err := s.Record.Drafts(ctx)
	if err != nil {
		fail(c, recordError(err, err))
		return
	}
	out := Drafts{Drafts: []DraftSummary{}}
	for _, d := range stored {
		b, err := openDraft(d)
		if err != nil {
			fail(c, err)
			return
		}
		out.Drafts = append(out.Drafts, DraftSummary{
			ID: d.ID, Calendar: d.Calendar, Author: d.Author, Version: d.Version,
			Created: wire.Stamp(d.Created), Updated: wire.Stamp(d.Updated),
			BaseRevision: b.Base, Year: b.Notice.Year, Document: b.Notice.Document,
		})
	}
	c.JSON(http.StatusOK, out)
}

// loadDraft returns the draft that the path names.
func (s *server) loadDraft(c *gin.Context, ctx context.Context) (record.Draft, draftBody, error) {
	d, err := s.Record.GetDraft(ctx, c.Param("id"))
	if err != nil {
		return d, draftBody{}, recordError(err, problem.New(problem.DraftUnknown, "", c.Param("id")))
	}
	b, err := openDraft(d)
	return d, b, err
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
func (s *server) getDraft(c *gin.Context) {
	t := s.table(c)
	if t == nil {
		return
	}
	ctx, cancel := recordContext(c)
	defer cancel()
	d, b, err := s.loadDraft(c, ctx)
	var view Draft
	if err == nil {
		view, err = s.viewDraft(c, t, d, &b)
	}
	if err != nil {
		fail(c, err)
		return
	}
	c.Header("ETag", draftTag(d.Version))
	c.JSON(http.StatusOK, view)
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
func (s *server) putDraft(c *gin.Context) {
	t := s.newest(c)
	if t == nil {
		return
	}
	ctx, cancel := recordContext(c)
	defer cancel()
	d, b, err := s.loadSeen(c, ctx)
	var u DraftUpdate
	if err == nil {
		err = readStrict(c, &u)
	}
	if err == nil && u.Notice.Calendar != d.Calendar {
		err = problem.New(problem.InvalidParameter, "/notice/calendar", "calendar", "草稿的日历 "+d.Calendar, "the draft's calendar "+d.Calendar)
	}
	var events []record.Event
	if err == nil {
		events, err = s.history(ctx)
	}
	if err != nil {
		fail(c, err)
		return
	}
	n := u.Notice
	b.Notice = holidays.Notice{
		ID: nextID(events, d.Calendar, n.Year), Calendar: d.Calendar, Year: n.Year, Document: strings.TrimSpace(n.Document),
		Issued: n.Issued, Source: n.Source, Amends: n.Amends, Entries: n.Entries, Residue: n.Residue,
	}
	b.ByHand, b.ConfirmPast, b.Base = true, u.ConfirmPast, t.Revision()
	b.addEditor(holder(c).Name)
	d.Version++
	d.Updated = s.Now().UTC()
	if s.storeDraft(c, ctx, t, &d, &b) {
		s.audit(c, holder(c).Name, "draft changed", slog.String("draft", d.ID), slog.Int64("version", d.Version))
	}
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
func (s *server) deleteDraft(c *gin.Context) {
	ctx, cancel := recordContext(c)
	defer cancel()
	d, _, err := s.loadSeen(c, ctx)
	if err == nil {
		err = recordError(s.Record.DeleteDraft(ctx, d.ID, d.Version), problem.New(problem.DraftUnknown, "", d.ID))
	}
	if err != nil {
		fail(c, err)
		return
	}
	s.audit(c, holder(c).Name, "draft dropped", slog.String("draft", d.ID))
	c.Status(http.StatusNoContent)
}

// draftTag returns the ETag of a version of a draft.
func draftTag(version int64) string { return `"v` + strconv.FormatInt(version, 10) + `"` }

// matchDraft checks If-Match, which has to be there: nobody changes a draft that
// they have not seen.
func matchDraft(c *gin.Context, version int64) error {
	values := c.Request.Header.Values("If-Match")
	if len(values) == 0 {
		return problem.New(problem.Precondition, "")
	}
	tags := strings.Split(strings.Join(values, ","), ",")
	if !slices.ContainsFunc(tags, func(tag string) bool { return strings.TrimSpace(tag) == draftTag(version) }) {
		return problem.New(problem.Stale, "")
	}
	return nil
}
