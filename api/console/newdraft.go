package console

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"shixian/api/admit/token"
	"shixian/api/console/page"
	"shixian/api/problem"
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
func (p *Console) newDraft(d *desk) {
	m := &newView{Calendars: page.Calendars(p.desk.Service.Table()), Calendar: d.c.Query("calendar"), Year: d.c.Query("year")}
	page.Render(d.c, http.StatusOK, newDraftPage(d, m))
}

// makeDraft makes a draft of what was pasted or uploaded.
func (p *Console) makeDraft(d *desk) {
	m := &newView{
		Calendars: page.Calendars(p.desk.Service.Table()), Calendar: d.field("calendar"), Year: strings.TrimSpace(d.field("year")),
		Document: strings.TrimSpace(d.field("document")), Issued: d.field("issued"), Text: d.field("text"),
	}
	body, media, err := d.notice(m)
	if err != nil {
		page.RefuseForm(d.c, &d.v, err)
		return
	}
	if len(bytes.TrimSpace(body)) == 0 && d.may(token.Editor) {
		m.NoNotice = true
		page.Render(d.c, http.StatusUnprocessableEntity, newDraftPage(d, m))
		return
	}
	made, problem := d.MakeDraft(m.query(), media, body)
	if problem != nil {
		m.Problem = problem
		page.Render(d.c, problem.Status, newDraftPage(d, m))
		return
	}
	d.goOn("/admin/drafts/"+url.PathEscape(made.ID), "made")
}

// query is that of POST /v1/admin/drafts.
func (m *newView) query() url.Values {
	q := url.Values{}
	for name, value := range map[string]string{"calendar": m.Calendar, "year": m.Year, "document": m.Document, "issued": m.Issued} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return q
}

// notice returns the notice that was sent, and of what type it is: a file, or else
// the text pasted.
func (d *desk) notice(m *newView) (body []byte, media string, err error) {
	const plain = "text/plain; charset=utf-8"
	if d.c.Request.MultipartForm == nil || len(d.c.Request.MultipartForm.File["file"]) == 0 {
		return []byte(m.Text), plain, nil
	}
	sent := d.c.Request.MultipartForm.File["file"][0]
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
		body = utf8Of(body)
	}
	return body, media, nil
}

// mediaOf returns the type of a file by its name, which says more than browsers do.
func mediaOf(name, otherwise string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".txt", ".text":
		return "text/plain; charset=utf-8"
	case ".csv":
		return "text/csv"
	case ".json":
		return "application/json"
	case ".xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return otherwise
}

// utf8Of returns a text in UTF-8, which Windows may have saved in GB 18030.
func utf8Of(text []byte) []byte {
	if utf8.Valid(text) {
		return text
	}
	if decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(text); err == nil {
		return decoded
	}
	return text
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
