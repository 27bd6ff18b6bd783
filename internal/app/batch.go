package app

import (
	"bufio"
	"cmp"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"strconv"
	"strings"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
	"shixian/internal/charset"
)

type batchCommand struct {
	offline
	File string `arg:"" help:"CSV 文件，首行是 rule、trigger 等字段名；- 为标准输入 / CSV file whose first line names the fields, such as rule and trigger; - for standard input."`
}

// added are the columns that stand behind those of the file.
var added = []string{"due", "certainty", "earliest", "latest", "problem", "answer", "explanation"}

// Run answers each row of a table, in order. It fails if a row has no answer, after all
// rows were printed.
func (c *batchCommand) Run(ctx context.Context, p Process) error {
	body, err := readInput(c.File)
	if err != nil {
		return fmt.Errorf(noFile.In(c.Lang), err)
	}
	t, catalogue, err := c.tables(ctx, p)
	if err != nil {
		return err
	}
	b := &batchRun{lang: c.Lang, asJSON: c.JSON, table: t, catalogue: catalogue, enc: wire.NewEncoder(catalogue), out: bufio.NewWriter(p.Stdout)}
	err = b.run(charset.Reader(body))
	return cmp.Or(b.out.Flush(), err) // which may both be that nothing can be written
}

// readInput reads a file, or standard input for "-".
func readInput(file string) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(os.Stdin)
	}
	return os.ReadFile(file)
}

// batchRun answers the rows of one table.
type batchRun struct {
	lang      string
	asJSON    bool
	table     *holidays.Table
	catalogue *deadlines.Catalogue
	enc       *wire.Encoder
	out       *bufio.Writer

	columns      []string
	rows, failed int
}

func (b *batchRun) run(in io.Reader) error {
	r := csv.NewReader(in)
	r.FieldsPerRecord = -1 // a short row lacks its last cells, and one too long is told
	head, err := r.Read()
	switch {
	case errors.Is(err, io.EOF):
		return errors.New(firstLine.In(b.lang))
	case strings.Contains(strings.Join(head, ""), "\x00"): // which no text has
		return errors.New(noText.In(b.lang))
	case err != nil:
		return b.unreadable(err)
	}
	b.columns = head
	w := csv.NewWriter(b.out)
	if !b.asJSON {
		_ = w.Write(append(head[:len(head):len(head)], added...)) // Flush tells
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			w.Flush() // the rows before it
			return b.unreadable(err)
		}
		b.rows++
		if missing := len(head) - len(row); missing > 0 {
			row = append(row, make([]string, missing)...)
		}
		if b.asJSON {
			b.printJSON(row)
		} else {
			_ = w.Write(b.answered(row)) // Flush tells
		}
	}
	w.Flush()
	if b.failed > 0 && w.Error() == nil {
		return fmt.Errorf(unanswered.In(b.lang), b.failed, b.rows)
	}
	return w.Error()
}

// unreadable says from which line on a table is no CSV.
func (b *batchRun) unreadable(err error) error {
	if wrong, ok := errors.AsType[*csv.ParseError](err); ok { // nothing else is wrong with a text that was read
		return fmt.Errorf(noCSV.In(b.lang), wrong.StartLine)
	}
	return err
}

var (
	noFile     = holidays.Text{ZH: "文件读不了：%w", EN: "the file cannot be read: %w"}
	noText     = holidays.Text{ZH: "文件不是 CSV；XLSX 请另存为 CSV，或用网页的“批量”", EN: "the file is no CSV; save an XLSX as CSV, or use the page “Batch”"}
	noCSV      = holidays.Text{ZH: "第 %d 行起引号不成对，读不下去", EN: "the quotes from line %d on do not pair, so that nothing after it is read"}
	firstLine  = holidays.Text{ZH: "首行应为字段名，如 rule,trigger", EN: "the first line names the fields, such as rule,trigger"}
	unanswered = holidays.Text{ZH: "%d 行没有答案，共 %d 行", EN: "%d of %d rows have no answer"}
)

// query is a row as the query of GET /v1/deadlines. Empty cells are fields that are not
// given, see [addField]. A cell too many is a field that there is not.
func (b *batchRun) query(row []string) string {
	v := url.Values{}
	for i, cell := range row {
		name, value := strconv.Itoa(i+1), strings.TrimSpace(cell)
		if i < len(b.columns) {
			name = b.columns[i]
		}
		if value != "" {
			addField(v, strings.TrimSpace(name), value)
		}
	}
	return v.Encode()
}

func (b *batchRun) answered(row []string) []string {
	out := append(row[:len(b.columns):len(b.columns)], make([]string, len(added))...)
	cells := out[len(b.columns):]
	var in wire.Input
	a, err := ask(&in, b.table, b.catalogue, b.query(row))
	if err != nil {
		b.failed++
		cells[4] = problem.Of(err, b.lang).Detail
		return out
	}
	for i, d := range map[int]holidays.Date{0: a.Due, 2: a.Earliest, 3: a.Latest} {
		if !d.IsZero() {
			cells[i] = d.String()
		}
	}
	cells[1] = string(a.Certainty())
	x := explained(b.lang, b.table, b.catalogue, &in.Question, &a)
	cells[5], cells[6] = explain.In(b.lang).Verdict(&a), x.Cell()
	return out
}

func (b *batchRun) printJSON(row []string) {
	var in wire.Input
	a, err := ask(&in, b.table, b.catalogue, b.query(row))
	var line []byte
	if err != nil {
		b.failed++
		p := problem.Of(err, b.lang)
		p.Line, p.Ref = int64(b.rows), in.Ref
		p.InQuery()
		line = wire.AppendProblem(nil, &p)
	} else {
		line = wire.AppendRef(nil, in.Ref)
		start := len(line)
		line = b.enc.AppendAnswer(line, &a, b.lang)
		wire.CloseRef(line, in.Ref, start)
	}
	_, _ = b.out.Write(append(line, '\n')) // Flush tells
}
