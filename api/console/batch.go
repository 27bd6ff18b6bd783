package console

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"shixian/api/console/page"
	"shixian/api/console/spreadsheet"
	"shixian/deadlines"
	"shixian/holidays"
)

// batches bounds how many tables are held in memory at once. Those who come later
// wait; with nothing kept between requests, any replica may take the next one.
type batches struct {
	arriving, counting chan struct{}
	names              ruleNames
}

const (
	maxArriving = 16 // forms, of spreadsheet.MaxBytes at most
	maxCounting = 2
)

func newBatches(cat *deadlines.Catalogue) batches {
	return batches{make(chan struct{}, maxArriving), make(chan struct{}, maxCounting), newRuleNames(cat)}
}

// enter waits for a place, which leave gives back.
func enter(ctx context.Context, places chan struct{}) (leave func(), err error) {
	select {
	case places <- struct{}{}:
		return func() { <-places }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// batchView is what the page of tables shows.
type batchView struct {
	Text   string // pasted
	Source string // the name of the file, "" where it was pasted
	Script bool   // the page's script asked, which still has the file
	Pinned bool   // the form names the revision and the day of an answer shown before

	Status  int
	Problem *batchProblem
	Table   *spreadsheet.Table // nil where none could be read
	Map     mapping
	Result  *batchResult // nil where it is not known what to count

	Districts []*deadlines.Jurisdiction
	Rules     []*deadlines.Rule
}

// batchProblem is why nothing was counted.
type batchProblem struct{ Title, Detail string }

// batch is the page before anything was sent.
func (p *Console) batch(c *gin.Context) {
	v := p.batchPageView(c)
	page.Render(c, http.StatusOK, batchPage(&v, p.newBatchView()))
}

func (p *Console) batchPageView(c *gin.Context) page.View {
	v := p.site.View(c, "/batch", "批量", "Batch")
	v.Address = "/batch" // what is sent cannot be asked for again in the other language
	return v
}

func (p *Console) newBatchView() *batchView {
	cat := p.desk.Catalogue()
	return &batchView{Status: http.StatusOK, Districts: cat.Jurisdictions, Rules: cat.Rules}
}

// batchPost answers the form where there is no script: with the whole page.
func (p *Console) batchPost(c *gin.Context) {
	v := p.batchPageView(c)
	m := p.newBatchView()
	p.work(c, &v, m, func(*batchNote) error { return nil })
	p.awaitReader(c)
	page.Render(c, m.Status, batchPage(&v, m))
}

// batchNote tells the page's script how far the work is, a line of JSON each. The last
// holds the part of the page that shows the outcome.
type batchNote struct {
	Read    int    `json:"read,omitempty"`    // rows read
	Counted int    `json:"counted,omitempty"` // rows answered
	Of      int    `json:"of,omitempty"`
	HTML    string `json:"html,omitempty"`
}

// batchRun answers the form where the script sends it: it tells how far it is while it
// works.
func (p *Console) batchRun(c *gin.Context) {
	v := p.batchPageView(c)
	m := p.newBatchView()
	m.Script = true
	out := newNotes(c, p)
	p.work(c, &v, m, out.send)
	html, err := page.RenderPart(c.Request.Context(), batchWork(&v, m))
	if err != nil {
		_ = c.Error(err) // the access log has it
		return
	}
	out.status = m.Status
	_ = out.send(&batchNote{HTML: html}) // a caller who went away is not an error
}

// notes writes lines of JSON, each sent at once.
type notes struct {
	p      *Console
	w      gin.ResponseWriter
	rc     *http.ResponseController
	status int
}

func newNotes(c *gin.Context, p *Console) *notes {
	h := c.Writer.Header()
	for name, value := range page.Headers {
		h[name] = value
	}
	h["Content-Type"] = []string{"application/x-ndjson"}
	h["X-Accel-Buffering"] = []string{"no"} // a proxy that gathers answers would hold the progress back
	return &notes{p, c.Writer, http.NewResponseController(c.Writer), http.StatusOK}
}

func (n *notes) send(note *batchNote) error {
	b, err := json.Marshal(note)
	if err != nil {
		return err
	}
	if !n.w.Written() {
		n.w.WriteHeader(n.status)
	}
	_ = n.rc.SetWriteDeadline(n.p.desk.Now().Add(readerPatience)) // not every writer has deadlines
	if _, err := n.w.Write(append(b, '\n')); err != nil {
		return err
	}
	return n.rc.Flush()
}

// readerPatience is how long a reader may take to take in what is written.
const readerPatience = 2 * time.Minute

// awaitReader gives an answer that took long to work out its time to go out.
func (p *Console) awaitReader(c *gin.Context) {
	_ = http.NewResponseController(c.Writer).SetWriteDeadline(p.desk.Now().Add(readerPatience)) // not every writer has deadlines
}

// work reads the form and its table, and counts. What goes wrong is put into m.
func (p *Console) work(c *gin.Context, v *page.View, m *batchView, note func(*batchNote) error) {
	err := p.taken(c, v, m, func(k *rowCounter) error {
		m.Result = &batchResult{Revision: k.calendar.Revision(), At: k.look.At}
		rows := m.Table.Rows[m.Map.Header+1:]
		for i, row := range rows {
			got := k.count(row)
			m.Result.add(k, &got)
			if (i+1)%noteEvery == 0 {
				if err := note(&batchNote{Counted: i + 1, Of: len(rows)}); err != nil {
					return err
				}
			}
		}
		return c.Request.Context().Err()
	}, note)
	m.refuse(c, v, p, err)
}

// noteEvery is after how many rows the page is told how far the work is.
const noteEvery = 2000

// taken takes in the form and its table, and hands a counter to count where it is
// known what the columns mean.
func (p *Console) taken(c *gin.Context, v *page.View, m *batchView, count func(*rowCounter) error, note func(*batchNote) error) error {
	ctx := c.Request.Context()
	leave, err := enter(ctx, p.batches.arriving)
	if err != nil {
		return err
	}
	defer leave()
	f, err := p.readBatchForm(c)
	if err != nil {
		return err
	}
	body, err := f.body()
	if err != nil {
		return err
	}
	if m.Source = f.Name; f.Name == "" {
		m.Text = f.Text
	}
	leave, err = enter(ctx, p.batches.counting)
	if err != nil {
		return err
	}
	defer leave()
	if p.Hold != nil {
		defer p.Hold()()
	}
	f.File, f.Text = nil, "" // the table takes its place
	m.Table, err = spreadsheet.Read(body, func(rows int) error { return note(&batchNote{Read: rows}) })
	if err != nil {
		return err
	}
	m.Map = p.batches.names.mappingOf(m.Table, f.Fields)
	if len(m.Table.Rows)-m.Map.Header-1 > spreadsheet.MaxRows {
		return spreadsheet.TooManyRows()
	}
	k, err := p.counter(ctx, v, m, f.Fields)
	if err != nil || !m.Map.complete() {
		return err
	}
	return count(k)
}

// counter returns what answers the rows: by the table in force, or for a file by the
// revision and as of the day that the page showed.
func (p *Console) counter(ctx context.Context, v *page.View, m *batchView, fields map[string]string) (*rowCounter, error) {
	if !m.Pinned {
		fields = nil
	}
	revision, err := strconv.ParseInt(cmp.Or(fields["revision"], "-1"), 10, 64)
	if err != nil {
		return nil, errNoForm
	}
	t, err := p.desk.Table(ctx, revision)
	if err != nil {
		return nil, err
	}
	look := deadlines.Look{At: p.desk.Today(), Yellow: deadlines.DefaultYellow}
	if at, err := holidays.ParseDate(fields["at"]); err == nil {
		look.At = at
	}
	k := &rowCounter{
		desk: p.desk, v: v, names: p.batches.names, calendar: t, look: look, mapping: m.Map, date1904: m.Table.Date1904,
	}
	if m.Map.Header >= 0 {
		k.headings = m.Table.Rows[m.Map.Header]
	}
	return k, nil
}

// refuse puts an error into words.
func (m *batchView) refuse(c *gin.Context, v *page.View, p *Console, err error) {
	if err == nil {
		return
	}
	m.Result = nil
	m.Problem = &batchProblem{Title: v.T("这张表没有算", "This table was not counted")}
	var form *refusal
	var table *spreadsheet.Error
	switch {
	case errors.As(err, &form):
		m.Status, m.Problem.Detail = form.status, v.In(form.text)
	case errors.As(err, &table):
		m.Status, m.Problem.Detail, m.Table = http.StatusUnprocessableEntity, v.In(table.Text), nil
		if table.Code == spreadsheet.CodeBytes {
			m.Status, m.Text = http.StatusRequestEntityTooLarge, ""
		}
	default:
		problem := p.desk.Problem(err, v.Lang)
		m.Status, m.Problem.Detail = problem.Status, problem.Detail
		if c.Request.Context().Err() == nil && problem.Status == http.StatusInternalServerError {
			_ = c.Error(err) // the access log has it
		}
	}
}
