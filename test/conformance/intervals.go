package conformance

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
)

// IntervalsFile holds twenty questions about 2027 with what was answered on [Frozen],
// before the notice for 2027 came; beside it, in a file of the same name with .sha256,
// stands its hash, so that nobody can have moved an interval since.
const IntervalsFile = "intervals/2027.jsonl"

// intervalQuestions are the questions: every shape that looks at days, about every
// festival of the year, in both calendars.
var intervalQuestions = []Question{
	{Rule: "xishi.plenary-meeting", Trigger: "2026-12-01"},
	{Rule: "shuangta.710-complex", Trigger: "2026-12-03"},
	{Rule: "xihe.countersign-reply", Trigger: "2026-12-25"},
	{Rule: "shuangta.travel-notice", Trigger: "2027-01-04"},
	{Rule: "tiexi.approval-expedited", Trigger: "2027-01-19"},
	{Rule: "tiexi.countersign-reply", Trigger: "2027-02-03"},
	{Rule: "xihe.standing-meeting", Trigger: "2027-02-03"},
	{Rule: "tiexi.party-group-meeting", Trigger: "2027-02-08"},
	{Rule: "tiexi.lead-general", Trigger: "2027-02-22"},
	{Rule: "xihe.revise-decided-document", Trigger: "2027-04-01"},
	{Rule: "xiangshan.countersign-reply", Trigger: "2027-04-07"},
	{Rule: "xiangshan.issue-decided-document", Trigger: "2027-04-26"},
	{Rule: "tiexi.submit-meeting-papers", Trigger: "2027-05-07"},
	{Rule: "tiexi.field-research-days", Trigger: "2027-05-03"},
	{Rule: "xishi.countersign-reply", Trigger: "2027-06-04"},
	{Rule: "shuangta.head-meeting", Trigger: "2027-09-01"},
	{Rule: "tiexi.enquiry-reply", Trigger: "2027-09-22"},
	{Rule: "xihe.travel-notice", Trigger: "2027-10-08"},
	{Rule: "xiangshan.countersign-reply-major", Trigger: "2027-09-27"},
	{Rule: "shuangta.710-annual", Trigger: "2027-03-01"},
}

// Intervals returns the lines of [IntervalsFile].
func (w *World) Intervals() []byte {
	var out []Vector
	for i := range intervalQuestions {
		q := &intervalQuestions[i]
		out = append(out, Vector{*q, w.Answer(q)})
	}
	return render(out)
}

// HashLine is the line of the file with the hash, as sha256sum writes it.
func HashLine(text []byte) string { return fmt.Sprintf("%x  2027.jsonl\n", sha256.Sum256(text)) }

// ReadIntervals reads [IntervalsFile] in a folder, and refuses one that is not that of
// the hash.
func ReadIntervals(folder string) ([]Vector, error) {
	name := folder + "/" + IntervalsFile
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	hash, err := os.ReadFile(name + ".sha256")
	if err != nil {
		return nil, err
	}
	if string(hash) != HashLine(text) {
		return nil, fmt.Errorf("%s was changed: its hash is not the one beside it", name)
	}
	var out []Vector
	for line := range bytes.Lines(text) {
		var v Vector
		if err := json.Unmarshal(line, &v); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// IntervalScore says how many of the questions have a settled answer now, in how many
// of those the day lies inside the interval, and in how many it is the estimated one.
type IntervalScore struct{ Asked, Settled, Inside, Estimated int }

// ScoreIntervals asks the questions by what w knows and writes a line about each.
func ScoreIntervals(out io.Writer, then []Vector, w *World) IntervalScore {
	score := IntervalScore{Asked: len(then)}
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "rule\ttrigger\testimated\tearliest\tlatest\tnow\t")
	for i := range then {
		v := &then[i]
		now := w.Answer(&v.Question)
		was, is := v.day(), now.day()
		verdict := []string{is}
		switch earliest, latest := was, was; {
		case now.Certainty != "settled":
			verdict = []string{"not settled yet"}
		default:
			if !v.Earliest.IsZero() {
				earliest, latest = v.Earliest.String(), v.Latest.String()
			}
			score.Settled++
			if earliest <= is && is <= latest {
				score.Inside++
			} else {
				verdict = append(verdict, "OUTSIDE")
			}
			if is == was {
				score.Estimated++
				verdict = append(verdict, "as estimated")
			}
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\t\n", v.Rule, v.Trigger, was, v.Earliest, v.Latest, strings.Join(verdict, ", "))
	}
	t.Flush()
	fmt.Fprintf(out, "%d questions, %d settled now: %d inside, %d on the day that was estimated\n", score.Asked, score.Settled, score.Inside, score.Estimated)
	return score
}

// day is the day that an answer is about.
func (a *Answer) day() string {
	if a.Due.IsZero() {
		return a.NextInside.String()
	}
	return a.Due.String()
}
