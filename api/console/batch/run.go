package batch

import (
	"encoding/json"
	"maps"
	"net/http"

	"github.com/gin-gonic/gin"

	"shixian/api/console/page"
)

// progress tells the page's script how far the work is, a line of JSON each. The last
// holds the part of the page that shows the outcome.
type progress struct {
	Read    int    `json:"read,omitempty"`    // rows read
	Counted int    `json:"counted,omitempty"` // rows answered
	Of      int    `json:"of,omitempty"`
	HTML    string `json:"html,omitempty"`
}

// run answers the form that the page's script sends: it tells how far it is while it
// works.
func (h *Handler) run(c *gin.Context) {
	v := h.view(c)
	m := h.newModel()
	m.Script = true
	header := c.Writer.Header()
	maps.Copy(header, page.Headers)
	header["Content-Type"] = []string{"application/x-ndjson"}
	header["X-Accel-Buffering"] = []string{"no"} // a proxy that gathers answers would hold the progress back
	h.count(c, &v, m, func(p *progress) error { return h.send(c, http.StatusOK, p) })
	html, err := page.RenderPart(c.Request.Context(), batchWork(&v, m))
	if err != nil {
		_ = c.Error(err) // the access log has it
		return
	}
	_ = h.send(c, m.Status, &progress{HTML: html}) // a caller who went away is not an error
}

// send writes a line and sends it immediately; the status goes out with the first.
func (h *Handler) send(c *gin.Context, status int, p *progress) error {
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	w := c.Writer
	if !w.Written() {
		w.WriteHeader(status)
	}
	h.extendWrite(c)
	if _, err := w.Write(append(b, '\n')); err != nil {
		return err
	}
	return http.NewResponseController(w).Flush()
}
