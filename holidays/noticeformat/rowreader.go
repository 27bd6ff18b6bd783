package noticeformat

import (
	"slices"
	"strconv"
	"strings"

	"shixian/holidays"
)

// row is one row of a table: its number and its cells.
type row struct {
	line  int
	cells []string
}

// maxColumns is how many columns a table may have, blank ones included.
const maxColumns = 64

// rowReader reads the rows of a CSV file or of a sheet, as they come: only what they
// arrange is kept.
type rowReader struct {
	cell    func(line, column int) string
	columns []string // the names of the columns, by index; "" for one without a heading
	rows    int      // read so far, the headings not counted
	notices []*rawNotice
	headers []header // of the notices
	other   *Error   // the first row that belongs to another notice than the rows above
}

// header is what the rows of one notice have in common.
type header struct {
	calendar, document, source, amends string
	restates, extends, replaces        string // festivals with a semicolon between them
	residueDays                        int
	residueReason                      string
	approximate                        bool
	year                               int
	issued                             holidays.Date
}

// entryColumns are the columns that say what an entry is, noticeColumns those
// that say which notice it belongs to.
var (
	entryColumns  = []string{"festival", "kind", "from", "to", "date"}
	noticeColumns = []string{"calendar", "year", "document", "issued", "amends", "source", "restates", "extends", "replaces", "residue_days", "residue_reason", "issued_approximate"}
)

// basisColumn says what a row rests on; it may be blank.
const basisColumn = "basis"

// headings are the names of the columns in Chinese.
var headings = map[string]string{
	"节日": "festival", "类型": "kind", "日期": "date",
	"起": "from", "开始": "from", "开始日期": "from", "止": "to", "结束": "to", "结束日期": "to",
	"日历": "calendar", "年度": "year", "年份": "year", "文号": "document", "成文日期": "issued", "印发日期": "issued",
	"依据": basisColumn, "修改": "amends", "重新安排": "restates", "增加": "extends", "更正": "replaces", "差额": "residue_days", "差额说明": "residue_reason", "来源": "source",
}

func columnOf(heading string) (string, bool) {
	h := strings.ToLower(heading)
	if slices.Contains(entryColumns, h) || slices.Contains(noticeColumns, h) || h == basisColumn {
		return h, true
	}
	name, ok := headings[h]
	return name, ok
}

// add reads the next row; the first is the headings. A row without a value is
// counted and passed over.
func (t *rowReader) add(r row) error {
	if t.columns != nil && len(r.cells) > 0 {
		if t.rows++; t.rows > MaxRows {
			return fail(CodeRows, Place{Line: r.line}, MaxRows)
		}
	}
	for i, c := range r.cells {
		r.cells[i] = strings.TrimSpace(strings.TrimPrefix(c, NoResult))
	}
	for len(r.cells) > 0 && r.cells[len(r.cells)-1] == "" {
		r.cells = r.cells[:len(r.cells)-1]
	}
	switch {
	case len(r.cells) == 0:
		return nil
	case len(r.cells) > maxColumns:
		return fail(CodeCells, t.place(r.line, len(r.cells)-1), r.cells[len(r.cells)-1])
	case t.columns == nil:
		return t.readHeadings(r)
	}
	return t.readRow(r)
}

// end returns the notice once all rows are read.
func (t *rowReader) end(hint Hint) (*rawNotice, error) {
	if len(t.notices) == 0 {
		return nil, fail(CodeNoEntries, Place{})
	}
	if one := hint.pick(t.notices); one != nil {
		return one, nil
	}
	return nil, t.other
}

func (t *rowReader) readHeadings(r row) error {
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

func (t *rowReader) has(column string) bool { return slices.Contains(t.columns, column) }

func (t *rowReader) place(line, column int) Place {
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
func (t *rowReader) value(r row, column string) (string, Place) {
	i := slices.Index(t.columns, column)
	if i < 0 {
		return "", Place{Line: r.line}
	}
	if i >= len(r.cells) {
		return "", t.place(r.line, i)
	}
	return r.cells[i], t.place(r.line, i)
}

func (t *rowReader) readRow(r row) error {
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
	n := slices.Index(t.headers, h)
	if n < 0 {
		if len(t.headers) > 0 && t.other == nil {
			t.other = t.disagree(r, h)
		}
		n = len(t.notices)
		t.begin(r, h)
	}
	t.notices[n].add(e, Place{Line: r.line})
	return nil
}

func (t *rowReader) entry(r row) (e holidays.Entry, err error) {
	for _, column := range entryColumns {
		s, at := t.value(r, column)
		if s == "" && t.has(column) {
			return e, fail(CodeMissing, at, column)
		}
	}
	s, at := t.value(r, basisColumn)
	if err := arranged(s, at); err != nil {
		return e, err
	}
	e.Festival, _ = t.value(r, "festival")
	s, at = t.value(r, "kind")
	kind, ok := kindOf(s)
	if !ok {
		return e, fail(CodeKind, at, s)
	}
	e.Kind = kind
	first, last := "from", "to"
	if t.has("date") {
		first, last = "date", "date"
	}
	if e.From, err = t.date(r, first); err == nil {
		e.To, err = t.date(r, last)
	}
	return e, err
}

func (t *rowReader) date(r row, column string) (holidays.Date, error) {
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
func (t *rowReader) headerOf(r row) (h header, err error) {
	h.calendar, _ = t.value(r, "calendar")
	h.document, _ = t.value(r, "document")
	h.amends, _ = t.value(r, "amends")
	h.restates, _ = t.value(r, "restates")
	h.extends, _ = t.value(r, "extends")
	h.replaces, _ = t.value(r, "replaces")
	h.source, _ = t.value(r, "source")
	h.residueReason, _ = t.value(r, "residue_reason")
	if s, at := t.value(r, "issued_approximate"); s != "" {
		if h.approximate = strings.EqualFold(s, "true"); !h.approximate { // spreadsheets write TRUE
			return h, fail(CodeType, at)
		}
	}
	if s, at := t.value(r, "residue_days"); s != "" {
		if h.residueDays, err = strconv.Atoi(s); err != nil {
			return h, fail(CodeType, at)
		}
	}
	if s, at := t.value(r, "year"); s != "" {
		if h.year, err = strconv.Atoi(s); err != nil {
			return h, fail(CodeYear, at, s, minYear, maxYear)
		}
	}
	if s, _ := t.value(r, "issued"); s != "" {
		if h.issued, err = t.date(r, "issued"); err != nil {
			return h, err
		}
	}
	return h, nil
}

// disagree names the first column in which a row, whose header is another, parts
// from the rows above.
func (t *rowReader) disagree(r row, h header) *Error {
	here, above := h.values(), t.headers[len(t.headers)-1].values()
	i := 0
	for here[i] == above[i] {
		i++
	}
	_, at := t.value(r, noticeColumns[i])
	return fail(CodeDisagree, at, here[i], above[i])
}

// values returns what the rows have in the columns noticeColumns.
func (h header) values() []any {
	return []any{h.calendar, h.year, h.document, h.issued, h.amends, h.source, h.restates, h.extends, h.replaces, h.residueDays, h.residueReason, h.approximate}
}

func (t *rowReader) begin(r row, h header) {
	d := &rawNotice{fields: map[string]Place{}, byDay: t.has("date"), whole: Place{Line: r.line}}
	d.Calendar, d.Year, d.Document, d.Issued, d.Amends, d.Source = h.calendar, h.year, h.document, h.issued, h.amends, h.source
	d.Restates, d.Extends, d.Replaces = festivalList(h.restates), festivalList(h.extends), h.replaces
	for _, column := range noticeColumns {
		_, d.fields[column] = t.value(r, column)
	}
	d.IssuedApproximate = h.approximate
	if h.residueDays != 0 || h.residueReason != "" {
		d.Residue = &holidays.Residue{Days: h.residueDays, Reason: h.residueReason}
		d.fields["residue"] = d.fields["residue_days"]
	}
	t.headers, t.notices = append(t.headers, h), append(t.notices, d)
}

// festivalSeparator stands between festivals in a cell; a festival's own name may
// have a 、.
const festivalSeparator = ";"

func festivalList(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.FieldsFunc(cell, func(r rune) bool { return r == ';' || r == '；' })
}
