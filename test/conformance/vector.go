package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"shixian/holidays"
)

// Vector is a question and what has to be answered to it, on one line.
type Vector struct {
	Question
	Answer
}

// Question is a question to a rule (Rule) or about days of a calendar (Date, or From
// and To). Its fields are named as in the API.
type Question struct {
	Rule      string          `json:"rule,omitempty"`
	Calendar  string          `json:"calendar,omitempty"`
	Trigger   string          `json:"trigger,omitempty"` // a date or an instant
	Amount    int             `json:"amount,omitempty"`
	Agreed    holidays.Date   `json:"agreed,omitzero"`
	Roll      string          `json:"roll,omitempty"`
	Suspended []holidays.Span `json:"suspended,omitempty"`
	AsOf      holidays.Date   `json:"as_of,omitzero"`
	History   []holidays.Date `json:"history,omitempty"`
	Days      float64         `json:"days,omitempty"`

	Date holidays.Date `json:"date,omitzero"`
	Add  *int          `json:"add,omitempty"` // working days to go on from Date
	From holidays.Date `json:"from,omitzero"` // working days are counted after From, up to To
	To   holidays.Date `json:"to,omitzero"`
}

// questionFields are the fields of a line that are not part of the answer.
var questionFields = []string{"rule", "calendar", "trigger", "amount", "agreed", "roll", "suspended", "as_of", "history", "days", "date", "add", "from", "to"}

// Answer is what has to be answered. Which fields are there depends on the question.
type Answer struct {
	Code string `json:"code,omitempty"` // of an error; then nothing else is there

	Nominal        holidays.Date `json:"nominal,omitzero"`
	Due            holidays.Date `json:"due,omitzero"`
	LastWorkingDay holidays.Date `json:"last_working_day,omitzero"`
	LastCertainty  string        `json:"last_working_day_certainty,omitempty"`
	LastEarliest   holidays.Date `json:"last_working_day_earliest,omitzero"`
	LastLatest     holidays.Date `json:"last_working_day_latest,omitzero"`

	Allowed      *bool          `json:"allowed,omitempty"`
	Used         *int           `json:"used,omitempty"`
	Limit        *int           `json:"limit,omitempty"`
	Required     *int           `json:"required,omitempty"`
	Remaining    *int           `json:"remaining,omitempty"`
	Reachable    *bool          `json:"reachable,omitempty"`
	Window       *holidays.Span `json:"window,omitempty"`
	NextAllowed  holidays.Date  `json:"next_allowed,omitzero"`
	ApproverSide string         `json:"approver_side,omitempty"`
	Both         *bool          `json:"both,omitempty"`
	Inside       *bool          `json:"inside,omitempty"`
	NextInside   holidays.Date  `json:"next_inside,omitzero"`

	Working  *bool         `json:"working,omitempty"`
	Kind     string        `json:"kind,omitempty"`
	Settled  *bool         `json:"settled,omitempty"`
	Basis    string        `json:"basis,omitempty"`
	Result   holidays.Date `json:"result,omitzero"`
	Workdays *int          `json:"workdays,omitempty"`
	Least    *int          `json:"least,omitempty"`
	Most     *int          `json:"most,omitempty"`

	Certainty     string        `json:"certainty,omitempty"`
	UnsettledFrom holidays.Date `json:"unsettled_from,omitzero"`
	Earliest      holidays.Date `json:"earliest,omitzero"`
	Latest        holidays.Date `json:"latest,omitzero"`
	Strength      string        `json:"strength,omitempty"`
}

// File is a file of vectors: all of one kind of question, each on its line.
type File struct {
	Kind  string
	Lines [][]byte
}

// ReadFiles reads a file of vectors, or all *.jsonl of a folder.
func ReadFiles(path string) ([]File, error) {
	names := []string{path}
	if info, err := os.Stat(path); err != nil {
		return nil, err
	} else if info.IsDir() {
		if names, err = filepath.Glob(filepath.Join(path, "*.jsonl")); err != nil {
			return nil, err
		}
	}
	var out []File
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		f := File{Kind: strings.TrimSuffix(filepath.Base(name), ".jsonl")}
		for line := range bytes.Lines(text) {
			f.Lines = append(f.Lines, bytes.TrimSpace(line))
		}
		out = append(out, f)
	}
	return out, nil
}

// split parts the fields of a line into the question, as a line again, and what has to
// be answered.
func split(line []byte) (question []byte, want map[string]json.RawMessage, err error) {
	if err := json.Unmarshal(line, &want); err != nil {
		return nil, nil, fmt.Errorf("%q: %w", line, err)
	}
	asked := map[string]json.RawMessage{}
	for name, value := range want {
		if slices.Contains(questionFields, name) {
			asked[name] = value
			delete(want, name)
		}
	}
	question, err = json.Marshal(asked)
	return question, want, err
}

func render(vectors []Vector) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for i := range vectors {
		if err := enc.Encode(&vectors[i]); err != nil {
			panic(err) // the fields are plain
		}
	}
	return b.Bytes()
}
