package admin

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"net/url"
	"path"
	"strings"

	"shixian/api/admin"
	"shixian/api/console/page"
	"shixian/api/problem"
	"shixian/holidays/noticeformat"
	"shixian/internal/charset"
)

// newView is what the page for a new draft shows.
type newView struct {
	Calendars []page.Choice
	Calendar  string
	Year      string
	Document  string
	Issued    string
	Text      string
	Problem   *problem.Problem
	// NoNotice says that neither a text nor a file was sent.
	NoNotice bool
	// File is the name of the file that was sent; it has to be chosen again.
	File string
}

// newDraft is the page for pasting a notice.
func (p *Pages) newDraft(u *user) {
	m := &newView{Calendars: page.Calendars(p.Tables.Table()), Calendar: u.c.Query("calendar"), Year: u.c.Query("year")}
	u.show(newDraftPage(u, m), nil)
}

// makeDraft makes a draft of what was pasted or uploaded.
func (p *Pages) makeDraft(u *user) {
	m := &newView{
		Calendars: page.Calendars(p.Tables.Table()), Calendar: u.field("calendar"), Year: strings.TrimSpace(u.field("year")),
		Document: strings.TrimSpace(u.field("document")), Issued: u.field("issued"), Text: u.c.Request.PostForm.Get("text"),
	}
	body, media, err := u.notice(m)
	if err != nil {
		page.RefuseForm(u.c, &u.v, err)
		return
	}
	if len(bytes.TrimSpace(body)) == 0 && u.mayWrite() {
		m.NoNotice = true
		page.Render(u.c, http.StatusUnprocessableEntity, newDraftPage(u, m))
		return
	}
	made, err := p.Service.Draft(u.ctx(), u.who, admin.DraftRequest{Given: m.given(), Media: media, Body: body})
	if err != nil {
		m.Problem = u.problem(err)
		u.show(newDraftPage(u, m), m.Problem)
		return
	}
	u.goOn("/admin/drafts/"+url.PathEscape(made.ID), "made")
}

// given are the fields that were filled in beside the notice.
func (m *newView) given() map[string]string {
	all := map[string]string{"calendar": m.Calendar, "year": m.Year, "document": m.Document, "issued": m.Issued}
	maps.DeleteFunc(all, func(_, value string) bool { return value == "" })
	return all
}

// notice returns the notice that was sent, and of what type it is: a file, or else
// the text pasted.
func (u *user) notice(m *newView) (body []byte, media string, err error) {
	const plain = "text/plain"
	if u.c.Request.MultipartForm == nil || len(u.c.Request.MultipartForm.File["file"]) == 0 {
		return []byte(m.Text), plain, nil
	}
	sent := u.c.Request.MultipartForm.File["file"][0]
	m.File = sent.Filename
	f, err := sent.Open()
	if err != nil {
		return nil, "", err
	}
	defer f.Close()
	if body, err = io.ReadAll(f); err != nil {
		return nil, "", err
	}
	media = mediaOf(sent.Filename, sent.Header.Get("Content-Type"))
	if media == plain {
		body, err = charset.Decode(body)
	}
	return body, media, err
}

// mediaOf returns the type of a file by its name, which says more than browsers do.
func mediaOf(name, otherwise string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".txt", ".text", ".html", ".htm": // the encoding that is told by the bytes
		return "text/plain"
	case ".csv":
		return "text/csv"
	case ".json":
		return "application/json"
	case ".xlsx":
		return noticeformat.FormatXLSX.MediaType()
	}
	media, _, _ := strings.Cut(otherwise, ";")
	return strings.TrimSpace(media)
}

// fault returns what is wrong with a field, or "".
func (m *newView) fault(v *page.View, name string) string {
	if m.NoNotice && name == "text" {
		return v.T("请粘贴通知原文，或选一个文件。", "Paste the notice's text, or choose a file.")
	}
	return faultOf(m.Problem, name)
}

// faultOf returns what a problem says of a field, or "".
func faultOf(p *problem.Problem, name string) string {
	if p == nil {
		return ""
	}
	for _, e := range p.Errors {
		at := strings.TrimPrefix(strings.TrimPrefix(e.Pointer, "/"), "notice/")
		if at == name || strings.ReplaceAll(at, "/", "_") == name {
			return e.Detail
		}
	}
	return ""
}
