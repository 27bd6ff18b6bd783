package batch

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/api/problem"
	"shixian/holidays"
	"shixian/internal/body"
)

// form is the form of the page as it was sent.
type form struct {
	Name   string // of the file
	File   []byte
	Text   string // pasted
	Fields map[string]string
}

// uploadTime is how long a form may take to arrive.
const uploadTime = 2 * time.Minute

// maxField is the longest of the small fields, in bytes.
const maxField = 4 << 10

// drained is how much of a file that is too large is still read, so that the browser
// comes to read the answer.
const drained = 10 * spreadsheet.MaxBytes

// refusal is what keeps a table from being counted, in words.
type refusal struct {
	status int
	text   holidays.Text
}

func (r *refusal) Error() string { return r.text.EN }

var (
	errNoForm = &refusal{http.StatusBadRequest, holidays.Text{
		ZH: "表单没有完整送达。请重新打开本页，再试一次。", EN: "The form did not arrive whole. Please open this page again and retry.",
	}}
	errManyFields = &refusal{http.StatusRequestEntityTooLarge, page.TooManyFields}
	errLongField  = &refusal{http.StatusRequestEntityTooLarge, holidays.Text{
		ZH: fmt.Sprintf("表单里除了表格，每一项最多 %d KB。", maxField>>10), EN: fmt.Sprintf("Each field of the form but the table has at most %d KB.", maxField>>10),
	}}
	errNoTable = &refusal{http.StatusUnprocessableEntity, holidays.Text{
		ZH: "还没有表格。请选择一个文件，或把表格粘贴到文本框里。", EN: "There is no table yet. Please choose a file, or paste the table into the field.",
	}}
	errBusy = &refusal{http.StatusServiceUnavailable, holidays.Text{
		ZH: "正在处理的表格太多，这一个没有收下。请稍后再发。", EN: "Too many tables are in progress, and this one was not taken. Please send it again in a moment.",
	}}
	errForgotten = &refusal{http.StatusUnprocessableEntity, holidays.Text{
		ZH: "请再选一次文件：没有 JavaScript 时，浏览器每一步之后都会忘掉所选的文件。",
		EN: "Please choose the file again: without JavaScript the browser forgets it after each step.",
	}}
)

// readForm reads the form. It keeps the file in memory and nowhere else.
func (h *Handler) readForm(c *gin.Context) (*form, error) {
	_ = http.NewResponseController(c.Writer).SetReadDeadline(h.Now().Add(uploadTime)) // not every writer has deadlines
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, drained)
	parts, err := c.Request.MultipartReader()
	if err != nil {
		return nil, errNoForm
	}
	f := &form{Fields: map[string]string{}}
	var tooLong error
	for n := 0; ; n++ {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, formError(err)
		}
		if n == page.MaxFields {
			return nil, errManyFields
		}
		if err := f.take(part, c.Request.ContentLength); errors.Is(err, errTooLarge) || errors.Is(err, errLongField) {
			tooLong = err // the answer is read once all is sent
		} else if err != nil {
			return nil, formError(err)
		}
	}
	return f, tooLong
}

var errTooLarge error = spreadsheet.TooLarge()

func formError(err error) error {
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return errTooLarge
	}
	if problem.CodeOf(err) == problem.Overloaded {
		return errBusy
	}
	return errNoForm
}

// take reads one field of a form of a length.
func (f *form) take(part *multipart.Part, length int64) error {
	most, tooLong := maxField, error(errLongField)
	if part.FormName() == "file" || part.FormName() == "text" {
		most, tooLong = spreadsheet.MaxBytes, errTooLarge
	}
	text, err := body.ReadAll(io.LimitReader(part, int64(most)+1), nil, min(length, int64(most)))
	if err != nil {
		return err
	}
	if len(text) > most {
		if _, err := io.Copy(io.Discard, part); err != nil {
			return err
		}
		return tooLong
	}
	switch part.FormName() {
	case "file":
		if part.FileName() != "" {
			f.Name, f.File = part.FileName(), text
		}
	case "text":
		f.Text = string(text)
	default:
		f.Fields[part.FormName()] = string(text)
	}
	return nil
}

// body returns the table that was sent: the file, or what was pasted.
func (f *form) body() ([]byte, error) {
	switch {
	case f.Name != "":
		return f.File, nil
	case f.Text != "":
		return []byte(f.Text), nil
	case f.Fields["source"] != "":
		return nil, errForgotten
	}
	return nil, errNoTable
}
