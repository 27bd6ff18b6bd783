// Package batch is the page on which a whole table is counted: a file or what was pasted
// comes in, the columns are guessed and can be corrected, each row gets its due day, and
// the table with its answers can be downloaded.
//
// Its assumptions:
//
//   - Nothing is kept between requests, so that any replica may take the next one. The
//     page's script sends the file each time; without it, people choose it again.
//   - A table takes much memory, so few are held at a time, and few of one client.
//   - All rows are answered by one table of calendars, and a file by the revision and
//     the day that the page showed.
package batch

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/admit"
	"shixian/api/admit/ratelimit"
	"shixian/api/answers"
	"shixian/api/console/page"
	"shixian/deadlines"
	"shixian/deadlines/search"
	"shixian/holidays"
	"shixian/holidays/noticeformat"
	"shixian/holidays/record"
)

// Answers answers questions. An [answers.Service] does.
type Answers interface {
	Catalogue() *deadlines.Catalogue
	// Today is the civil date in Asia/Shanghai.
	Today() holidays.Date
	// Table returns the table in force, and TableAt that of a revision.
	Table() (*holidays.Table, error)
	TableAt(ctx context.Context, p record.Position) (*holidays.Table, error)
	// Case answers a question by a table, and says where the matter stands.
	Case(t *holidays.Table, q *deadlines.Question, l deadlines.Look) (answers.Case, error)
}

// Config is what a handler is given.
type Config struct {
	Site    *page.Site
	Answers Answers
	Search  *search.Index // what a word that is asked about may mean
	Now     func() time.Time
	// ClientOf returns who sends a table.
	ClientOf func(*gin.Context) ratelimit.Client
}

// Handler answers requests for the page. It is safe for concurrent use.
type Handler struct {
	Config
	names    ruleNames
	arriving *admit.Pool
	counting chan struct{} // a place for each table
}

// How many tables are held in memory: those that arrive, of spreadsheet.MaxBytes at
// most, of which each client may have a quarter, and those that are counted, of which one takes up to
// 300 MiB. Who sends one too many is refused; who has sent one waits until it is counted.
const (
	maxArriving = 16
	maxCounting = 1
)

// New returns the handler.
func New(cfg Config) *Handler {
	return &Handler{cfg, newRuleNames(cfg.Answers.Catalogue(), cfg.Search), admit.NewPool(maxArriving), make(chan struct{}, maxCounting)}
}

// Mount adds the page to e and what counts to heavy; the examples, which ask nothing of
// the calendars, to public.
func (h *Handler) Mount(public, e, heavy gin.IRoutes) {
	page.Get(e, address, h.empty)
	heavy.POST(address, h.post)
	heavy.POST(address+"/run", h.run)
	heavy.POST(address+"/download", h.download)
	page.Get(public, address+"/example.xlsx", h.example(noticeformat.FormatXLSX))
	page.Get(public, address+"/example.csv", h.example(noticeformat.FormatCSV))
}

const address = "/batch"

// arrive takes a place for a table that arrives, which leave gives back.
func (h *Handler) arrive(c *gin.Context) (leave func(), err error) {
	client := h.ClientOf(c)
	if h.arriving.Enter(client, 1) != "" {
		return nil, errBusy
	}
	return func() { h.arriving.Leave(client, 1) }, nil
}

// wait waits until a table can be counted; leave makes room for the next one.
func (h *Handler) wait(ctx context.Context) (leave func(), err error) {
	select {
	case h.counting <- struct{}{}:
		return func() { <-h.counting }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (h *Handler) view(c *gin.Context) page.View {
	v := h.Site.View(c, address, "批量", "Batch")
	v.Address = address // what is sent cannot be asked for again in the other language
	return v
}

// empty is the page before anything was sent.
func (h *Handler) empty(c *gin.Context) {
	v := h.view(c)
	page.Render(c, http.StatusOK, batchPage(&v, h.newModel()))
}

// post answers the form without JavaScript: with the whole page.
func (h *Handler) post(c *gin.Context) {
	v := h.view(c)
	m := h.newModel()
	h.count(c, &v, m, func(*progress) error { return nil })
	h.extendWrite(c)
	page.Render(c, m.Status, batchPage(&v, m))
}

// readerTime is how long a reader may take to take in what is written.
const readerTime = 2 * time.Minute

// extendWrite gives an answer that took long to work out its time to go out.
func (h *Handler) extendWrite(c *gin.Context) {
	_ = http.NewResponseController(c.Writer).SetWriteDeadline(h.Now().Add(readerTime)) // not every writer has deadlines
}
