package answers

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// masker replaces what is another in each run: points in time, and what is made at
// random. The same value is replaced by the same word in all answers of a script.
type masker struct {
	known []string // pairs of what is replaced and its word
	count map[string]int
}

func newMasker() *masker { return &masker{count: map[string]int{}} }

// Values made at random, each the last group of its expression.
var random = []struct {
	word string
	*regexp.Regexp
}{
	{"draft", regexp.MustCompile(`(?:drafts/|"id":")([a-z2-7]{16})\b`)},
	{"hash", regexp.MustCompile(`\b([0-9a-f]{64})\b`)},
	{"position", regexp.MustCompile(`\b(\d+\.[0-9a-f]{8})\b`)},
	{"checkpoint", regexp.MustCompile(`"checkpoint":"([0-9a-f]{16})"`)},
	{"record", regexp.MustCompile(`"record_id":"([0-9a-f-]{36})"`)},
	{"key", regexp.MustCompile(`\b([A-Z2-7]{26})\b`)},
}

// Points in time, and the hashes in the names of files, which change with the files.
var momentary = []struct {
	*regexp.Regexp
	word string
}{
	{regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z`), "<time>"},
	{regexp.MustCompile(`(DTSTAMP|LAST-MODIFIED):\d{8}T\d{6}Z`), "$1:<time>"},
	{regexp.MustCompile(`\d{4}年\d+月\d+日 \d\d:\d\d|\d+ [A-Z][a-z]+ \d{4} \d\d:\d\d`), "<time>"},
	{regexp.MustCompile(`shixian [^ <]+</p></footer>`), "shixian <version></p></footer>"},
	{regexp.MustCompile(`([（(])\d{4}-\d\d-\d\d(，|, )`), "$1<day>$2"}, // of an event
	{regexp.MustCompile(`;t=\d+`), ";t=<wait>"},                      // of RateLimit
	{regexp.MustCompile(`请 \d+ 秒|wait \d+ s`), "<wait>"},
	{regexp.MustCompile(`<code>[0-9a-f]{12}</code>`), "<code><hash></code>"},
	{regexp.MustCompile(`\?v=[0-9a-f]{12}`), "?v=<hash>"},
}

func (m *masker) mask(text string) string {
	for _, r := range random {
		for _, found := range r.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(m.known, found[1]) {
				m.count[r.word]++
				m.known = append(m.known, found[1], fmt.Sprintf("<%s %d>", r.word, m.count[r.word]))
			}
		}
	}
	text = strings.NewReplacer(m.known...).Replace(text)
	for _, r := range momentary {
		text = r.ReplaceAllString(text, r.word)
	}
	return text
}

// unwritten are headers that are left out: they differ in each answer, or follow from the body.
var unwritten = []string{"Date", "X-Request-Id", "X-Shixian-Version", "Content-Length"}

// text writes an answer with all that differs replaced.
func (m *masker) text(r reply) (status, header, body string) {
	body = m.mask(strings.ReplaceAll(legible(r.body), `"`+r.Header.Get("X-Request-Id")+`"`, `"<request>"`))
	var lines []string
	for name, values := range r.Header {
		for _, v := range values {
			switch {
			case slices.Contains(unwritten, name), name == "Set-Cookie" && r.Request.Method == http.MethodGet && strings.HasPrefix(v, "shixian_session="):
				continue // a session goes on for longer each time that a while has passed
			case name == "Set-Cookie":
				v = cookieValue.ReplaceAllString(v, "$1=<cookie>")
			case name == "Retry-After":
				v = "<wait>"
			case name == "Etag" && (len(r.body) == 0 || body != string(r.body)): // of a body that hangs on the record's position
				v = "<etag>"
			}
			lines = append(lines, name+": "+m.mask(v)+"\n")
		}
	}
	slices.Sort(lines)
	return fmt.Sprintln(r.StatusCode), strings.Join(lines, ""), body
}

var cookieValue = regexp.MustCompile(`^([^=]+)=[^;]+`)

// legible returns the cells of a spreadsheet, whose styles are in no fixed order, a
// calendar's lines unfolded, and
// other bodies as they are.
func legible(body []byte) string {
	if bytes.HasPrefix(body, []byte("BEGIN:VCALENDAR")) { // a fold may stand within a position
		return strings.ReplaceAll(string(body), "\r\n ", "")
	}
	f, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		return string(body)
	}
	defer f.Close()
	var out strings.Builder
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		fmt.Fprintln(&out, sheet, err)
		for _, row := range rows {
			fmt.Fprintf(&out, "%q\n", row)
		}
	}
	return out.String()
}
