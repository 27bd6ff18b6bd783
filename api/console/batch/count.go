package batch

import (
	"context"

	"github.com/gin-gonic/gin"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/record"
)

// reportEvery is after how many rows the page is told how far the work is.
const reportEvery = 2000

// count reads the form and its table, and counts. What goes wrong is put into m.
func (h *Handler) count(c *gin.Context, v *page.View, m *model, report func(*progress) error) {
	err := h.take(c, v, m, report, func(k *rowCounter) error {
		m.Result = newOutcome(k, m.Show)
		rows := m.Table.Rows[m.Map.Header+1:]
		for i, row := range rows {
			got := k.count(row)
			m.Result.add(&got)
			if (i+1)%reportEvery == 0 {
				if err := report(&progress{Counted: i + 1, Of: len(rows)}); err != nil {
					return err
				}
			}
		}
		return c.Request.Context().Err()
	})
	m.refuse(c, v, err)
}

// take takes in the form and its table, and hands a counter to count if it is known
// what the columns mean.
func (h *Handler) take(c *gin.Context, v *page.View, m *model, report func(*progress) error, count func(*rowCounter) error) error {
	ctx := c.Request.Context()
	leave, err := h.arrive(c)
	if err != nil {
		return err
	}
	defer leave()
	f, err := h.readForm(c)
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
	leave, err = h.wait(ctx)
	if err != nil {
		return err
	}
	defer leave()
	f.File, f.Text = nil, "" // the table takes its place
	m.Show = shownKind(f.Fields["show"])
	m.Table, err = spreadsheet.Read(body, h.names.choose(f.Fields["sheet"]), func(rows int) error { return report(&progress{Read: rows}) })
	if err != nil || len(m.Table.Rows) == 0 {
		return err
	}
	if m.Keep && m.Table.Editable() {
		m.Body = body
	}
	m.Map = h.names.mappingOf(m.Table, f.Fields)
	if len(m.Table.Rows)-m.Map.Header-1 > spreadsheet.MaxRows {
		return spreadsheet.TooManyRows()
	}
	k, err := h.counter(ctx, v, m, f.Fields)
	if err != nil || !m.Map.complete() {
		return err
	}
	return count(k)
}

// counter returns what answers the rows: by the table in force, or for a file by the
// revision and as of the day that the page showed.
func (h *Handler) counter(ctx context.Context, v *page.View, m *model, fields map[string]string) (*rowCounter, error) {
	revision, look := "", deadlines.Look{At: h.Answers.Today(), Yellow: deadlines.DefaultYellow}
	if m.Pinned {
		revision = fields["revision"]
		if at, err := holidays.ParseDate(fields["at"]); err == nil {
			look.At = at
		}
	}
	t, err := h.table(ctx, revision)
	if err != nil {
		return nil, err
	}
	k := &rowCounter{
		answers: h.Answers, v: v, names: h.names, calendar: t, look: look, mapping: m.Map, fields: fields,
		asked: &questions{names: h.names, byField: map[string]*matterQuestion{}}, urgent: map[string]bool{},
	}
	m.Questions = k.asked
	k.unread = k.mapping.unread()
	if m.Map.Header >= 0 {
		k.header = k.together(m.Table.Rows[m.Map.Header])
		if m.Map.Header > 0 && upper(m.Table.Rows[m.Map.Header-1]) {
			k.upper = k.together(m.Table.Rows[m.Map.Header-1])
		}
	}
	k.city, k.urgency = k.headedBy(cityHeading), k.headedBy(urgencyHeading)
	k.numbered = numbersRows(m.Table.Rows[m.Map.Header+1:])
	k.asked.findYears(m.Table.Rows[m.Map.Header+1:], &k.mapping)
	k.asked.answerYears(fields)
	k.reader = spreadsheet.Reader{Date1904: m.Table.Date1904, Today: look.At, Year: k.yearOf}
	return k, nil
}

// table returns the table of a revision, or the one in force for "".
func (h *Handler) table(ctx context.Context, revision string) (*holidays.Table, error) {
	if revision == "" {
		return h.Answers.Table()
	}
	p, err := record.ParsePosition(revision)
	switch {
	case err != nil:
		return nil, errNoForm
	case p == record.Beginning:
		return h.Answers.Table()
	}
	return h.Answers.TableAt(ctx, p)
}
