package noticeformat

import (
	"slices"
	"strconv"
	"strings"

	"shixian/holidays"
)

// row is one row of a table: its number and its cells, trimmed.
type row struct {
	line  int
	cells []string
}

// table reads the rows of a CSV file or of a sheet.
type table struct {
	several bool // whether rows of another notice begin another notice
	cell    func(line, column int) string
	columns []string // the names of the columns, by index; "" for one without a heading
	drafts  []*draft
	header  header // of the last draft
}

// header is what the rows of one notice have in common.
type header struct {
	calendar, document, source, amends string
	year                               int
	issued                             holidays.Date
}

// entryColumns are the columns that say what an entry is, noticeColumns those
// that say which notice it belongs to.
var (
	entryColumns  = []string{"festival", "kind", "from", "to", "date"}
	noticeColumns = []string{"calendar", "year", "document", "issued", "amends", "source"}
)

// headings are the names of the columns in Chinese.
var headings = map[string]string{
	"节日": "festival", "类型": "kind", "日期": "date",
	"起": "from", "开始": "from", "开始日期": "from", "止": "to", "结束": "to", "结束日期": "to",
	"日历": "calendar", "年度": "year", "年份": "year", "文号": "document", "成文日期": "issued", "印发日期": "issued",
	"修改": "amends", "来源": "source",
}

// columnOf returns the name of the column under a heading.
func columnOf(heading string) (string, bool) {
	h := strings.ToLower(heading)
	if slices.Contains(entryColumns, h) || slices.Contains(noticeColumns, h) {
		return h, true
	}
	name, ok := headings[h]
	return name, ok
}

// read reads the rows, the headings first. Rows without a value are passed over.
func (t *table) read(rows []row) ([]*draft, error) {
	for _, r := range rows {
		if !slices.ContainsFunc(r.cells, func(c string) bool { return c != "" }) {
			continue
		}
		var err error
		if t.columns == nil {
			err = t.readHeadings(r)
		} else {
			err = t.readRow(r)
		}
		if err != nil {
			return nil, err
		}
	}
	if len(t.drafts) == 0 {
		return nil, fail(CodeNoEntries, Place{})
	}
	return t.drafts, nil
}

func (t *table) readHeadings(r row) error {
	t.columns = make([]string, len(r.cells))
	for i, h := range r.cells {
		if h == "" {
			continue
		}
		name, ok := columnOf(h)
		switch {
		case !ok:
			return fail(CodeUnknown, t.place(r.line, i), h)
		case slices.Contains(t.columns, name):
			return fail(CodeDoubled, t.place(r.line, i), h)
		}
		t.columns[i] = name
	}
	needed := []string{"festival", "kind", "from", "to"}
	if t.has("date") {
		needed = needed[:2]
		if i := slices.IndexFunc(t.columns, func(c string) bool { return c == "from" || c == "to" }); i >= 0 {
			return fail(CodeUnknown, t.place(r.line, i), r.cells[i])
		}
	}
	for _, name := range needed {
		if !t.has(name) {
			return fail(CodeColumn, Place{Line: r.line}, name)
		}
	}
	return nil
}

func (t *table) has(column string) bool { return slices.Contains(t.columns, column) }

// place returns the place of a cell.
func (t *table) place(line, column int) Place {
	p := Place{Line: line}
	if t.cell != nil {
		p.Cell = t.cell(line, column)
	}
	if column < len(t.columns) {
		p.Column = t.columns[column]
	}
	return p
}

// value returns what a row has in a column, and where.
func (t *table) value(r row, column string) (string, Place) {
	i := slices.Index(t.columns, column)
	if i < 0 {
		return "", Place{Line: r.line}
	}
	if i >= len(r.cells) {
		return "", t.place(r.line, i)
	}
	return r.cells[i], t.place(r.line, i)
}

func (t *table) readRow(r row) error {
	for i, c := range r.cells {
		if c != "" && (i >= len(t.columns) || t.columns[i] == "") {
			return fail(CodeCells, t.place(r.line, i), c)
		}
	}
	e, err := t.entry(r)
	if err != nil {
		return err
	}
	h, err := t.headerOf(r)
	if err != nil {
		return err
	}
	if len(t.drafts) > 0 && h != t.header && !t.several {
		return t.disagree(r, h)
	}
	if len(t.drafts) == 0 || h != t.header {
		t.begin(r, h)
	}
	t.drafts[len(t.drafts)-1].add(e, Place{Line: r.line})
	return nil
}

// entry reads what a row arranges.
func (t *table) entry(r row) (holidays.Entry, error) {
	var e holidays.Entry
	for _, column := range entryColumns {
		s, at := t.value(r, column)
		if s == "" && t.has(column) {
			return e, fail(CodeMissing, at, column)
		}
	}
	e.Festival, _ = t.value(r, "festival")
	s, at := t.value(r, "kind")
	kind, ok := kindOf(s)
	if !ok {
		return e, fail(CodeKind, at, s)
	}
	e.Kind = kind
	if t.has("date") {
		var err error
		e.From, err = t.date(r, "date")
		e.To = e.From
		return e, err
	}
	var err error
	if e.From, err = t.date(r, "from"); err == nil {
		e.To, err = t.date(r, "to")
	}
	return e, err
}

// date reads the date that a row has in a column.
func (t *table) date(r row, column string) (holidays.Date, error) {
	s, at := t.value(r, column)
	if d, ok := dateOf(s); ok {
		return d, nil
	}
	if serial.MatchString(s) {
		return holidays.Date{}, fail(CodeNumber, at, s)
	}
	return holidays.Date{}, fail(CodeDate, at, s)
}

// headerOf reads which notice a row belongs to.
func (t *table) headerOf(r row) (header, error) {
	var h header
	h.calendar, _ = t.value(r, "calendar")
	h.document, _ = t.value(r, "document")
	h.amends, _ = t.value(r, "amends")
	h.source, _ = t.value(r, "source")
	if s, at := t.value(r, "year"); s != "" {
		var err error
		if h.year, err = strconv.Atoi(s); err != nil {
			return h, fail(CodeYear, at, s, minYear, maxYear)
		}
	}
	if s, _ := t.value(r, "issued"); s != "" {
		var err error
		if h.issued, err = t.date(r, "issued"); err != nil {
			return h, err
		}
	}
	return h, nil
}

// disagree names the first column in which a row parts from the rows above.
func (t *table) disagree(r row, h header) error {
	above := t.header
	for _, f := range []struct {
		column     string
		here, seen any
	}{
		{"calendar", h.calendar, above.calendar}, {"year", h.year, above.year}, {"document", h.document, above.document},
		{"issued", h.issued, above.issued}, {"amends", h.amends, above.amends}, {"source", h.source, above.source},
	} {
		if f.here != f.seen {
			_, at := t.value(r, f.column)
			return fail(CodeDisagree, at, f.here, f.seen)
		}
	}
	return nil
}

// begin begins the next notice with a row.
func (t *table) begin(r row, h header) {
	d := &draft{fields: map[string]Place{}, byDay: t.has("date"), whole: Place{Line: r.line}}
	d.Calendar, d.Year, d.Document, d.Issued, d.Amends, d.Source = h.calendar, h.year, h.document, h.issued, h.amends, h.source
	for _, column := range noticeColumns {
		_, d.fields[column] = t.value(r, column)
	}
	t.header = h
	t.drafts = append(t.drafts, d)
}
