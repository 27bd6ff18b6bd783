package api

import (
	"fmt"
	"mime"
	"net/http"
	"strconv"
	"strings"

	ics "github.com/arran4/golang-ical"
	"github.com/gin-gonic/gin"

	"shixian/api/etag"
	"shixian/api/icalendar"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
)

// offered are the forms by their media types, the one first that a caller gets who does
// not mind.
var offered = []struct{ media, format string }{
	{"application/json", wire.FormatJSON}, {"text/plain", wire.FormatText}, {"text/calendar", wire.FormatICS},
}

// formatOf returns the form that a query asks for, or else the one that Accept prefers;
// JSON if that names none of them.
func formatOf(c *gin.Context, asked string) string {
	accept := c.Request.Header["Accept"]
	switch {
	case asked != "":
		return asked
	case len(accept) == 0 || len(accept) == 1 && (accept[0] == "*/*" || accept[0] == "application/json"):
		return wire.FormatJSON
	}
	return preferred(strings.Join(accept, ","))
}

// preferred returns the form of the greatest weight by an Accept header (RFC 9110, 12.5.1);
// of equal ones, that which the header names first. Of each form the most specific range
// tells the weight; what cannot be read is passed over.
func preferred(accept string) string {
	ranks := make([]rank, len(offered))
	at := 0
	for part := range strings.SplitSeq(accept, ",") {
		at++
		media, parameters, err := mime.ParseMediaType(part)
		weight := 1.0
		if q, given := parameters["q"]; given && err == nil {
			weight, err = strconv.ParseFloat(q, 64)
		}
		if err != nil {
			continue
		}
		for i := range offered {
			if s := specificity(media, offered[i].media); s > ranks[i].specific {
				ranks[i] = rank{s, weight, at}
			}
		}
	}
	best := 0
	for i, r := range ranks {
		if b := ranks[best]; r.weight > b.weight || r.weight == b.weight && r.weight > 0 && r.at < b.at {
			best = i
		}
	}
	return offered[best].format
}

// rank is what a header says of a form: by a range how specific, of what weight, and which
// in the header it is.
type rank struct {
	specific int
	weight   float64
	at       int
}

// specificity tells how specific a range is that admits a media type; 0 if it does not.
func specificity(wanted, media string) int {
	group, _, _ := strings.Cut(media, "/")
	switch wanted {
	case media:
		return 3
	case group + "/*":
		return 2
	case "*/*":
		return 1
	}
	return 0
}

// writeDue answers with the due day alone, or as an event. An answer without a due day
// cannot be told so.
func (h *deadlineHandler) writeDue(c *gin.Context, call *answering, q *deadlines.Question, format string) error {
	var a deadlines.Answer
	if err := h.answers.Answer(&a, call.table, q); err != nil {
		return err
	}
	if !a.Rule.HasDue() {
		return problem.New(deadlines.CodeNoDueDate, "/rule", a.Rule.ID, a.Rule.Title)
	}
	header := c.Writer.Header()
	header["Vary"] = varyAccept
	if format == wire.FormatText {
		etag.File(c, "text/plain; charset=utf-8", []byte(a.Due.String()))
		return nil
	}
	lang := call.present.Lang
	tellLanguage(c, lang)
	etag.Check(c) // without a tag: it says when it was made
	header.Set("Content-Disposition", `attachment; filename="shixian-`+a.Due.String()+`.ics"`)
	cal := icalendar.New(lang)
	due := icalendar.Due{
		Key: questionKey(q, &a), Revision: a.Calendar.Revision(), Answer: &a, Text: h.explanation(lang, call.table, q, &a).Text(), Told: icalendar.Usual,
	}
	due.Add(cal, lang, h.now())
	c.Data(http.StatusOK, icalendar.MediaType, []byte(cal.Serialize(ics.WithNewLineWindows)))
	return nil
}

// questionKey names a question, whatever the table that answers it.
func questionKey(q *deadlines.Question, a *deadlines.Answer) []byte {
	return fmt.Appendf(nil, "%s %s %s %d %s %s %v %s %v", q.Rule, a.Calendar.ID(), q.Trigger, q.Amount, q.Agreed, q.Roll, q.Suspended, q.AsOf, q.Interpret)
}
