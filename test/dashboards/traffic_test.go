package dashboards

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"shixian/api/admin"
	"shixian/test/fleet"
	"shixian/test/notice2027"
)

const plain, jsonBody = "text/plain; charset=utf-8", "application/json"

// caller asks the fleet through its proxy.
type caller struct {
	t *testing.T
	f *fleet.Fleet
}

// call sends a request and returns the answer, which has to have the status.
func (c caller) call(status int, method, path, body string, headers ...string) *http.Response {
	c.t.Helper()
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.f.URL()+path, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	text, err := io.ReadAll(res.Body)
	if res.Body.Close(); err != nil {
		c.t.Fatal(err)
	}
	if res.StatusCode != status {
		c.t.Fatalf("%s %s: %s\n%s", method, path, res.Status, text)
	}
	return res
}

// round asks a bit of everything: answers settled and provisional, batches, mistakes
// and a token that is nobody's.
func (c caller) round() {
	const question = `{"rule":"xihe.countersign-reply","trigger":"2026-02-09"}`
	for range 5 {
		c.call(200, "GET", "/v1/deadlines?rule=xihe.countersign-reply&trigger=2026-02-09", "")
		c.call(200, "GET", "/v1/deadlines?rule=xihe.countersign-reply&trigger=2029-02-09", "")
	}
	c.call(200, "POST", "/v1/deadlines", question, "Content-Type", jsonBody)
	c.call(200, "POST", "/v1/deadlines/status", question, "Content-Type", jsonBody)
	c.call(200, "POST", "/v1/deadlines/batch", `{"items":[`+question+`]}`, "Content-Type", jsonBody)
	c.call(200, "POST", "/v1/deadlines/batch", question+"\n"+question+"\n", "Content-Type", "application/x-ndjson")
	c.call(404, "GET", "/v1/deadlines?rule=nobody.knows&trigger=2026-02-09", "")
	c.call(422, "GET", "/v1/deadlines?rule=xihe.countersign-reply&trigger=soon", "")
	c.call(404, "GET", "/nowhere", "")
	for _, path := range []string{
		"/v1/rules", "/v1/calendars", "/v1/calendars/CN/days/2026-02-14", "/v1/calendars/CN/table?year=2026",
		"/v1/calendars/CN/workdays?from=2026-02-01&to=2026-02-28", "/v1/calendars/CN/add?date=2026-02-09&workdays=7", "/v1/changes?since=0&wait=0",
	} {
		c.call(200, "GET", path, "")
	}
	c.call(401, "GET", "/v1/admin/log", "", "Authorization", "Bearer nobody")
}

// unbalanced corrects the notice, and has a day less that is worked for National Day, which
// two checks refuse unless they are overridden.
var unbalanced = strings.NewReplacer("99号", "100号", "9月26日（周日）、10月9日", "10月9日").Replace(notice2027.Text)

// draft drafts a notice and returns the draft's path and tag.
func (c caller) draft(text string) (path, tag string) {
	c.t.Helper()
	res := c.call(201, "POST", "/v1/admin/drafts?calendar=CN", text,
		"Authorization", "Bearer "+c.f.Token("editor"), "Content-Type", plain)
	return res.Header.Get("Location"), res.Header.Get("ETag")
}

// publish drafts and publishes a notice, and overrides checks.
func (c caller) publish(text string, checks ...string) {
	c.t.Helper()
	path, tag := c.draft(text)
	overrides := []admin.CheckOverride{}
	for _, name := range checks {
		overrides = append(overrides, admin.CheckOverride{Check: name, Reason: "演练"})
	}
	body, err := json.Marshal(admin.PublishRequest{Reason: "演练", ConfirmPast: true, Overrides: overrides})
	if err != nil {
		c.t.Fatal(err)
	}
	c.call(200, "POST", path+"/publish", string(body),
		"Authorization", "Bearer "+c.f.Token("publisher"), "If-Match", tag, "Content-Type", jsonBody)
}
