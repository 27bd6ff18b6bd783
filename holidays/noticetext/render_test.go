package noticetext_test

import (
	"fmt"
	"strings"
	"testing"

	"shixian/holidays"
	"shixian/holidays/noticetext"
)

// wording is a wording and everything that is read from it.
type wording struct {
	name     string
	calendar string // CN if empty
	title    string // a year stands for the usual title of the calendar
	issued   string
	body     string
	want     string // as report writes it
}

// text puts the wording into a letter.
func (w wording) text() (calendar, text string) {
	calendar, title := w.calendar, w.title
	if calendar == "" {
		calendar = "CN"
	}
	if len(title) == 4 {
		title = usualTitle(calendar, title)
	}
	return calendar, letter(title, w.issued, w.body)
}

func usualTitle(calendar, year string) string {
	if calendar == "CN" {
		return "国务院办公厅关于" + year + "年部分节假日安排的通知"
	}
	return "广西壮族自治区人民政府办公厅关于" + year + "年“壮族三月三”放假的通知"
}

// readAll checks what is read from each wording against the prior notices.
func readAll(t *testing.T, known []holidays.Notice, wordings []wording) {
	t.Helper()
	for _, w := range wordings {
		t.Run(w.name, func(t *testing.T) {
			calendar, text := w.text()
			r := read(calendar, text, known)
			if got := report(r); got != w.want {
				t.Errorf("got%swant%s", got, w.want)
			}
			checkReading(t, r, text)
		})
	}
}

// report writes the body's sentences, each with what became of it, its entries
// and its findings, and then what the notice changes and lacks.
func report(r noticetext.Reading) string {
	var b strings.Builder
	b.WriteByte('\n')
	for i, s := range r.Sentences {
		if surrounds(s) {
			continue
		}
		b.WriteString(s.Text + "\n\t" + string(s.Status))
		if s.Reason != nil {
			b.WriteString(strings.TrimRight(" "+s.Reason.Code+" "+s.Reason.Detail, " "))
		}
		for _, e := range s.Entries {
			fmt.Fprintf(&b, "\n\t%s %s %s %s", e.Festival, e.Kind, e.From, e.To)
		}
		for _, f := range r.Findings {
			if f.Sentence == i {
				b.WriteString("\n\t" + found(f))
			}
		}
		b.WriteByte('\n')
	}
	if a := r.Notice.Amends; a != "" {
		b.WriteString("amends " + a + "\n")
	}
	for _, p := range r.Problems {
		b.WriteString(strings.TrimRight("lacks "+p.Code+" "+p.Detail, " ") + "\n")
	}
	return b.String()
}

// surrounds reports whether a sentence belongs to the letter around a wording.
func surrounds(s noticetext.Sentence) bool {
	if s.Text == "各有关单位：" || s.Text == "某某政府办公厅" {
		return true
	}
	return s.Reason != nil && (s.Reason.Code == "title" || s.Reason.Code == "date_of_issue")
}

func found(f noticetext.Finding) string {
	verdict := "is " + f.Actual
	if f.OK {
		verdict = "right"
	}
	return fmt.Sprintf("%s %s of %s %s: %s", f.Code, f.Stated, f.Span.From, f.Span.To, verdict)
}

// wholeReport writes what was found of the notice as a whole, every sentence
// with its line, and what is missing.
func wholeReport(r noticetext.Reading) string {
	var b strings.Builder
	n := r.Notice
	fmt.Fprintf(&b, "\ntitle %s\nyear %d, number %s, issued %s\n", r.Title, n.Year, n.Document, n.Issued)
	for _, s := range r.Sentences {
		fmt.Fprintf(&b, "%d %s", s.Line, s.Status)
		if s.Reason != nil {
			fmt.Fprintf(&b, " %s", s.Reason.Code)
		}
		fmt.Fprintf(&b, ": %s\n", s.Text)
	}
	b.WriteString(entryLines(n.Entries))
	for _, p := range r.Problems {
		b.WriteString(strings.TrimRight("lacks "+p.Code+" "+p.Detail, " ") + "\n")
	}
	return b.String()
}
