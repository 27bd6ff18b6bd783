package conformance

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os/exec"
	"reflect"
	"text/tabwriter"
)

// mainFields are what somebody asks for, of any kind of question: the day, the number,
// yes or no, who decides, or that the question is wrong.
var mainFields = []string{"code", "due", "allowed", "used", "approver_side", "next_inside", "working", "result", "workdays"}

// Score is how a program did in one kind of question.
type Score struct {
	Kind     string
	Asked    int
	Answered int // the program did not say that it cannot answer this
	Main     int // what somebody asks for is right
	All      int // every field is right
	// Settled and SettledMain are Answered and Main of the questions whose days are all
	// settled.
	Settled, SettledMain int
	Wrong                []string // some of what was asked for and wrong
	Part                 string   // an answer with another field wrong
}

// Right reports whether every question was answered, with every field right.
func (s *Score) Right() bool { return s.All == s.Asked }

// maxWrong bounds the wrong answers that a score keeps.
const maxWrong = 3

// Program answers questions, a line each, in their order.
type Program func(questions io.Reader, answers io.Writer) error

// Command returns the program that an argument list runs.
func Command(name string, arg ...string) Program {
	return func(questions io.Reader, answers io.Writer) error {
		var complaint bytes.Buffer
		cmd := exec.Command(name, arg...)
		cmd.Stdin, cmd.Stdout, cmd.Stderr = questions, answers, &complaint
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("%s: %w\n%s", name, err, complaint.Bytes())
		}
		return nil
	}
}

// Try asks a program all questions and returns its score in each kind.
func Try(files []File, p Program) ([]Score, error) {
	var questions bytes.Buffer
	var wanted []map[string]json.RawMessage
	for _, f := range files {
		for _, line := range f.Lines {
			q, want, err := split(line)
			if err != nil {
				return nil, err
			}
			questions.Write(append(q, '\n'))
			wanted = append(wanted, want)
		}
	}
	var answers bytes.Buffer
	if err := p(&questions, &answers); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(&answers)
	lines.Buffer(nil, 1<<20)
	var out []Score
	for _, f := range files {
		s := Score{Kind: f.Kind}
		for _, line := range f.Lines {
			if !lines.Scan() {
				return nil, fmt.Errorf("the program answered %d of the %d questions of %s and no more", s.Asked, len(f.Lines), f.Kind)
			}
			if err := s.judge(line, wanted[0], lines.Bytes()); err != nil {
				return nil, err
			}
			wanted = wanted[1:]
		}
		out = append(out, s)
	}
	if lines.Scan() {
		return nil, fmt.Errorf("the program gave more answers than there are questions: %q", lines.Bytes())
	}
	return out, lines.Err()
}

// judge compares an answer with what is wanted by the line of a vector. Fields that the
// vector does not have are not looked at.
func (s *Score) judge(line []byte, want map[string]json.RawMessage, answer []byte) error {
	var got map[string]json.RawMessage
	if err := json.Unmarshal(answer, &got); err != nil {
		return fmt.Errorf("%q is no answer: %w", answer, err)
	}
	s.Asked++
	if _, no := got["unsupported"]; no {
		return nil
	}
	s.Answered++
	all, main := true, true
	for name, value := range want {
		all = all && same(value, got[name])
	}
	for _, name := range mainFields {
		main = main && (want[name] == nil || same(want[name], got[name]))
	}
	settled := string(want["certainty"]) == `"settled"` || string(want["settled"]) == "true"
	s.note(settled, main, all, func() string { return fmt.Sprintf("%s\n  answered %s", line, answer) })
	return nil
}

func (s *Score) note(settled, main, all bool, what func() string) {
	if settled {
		s.Settled++
	}
	switch {
	case !main && len(s.Wrong) < maxWrong:
		s.Wrong = append(s.Wrong, what())
	case main:
		s.Main++
		if settled {
			s.SettledMain++
		}
	}
	switch {
	case all:
		s.All++
	case main && s.Part == "":
		s.Part = what()
	}
}

func same(a, b json.RawMessage) bool {
	if bytes.Equal(a, b) {
		return true
	}
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}

// Print writes scores as a table, and under it some answers that were wrong.
func Print(w io.Writer, scores []Score) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "kind\tasked\tanswered\tright\tsettled days\tright\tevery field right\t")
	row := func(s *Score) {
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t\n", s.Kind, s.Asked, s.Answered, s.Main, s.Settled, s.SettledMain, s.All)
	}
	sum := Score{Kind: "all"}
	for i := range scores {
		s := &scores[i]
		row(s)
		sum.Asked, sum.Answered, sum.Main, sum.All = sum.Asked+s.Asked, sum.Answered+s.Answered, sum.Main+s.Main, sum.All+s.All
		sum.Settled, sum.SettledMain = sum.Settled+s.Settled, sum.SettledMain+s.SettledMain
	}
	row(&sum)
	t.Flush()
	for _, s := range scores {
		if len(s.Wrong) == 0 && s.Part != "" {
			s.Wrong = []string{s.Part}
		}
		for _, wrong := range s.Wrong {
			fmt.Fprintf(w, "%s: %s\n", s.Kind, wrong)
		}
	}
}
