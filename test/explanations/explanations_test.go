// Package explanations holds all that shows an answer to one explanation: the page and
// its print, the copied text, the calendar event, the batch on the page and as a file,
// and the API, in both languages.
package explanations

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	ics "github.com/arran4/golang-ical"
	"golang.org/x/net/html"

	"shixian/api"
	"shixian/api/console"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/deadlines/rules/rulestest"
	"shixian/holidays"
	"shixian/holidays/data/datatest"
)

const today = "2026-04-15"

// least is how many answers are compared in each language.
const least = 200

func TestEveryScreenExplainsAlike(t *testing.T) {
	h, cat := service(t)
	for _, lang := range []string{holidays.Chinese, holidays.English} {
		t.Run(lang, func(t *testing.T) {
			s := &screens{t, h, lang}
			var rows [][]string
			var shown []wire.Answer
			answered := 0
			for _, r := range cat.Rules {
				for _, q := range questions(r) {
					a, ok := s.api(q)
					if !ok {
						continue
					}
					answered++
					s.page(q, &a)
					s.event(q, &a)
					if row := q.row(r); row != nil {
						rows, shown = append(rows, row), append(shown, a)
					}
				}
			}
			s.batch(rows, shown)
			if answered < least || len(rows) < least/4 {
				t.Errorf("only %d answers and %d rows were compared", answered, len(rows))
			}
		})
	}
}

func service(t *testing.T) (http.Handler, *deadlines.Catalogue) {
	t.Helper()
	table, cat := datatest.Table(), rulestest.Catalogue()
	day, err := holidays.ParseDate(today)
	if err != nil {
		t.Fatal(err)
	}
	return api.New(api.Config{
		Tables: tables{table}, Catalogue: cat, Pages: &console.Console{Version: "test"},
		Today: func() holidays.Date { return day }, Now: clock,
	}), cat
}

// asked is a question as the query of GET /v1/deadlines.
type asked struct{ url.Values }

// questions are some to a rule: plain ones, one that nobody can answer for certain, and
// those with what the rule takes.
func questions(r *deadlines.Rule) (out []asked) {
	add := func(pairs ...string) {
		v := url.Values{"rule": {r.ID}}
		for i := 0; i+1 < len(pairs); i += 2 {
			v.Add(pairs[i], pairs[i+1])
		}
		out = append(out, asked{v})
	}
	if r.Shape == deadlines.Threshold {
		for _, days := range []string{"0.5", "1", "3"} {
			add("days", days)
		}
		return out
	}
	add("trigger", "2026-02-09")
	add("trigger", "2026-12-21")
	switch {
	case r.Shape == deadlines.Quota:
		add("trigger", "2026-06-01", "history", "2026-03-02,2026-03-03")
	case r.HasDue():
		add("trigger", "2026-06-05", "suspended", "2026-06-08/2026-06-10")
		add("trigger", "2026-10-09", "as_of", "2026-01-05", "calendar", "CN-GX")
	}
	if r.Overridable {
		add("trigger", "2026-03-02", "amount", "3")
		add("trigger", "2026-03-02", "agreed", "2026-03-14")
		add("trigger", "2026-03-02", "agreed", "2026-03-14", "interpret", "trigger_day_excluded:trigger_day_counted")
	}
	if r.HasDue() && r.Unit != deadlines.WorkingDay {
		add("trigger", "2026-10-09", "roll", "none")
		add("trigger", "2026-06-12", "roll", "none", "suspended", "2026-06-08/2026-06-10")
	}
	for _, i := range r.Interpretations {
		for _, alt := range r.Open[i.Code] {
			add("trigger", "2026-10-09", "interpret", i.Code+":"+alt.Code)
		}
	}
	return out
}

// row is the question as a row of a table for the batch; nil if the table has no column
// for something that it says, or if the batch does not answer such a rule. A limit in a
// table that is the rule's own is not one that was agreed.
func (q asked) row(r *deadlines.Rule) []string {
	for name := range q.Values {
		switch name {
		case "rule", "trigger", "amount", "suspended", "days":
		default:
			return nil
		}
	}
	if r.Shape == deadlines.Quota || q.Get("amount") == strconv.Itoa(r.Amount) {
		return nil
	}
	return []string{r.ID, q.Get("trigger"), q.Get("amount") + q.Get("days"), q.Get("suspended")}
}

// screens ask the service in a language.
type screens struct {
	*testing.T
	h    http.Handler
	lang string
}

func (s *screens) ask(r *http.Request) *httptest.ResponseRecorder {
	r.Header.Set("Cookie", "shixian_lang="+s.lang)
	w := httptest.NewRecorder()
	s.h.ServeHTTP(w, r)
	return w
}

func (s *screens) get(address string) *httptest.ResponseRecorder {
	return s.ask(httptest.NewRequest(http.MethodGet, address, http.NoBody))
}

// api returns the answer in full, the same from GET, POST and both batches.
func (s *screens) api(q asked) (a wire.Answer, ok bool) {
	s.Helper()
	query := q.Encode()
	w := s.get("/v1/deadlines?" + query + "&view=full&lang=" + s.lang)
	if w.Code != http.StatusOK {
		return a, false
	}
	s.decode(w.Body.Bytes(), &a)
	if a.Explanation == nil || a.Explanation.Text != joined(a.Explanation.Lines) {
		s.Fatalf("%s: %s", query, w.Body)
	}
	body := `{"rule":"` + q.Get("rule") + `"`
	for _, name := range []string{"trigger", "agreed", "roll", "as_of", "calendar"} {
		if v := q.Get(name); v != "" {
			body += `,"` + name + `":"` + v + `"`
		}
	}
	for _, name := range []string{"amount", "days"} {
		if v := q.Get(name); v != "" {
			body += `,"` + name + `":` + v
		}
	}
	if from, to, given := strings.Cut(q.Get("suspended"), "/"); given {
		body += `,"suspended":[{"from":"` + from + `","to":"` + to + `"}]`
	}
	if v := q.Get("history"); v != "" {
		body += `,"history":["` + strings.ReplaceAll(v, ",", `","`) + `"]`
	}
	if of, take, given := strings.Cut(q.Get("interpret"), ":"); given {
		body += `,"interpret":{"` + of + `":"` + take + `"}`
	}
	body += "}"
	var one wire.Answer
	s.post("/v1/deadlines", "application/json", body, &one)
	var batch wire.BatchAnswer
	s.post("/v1/deadlines/batch", "application/json", `{"items":[`+body+`]}`, &batch)
	var line wire.Answer
	s.post("/v1/deadlines/batch", "application/x-ndjson", body+"\n", &line)
	for name, got := range map[string]*wire.Answer{"POST": &one, "the batch": &batch.Results[0], "NDJSON": &line} {
		if got.Explanation == nil || got.Explanation.Text != a.Explanation.Text {
			s.Errorf("%s: %s explains otherwise: %+v", query, name, got.Explanation)
		}
	}
	return a, true
}

func (s *screens) post(address, media, body string, into any) {
	s.Helper()
	r := httptest.NewRequest(http.MethodPost, address+"?view=full&lang="+s.lang, strings.NewReader(body))
	r.Header.Set("Content-Type", media)
	r.ProtoMajor = 2 // NDJSON is read and written at the same time
	s.decode(s.ask(r).Body.Bytes(), into)
}

func (s *screens) decode(body []byte, into any) {
	s.Helper()
	if err := json.Unmarshal(body, into); err != nil {
		s.Fatalf("%v: %.300s", err, body)
	}
}

func joined(lines []explain.Line) string {
	x := explain.Explanation{Lines: lines}
	return x.Text()
}

// page compares the page, which is what is printed too, and the text that it copies.
func (s *screens) page(q asked, a *wire.Answer) {
	s.Helper()
	w := s.get("/?" + q.Encode())
	root := s.parse(w.Body)
	verdict := one(root, func(n *html.Node) bool { return has(n, "verdict") })
	if w.Code != http.StatusOK || verdict == nil {
		s.Errorf("%s: status %d, no verdict", q.Encode(), w.Code)
		return
	}
	var shown []string
	for n := range verdict.Descendants() {
		if n.Data == "h2" || n.Data == "p" && (has(n, "how") || has(n, "provisional") || has(n, "citation")) {
			shown = append(shown, text(n))
		}
	}
	if got := strings.Join(shown, "\n"); got != a.Explanation.Text {
		s.Errorf("%s: the page says\n%s\nand the API\n%s", q.Encode(), got, a.Explanation.Text)
	}
	if copied := one(verdict, func(n *html.Node) bool { return attr(n, "data-copy") != "" }); attr(copied, "data-copy") != a.Explanation.Text {
		s.Errorf("%s: copied is %q", q.Encode(), attr(copied, "data-copy"))
	}
	if due := one(verdict, func(n *html.Node) bool { return n.Data == "time" }); !a.Due.IsZero() && attr(due, "datetime") != a.Due.String() {
		s.Errorf("%s: the page has %q, the API %s", q.Encode(), attr(due, "datetime"), a.Due)
	}
}

// event compares the calendar file.
func (s *screens) event(q asked, a *wire.Answer) {
	s.Helper()
	if a.Due.IsZero() {
		return
	}
	for _, address := range []string{"/deadline.ics?" + q.Encode(), "/v1/deadlines?format=ics&lang=" + s.lang + "&" + q.Encode()} {
		cal, err := ics.ParseCalendar(s.get(address).Body)
		if err != nil || len(cal.Events()) != 1 {
			s.Errorf("%s: %v", address, err)
			continue
		}
		got := cal.Events()[0].GetProperty(ics.ComponentPropertyDescription)
		if got == nil || ics.FromText(got.Value) != a.Explanation.Text && got.Value != a.Explanation.Text {
			s.Errorf("%s: the event says %+v", address, got)
		}
	}
}

// batch compares the rows of the page and of the file.
func (s *screens) batch(rows [][]string, want []wire.Answer) {
	s.Helper()
	var pasted strings.Builder
	pasted.WriteString("rule\ttrigger\tamount\tsuspended\n")
	for _, row := range rows {
		pasted.WriteString(strings.ReplaceAll(strings.Join(row, "\t"), "/", " 至 ") + "\n")
	}
	page := s.parse(s.upload("/batch", pasted.String()).Body)
	n := 0
	for cell := range page.Descendants() {
		if cell.Data != "td" || !has(cell, "explained") {
			continue
		}
		var lines []string
		for p := range cell.Descendants() {
			if p.Data == "p" {
				lines = append(lines, text(p))
			}
		}
		if n < len(want) && strings.Join(lines, "\n") != want[n].Explanation.Text {
			s.Errorf("%v: the row on the page says\n%s\nand the API\n%s", rows[n], strings.Join(lines, "\n"), want[n].Explanation.Text)
		}
		n++
	}
	if n != len(rows) {
		s.Errorf("%d rows on the page, not %d", n, len(rows))
	}
	file, err := csv.NewReader(s.upload("/batch/download?as=csv", pasted.String()).Body).ReadAll()
	if err != nil || len(file) != len(rows)+1 {
		s.Fatalf("%d rows in the file, %v", len(file), err)
	}
	for i, row := range file[1:] {
		x := explain.Explanation{Lines: want[i].Explanation.Lines}
		if got := row[len(row)-1]; got != x.Cell() {
			s.Errorf("%v: the cell is %q, not %q", rows[i], got, x.Cell())
		}
	}
}

// upload sends what was pasted, as the page's form does.
func (s *screens) upload(address, pasted string) *httptest.ResponseRecorder {
	s.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	if err := m.WriteField("text", pasted); err != nil {
		s.Fatal(err)
	}
	if err := m.Close(); err != nil {
		s.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, address, &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return s.ask(r)
}
