package admin

import (
	"bytes"
	"cmp"
	"errors"
	"strconv"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/draft"
	"shixian/holidays/noticeformat"
	"shixian/holidays/noticetext"
)

// MaxRequest is the largest notice, or other request, that is taken, in bytes.
const MaxRequest = noticeformat.MaxBytes

// DraftRequest is a notice in whatever form it comes.
type DraftRequest struct {
	// Given is what was typed beside the notice: its calendar, and year, document and
	// issued (the date of issue) for what the notice itself may leave out. Those that are
	// not there were not given.
	Given map[string]string
	// Media is the media type of the body, such as text/plain.
	Media string
	Body  []byte
}

// read reads the notice, by the calendars of t.
func (r *DraftRequest) read(t *holidays.Table) (*body, error) {
	hint, err := readHint(r.Given, t)
	if err != nil {
		return nil, err
	}
	if len(r.Body) > MaxRequest {
		return nil, problem.New(problem.BodyTooLarge, "", MaxRequest)
	}
	if len(bytes.TrimSpace(r.Body)) == 0 {
		return nil, problem.New(problem.NoticeUnreadable, "", "没有内容；请提交通知全文", "there is nothing in it; please send the whole text of a notice")
	}
	format, err := noticeformat.Detect(r.Media, r.Body)
	if err != nil {
		return nil, problem.New(problem.MediaType, "", "text/plain, text/html, application/json, text/csv, .xlsx", r.Media)
	}
	text, err := noticeformat.Decode(r.Media, r.Body)
	if err != nil {
		return nil, formatError(err, "")
	}
	if format == noticeformat.FormatText {
		return readText(hint, string(noticeformat.Prose(text)), t)
	}
	n, err := noticeformat.Read(format, text, hint)
	if err != nil {
		return nil, formatError(err, "")
	}
	draft.Relate(&n, t)
	return &body{Kind: OfNotice, Notice: n}, nil
}

func readHint(given map[string]string, t *holidays.Table) (h noticeformat.Hint, err error) {
	h = noticeformat.Hint{Calendar: given["calendar"], Document: given["document"]}
	if h.Calendar == "" {
		return h, problem.OfQuery(problem.New(problem.MissingParameter, "/calendar", "calendar"))
	}
	if t.Calendar(h.Calendar) == nil {
		return h, problem.OfQuery(problem.New(deadlines.CodeCalendarUnknown, "/calendar", h.Calendar))
	}
	if year, ok := given["year"]; ok {
		if h.Year, err = strconv.Atoi(year); err != nil {
			return h, problem.OfQuery(problem.New(problem.InvalidParameter, "/year", "year", "年份", "a year"))
		}
	}
	if issued, ok := given["issued"]; ok {
		if h.Issued, err = holidays.ParseDate(issued); err != nil {
			return h, problem.OfQuery(problem.New(problem.InvalidDate, "/issued", "issued"))
		}
	}
	return h, nil
}

// readText reads the notice's own text. The hint holds if the text says nothing.
func readText(hint noticeformat.Hint, text string, t *holidays.Table) (*body, error) {
	if len(text) > MaxText {
		return nil, problem.New(problem.BodyTooLarge, "", MaxText)
	}
	r := noticetext.Read(hint.Calendar, text, t.Source())
	elsewhere := r.Calendar != "" && r.Calendar != hint.Calendar // the draft says whose it is
	if r.Nothing || !elsewhere && len(r.Notice.Entries)+len(r.Unparsed()) == 0 {
		return nil, problem.New(problem.NoticeUnreadable, "", "其中没有哪天放假、哪天上班，不像是通知；请提交通知全文", "it says of no day that it is off or worked, so it cannot be a notice; please send the whole text of one")
	}
	n := r.Notice
	n.Year, n.Document, n.Issued = cmp.Or(n.Year, hint.Year), cmp.Or(n.Document, hint.Document), cmp.Or(n.Issued, hint.Issued)
	if err := noticeformat.Limits(&n); err != nil {
		return nil, formatError(err, "")
	}
	return &body{Kind: OfNotice, Notice: n, Text: text}, nil
}

// formatError words an error of the formats, with the place where it stands in what
// stands at a pointer.
func formatError(err error, within string) error {
	fe, ok := errors.AsType[*noticeformat.Error](err)
	if !ok {
		return err
	}
	zh, en := fe.ZH, fe.EN
	if place := fe.Place.ZH(); place != "" {
		zh, en = place+"："+zh, fe.Place.EN()+": "+en
	}
	at := fe.Place.Pointer
	if at != "" {
		at = within + at
	}
	return problem.New(problem.NoticeUnreadable, at, zh, en)
}
