package admin

import (
	"bytes"
	"errors"
	"strconv"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/noticeformat"
	"shixian/holidays/noticetext"
)

// MaxNotice is the largest notice that is read, in bytes.
const MaxNotice = 1 << 20

// DraftRequest is a notice in whatever form it comes.
type DraftRequest struct {
	// Hint is what is known of it besides: its calendar, and what its own text may
	// leave out.
	Hint noticeformat.Hint
	// Media is its media type, such as text/plain.
	Media string
	Body  []byte
}

// ReadHint reads what was typed of a notice: calendar, year, document and issued.
// Those that are not there were not given.
func ReadHint(given map[string]string) (h noticeformat.Hint, err error) {
	h = noticeformat.Hint{Calendar: given["calendar"], Document: given["document"]}
	if h.Calendar == "" {
		return h, problem.New(problem.MissingParameter, "/calendar", "calendar")
	}
	if year, ok := given["year"]; ok {
		if h.Year, err = strconv.Atoi(year); err != nil {
			return h, problem.New(problem.InvalidParameter, "/year", "year", "年份", "a year")
		}
	}
	if issued, ok := given["issued"]; ok {
		if h.Issued, err = holidays.ParseDate(issued); err != nil {
			return h, problem.New(problem.InvalidDate, "/issued", "issued")
		}
	}
	return h, nil
}

// read reads the notice, by the calendars of t.
func (r *DraftRequest) read(t *holidays.Table) (*body, error) {
	if t.Calendar(r.Hint.Calendar) == nil {
		return nil, &deadlines.Error{Code: deadlines.CodeCalendarUnknown, Pointer: "/calendar", Args: []any{r.Hint.Calendar}}
	}
	if len(r.Body) > MaxNotice {
		return nil, problem.New(problem.BodyTooLarge, "", MaxNotice)
	}
	if len(bytes.TrimSpace(r.Body)) == 0 {
		return nil, problem.New(problem.NoticeUnreadable, "", "正文是空的", "the body is empty")
	}
	format, err := noticeformat.Detect(r.Media, r.Body)
	if err != nil {
		return nil, problem.New(problem.MediaType, "", "text/plain, application/json, text/csv, .xlsx", r.Media)
	}
	if format == noticeformat.FormatText {
		return readText(r.Hint, string(r.Body), t), nil
	}
	n, err := noticeformat.Read(format, r.Body, r.Hint)
	if err != nil {
		return nil, formatError(err)
	}
	return &body{Notice: n}, nil
}

// readText reads the notice's own text. The hint holds if the text says nothing.
func readText(hint noticeformat.Hint, text string, t *holidays.Table) *body {
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
	return &body{Notice: n, Text: text, Sentences: r.Sentences, Findings: r.Findings, Problems: r.Problems}
}

// formatError words an error of the formats, with the place where it stands.
func formatError(err error) error {
	var fe *noticeformat.Error
	if !errors.As(err, &fe) {
		return err
	}
	zh, en := fe.ZH, fe.EN
	if at := fe.Place.ZH(); at != "" {
		zh, en = at+"："+zh, fe.Place.EN()+": "+en
	}
	return problem.New(problem.NoticeUnreadable, fe.Place.Pointer, zh, en)
}
