package api

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/docs"
	"shixian/holidays"
)

var errorRow = regexp.MustCompile("(?m)^\\| <a id=\"(\\w+)\"></a>`(\\w+)` \\| (\\d+) \\| (.+?) \\| (.+?) \\|$")

// TestEveryErrorIsExplained: the pages have a row for each code, with its status and
// title, and no others but those of the proxy.
func TestEveryErrorIsExplained(t *testing.T) {
	for lang, text := range map[string]string{holidays.Chinese: docs.ErrorsZH, holidays.English: docs.ErrorsEN} {
		own, proxy, found := strings.Cut(text, "\n## ")
		if !found || len(errorRow.FindAllString(proxy, -1)) != 5 {
			t.Errorf("in %s the errors of the proxy are %q", lang, proxy)
		}
		told := map[string]bool{}
		for _, row := range errorRow.FindAllStringSubmatch(own, -1) {
			p := problem.Of(problem.New(deadlines.Code(row[1]), "", "", ""), lang)
			if row[2] != row[1] || p.Code != row[1] || row[3] != strconv.Itoa(p.Status) || row[4] != p.Title {
				t.Errorf("in %s the row %q is for %+v", lang, row[0], p)
			}
			told[row[1]] = true
		}
		for _, code := range problem.Codes() {
			if !told[string(code)] {
				t.Errorf("in %s there is no row for %s", lang, code)
			}
		}
	}
}

// TestTypesLeadToTheirRow: the type of a problem is where the service explains it.
func TestTypesLeadToTheirRow(t *testing.T) {
	h := newTestHandler(t, nil)
	for _, lang := range []string{"zh", "en"} {
		for _, code := range problem.Codes() {
			path, id, _ := strings.Cut(problem.Of(problem.New(code, "", "", ""), lang).Type, "#")
			rec := get(h, path, "Accept-Language", lang)
			if rec.Code != 200 || rec.Header().Get("Content-Language") != contentLanguage[lang][0] || strings.Count(rec.Body.String(), `<tr id="`+id+`">`) != 1 {
				t.Fatalf("%s in %s: %d, no row %s", path, lang, rec.Code, id)
			}
		}
	}
	page := get(h, "/docs/errors").Body.String()
	for _, part := range []string{"<h1>错误</h1>", "<th>代码</th>", "<td><code>rule_unknown</code></td><td>404</td>", "见维护放假通知。", `<a lang="en" href="?lang=en">`} {
		if !strings.Contains(page, part) {
			t.Errorf("the page does not have %s", part)
		}
	}
	if strings.Contains(page, "](") || strings.Contains(page, "`") || strings.Count(page, "<table>") != strings.Count(page, "</table>") {
		t.Error("some of the Markdown is left")
	}
}
