package chaos

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"

	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/deadlines/rules/rulestest"
	"shixian/holidays"
	"shixian/holidays/data/datatest"
	"shixian/holidays/record"
)

// oracle knows what every answer has to be: it has the record, revision by revision.
type oracle struct {
	src       *holidays.Source
	catalogue *deadlines.Catalogue
	encoder   *wire.Encoder
	events    []record.Event
	tables    map[int64]*holidays.Table
}

// maxTables bounds the tables that are kept; each takes some megabytes.
const maxTables = 16

func newOracle() *oracle {
	catalogue := rulestest.Catalogue()
	return &oracle{src: datatest.Table().Source(), catalogue: catalogue, encoder: wire.NewEncoder(catalogue), tables: map[int64]*holidays.Table{}}
}

// learn takes over the whole record. It is an error if its chain is broken, or
// if it lacks an event that it had before.
func (o *oracle) learn(events []record.Event) error {
	if err := record.Verify(nil, events); err != nil {
		return err
	}
	if len(events) < len(o.events) {
		return fmt.Errorf("the record had %d events and now has %d", len(o.events), len(events))
	}
	for i := range o.events {
		if events[i].Hash != o.events[i].Hash {
			return fmt.Errorf("event %d is another than before", i)
		}
	}
	o.events = events
	return nil
}

func (o *oracle) table(revision int64) (*holidays.Table, error) {
	if revision < 0 || revision >= int64(len(o.events)) {
		return nil, fmt.Errorf("the record has no revision %d", revision)
	}
	if table := o.tables[revision]; table != nil {
		return table, nil
	}
	state := record.Fold(o.events[:revision+1])
	src := &holidays.Source{Definitions: o.src.Definitions, Statutory: o.src.Statutory}
	changed := map[string]int64{}
	for _, def := range o.src.Definitions {
		for _, n := range state.Notices {
			if n.Calendar == def.ID {
				src.Notices = append(src.Notices, n)
			}
		}
		for _, up := range o.src.Lineage(def.ID) {
			changed[def.ID] = max(changed[def.ID], state.Changed[up.ID])
		}
	}
	table, err := holidays.NewTable(src, revision, changed)
	if err != nil {
		return nil, err
	}
	if len(o.tables) == maxTables {
		clear(o.tables)
	}
	o.tables[revision] = table
	return table, nil
}

// named is what an answer says of the tables that it was counted by.
type named struct {
	Revision int64         `json:"calendar_revision"`
	At       holidays.Date `json:"at"`
	Results  []named       `json:"results"`
}

// readNamed reads one JSON value, or one on each line.
func readNamed(body []byte) (named, error) {
	all := named{Revision: -1}
	for line := range bytes.Lines(body) {
		var n named
		if err := json.Unmarshal(line, &n); err != nil {
			return all, fmt.Errorf("not JSON: %w", err)
		}
		all.At = n.At
		all.Revision = max(all.Revision, n.Revision)
		for _, r := range n.Results {
			all.Revision = max(all.Revision, r.Revision)
		}
	}
	if all.Revision < 0 {
		return all, fmt.Errorf("it names no revision")
	}
	return all, nil
}

// unplaced is the position in an answer. It hangs on the time at which the record was made.
var unplaced = regexp.MustCompile(`,"position":"[^"]*"`)

// judge says what is wrong with an answer to a call; nil says that nothing is.
func (o *oracle) judge(c *call, body []byte) error {
	n, err := readNamed(body)
	if err != nil {
		return fmt.Errorf("%s: %w: %.300s", c, err, body)
	}
	revision := n.Revision
	if c.at >= 0 {
		revision = c.at
	}
	table, err := o.table(revision)
	if err != nil {
		return fmt.Errorf("%s: %w: %.300s", c, err, body)
	}
	want, err := c.want(table, n)
	if err != nil {
		return fmt.Errorf("%s: %w", c, err)
	}
	body, want = unplaced.ReplaceAll(body, nil), unplaced.ReplaceAll(want, nil)
	if !bytes.Equal(body, want) {
		return fmt.Errorf("%s: by revision %d it is\n%s\nand was answered\n%s", c, revision, around(want, body), around(body, want))
	}
	return nil
}

// around returns the part of a text about where it first differs from another.
func around(text, other []byte) []byte {
	at := 0
	for at < min(len(text), len(other)) && text[at] == other[at] {
		at++
	}
	return bytes.ToValidUTF8(text[max(0, at-300):min(len(text), at+300)], nil)
}

// inChinese is how the calls ask to be answered.
var inChinese = wire.Rendering{Lang: holidays.Chinese}

// answer returns what the service has to answer to a question by a table. That it is
// written as it should be is for the tests of package wire; here it is by which table.
func (o *oracle) answer(table *holidays.Table, q deadlines.Question) ([]byte, error) {
	a, err := o.catalogue.Ask(table, &q)
	if err != nil {
		return nil, err
	}
	return o.encoder.AppendRendered(nil, &a, &inChinese), nil
}

// standing returns what it has to answer on a day to where a matter stands.
func (o *oracle) standing(table *holidays.Table, q deadlines.Question, at holidays.Date) ([]byte, error) {
	a, err := o.catalogue.Ask(table, &q)
	if err != nil {
		return nil, err
	}
	look := deadlines.Look{At: at, Yellow: deadlines.DefaultYellow}
	s, err := deadlines.Stand(&a, look)
	if err != nil {
		return nil, err
	}
	return o.encoder.AppendRendered(nil, &a, &wire.Rendering{Lang: inChinese.Lang, Look: look, Standing: &s}), nil
}
