package calculator

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"rsc.io/qr"

	"shixian/api/console/page"
	"shixian/api/console/question"
)

// reminders are those that a person can choose for the event of a due day: the number of
// working days before it.
var reminders = []struct {
	page.Choice
	before int
	usual  bool
}{
	{page.ChoiceOf("0", "当天", "the day itself"), 0, true},
	{page.ChoiceOf("1", "前一个工作日", "1 working day before"), 1, true},
	{page.ChoiceOf("3", "前3个工作日", "3 working days before"), 3, false},
}

// shared is what is passed on of an answer.
type shared struct {
	Text string // the explanation and the link
	Code string // the address of the link as a QR code; "" if it is too long for one
	// Fields are the question's, for the form of the event.
	Fields []question.Parameter
}

// share fills in what can be passed on, and says the answer in the page's title and card.
func share(v *page.View, m *model) {
	pinned := m.Form
	pinned.Revision = m.Case.Position
	link := m.Origin + "/?" + m.Pinned
	m.Shared = &shared{Text: m.Text + "\n" + link, Fields: pinned.Parameters()}
	if len(link) <= mostInCode {
		m.Shared.Code = "/deadline.svg?" + m.Pinned
	}
	rule := m.Case.Answer.Rule
	v.Title = v.Words().Headline(&m.Case.Answer) + v.T(" · ", " · ") + v.In(rule.Title) + v.T("（"+v.In(rule.Jurisdiction.Name)+"）", " ("+v.In(rule.Jurisdiction.Name)+")")
	v.Card = &page.Card{Title: v.Title, Text: m.Text, Address: link}
}

// code is the address of an answer as a QR code, a picture in SVG.
func (h *Handler) code(c *gin.Context) {
	form := question.Read(h.answers.Catalogue(), c.Request.URL.Query())
	if !form.Complete() {
		c.Status(http.StatusNotFound)
		return
	}
	code, err := qr.Encode(h.site.Origin(c)+"/?"+form.Query(), qr.L)
	if err != nil { // longer than a code can be
		c.Status(http.StatusNotFound)
		return
	}
	c.Header("Cache-Control", "no-store")
	c.Data(http.StatusOK, "image/svg+xml", []byte(svg(code)))
}

// mostInCode is how long a link can be to fit into the largest code, in bytes (ISO/IEC
// 18004, version 40-L).
const mostInCode = 2953

// quiet is the margin around a code, in modules (ISO/IEC 18004).
const quiet = 4

// svg draws a code, a path of one square a module.
func svg(code *qr.Code) string {
	var path strings.Builder
	for y := range code.Size {
		for x := range code.Size {
			if code.Black(x, y) {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %[1]d %[1]d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%[1]dv%[1]dH0z"/><path d="%[2]s"/></svg>`,
		code.Size+2*quiet, path.String())
}
