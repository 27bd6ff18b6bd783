package announcement_test

import (
	"net/http"
	"testing"
	"time"

	"go.uber.org/goleak"

	"shixian/api/console/internal/pagetest"
	"shixian/test/notice2027"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestAnnouncement: people are told of a notice and of its withdrawal, in their language,
// for as long as that is news; and of nothing else.
func TestAnnouncement(t *testing.T) {
	w := pagetest.NewService(t)
	zhang, li, reader := w.As("zhang"), w.As("li"), w.Browser()
	silent := func(when string) {
		t.Helper()
		if d := reader.Get("/announcement"); d.Status != http.StatusNoContent || d.Body != "" {
			t.Errorf("%s: %d %q", when, d.Status, d.Body)
		}
	}
	silent("before anything was published")

	address := zhang.Draft(notice2027.Text)
	silent("while there is a draft")
	li.PostForm(address+"/publish", li.Get(address).Form(address+"/publish"))
	if got := said(reader.Get("/announcement")); got != "2027年放假安排已发布（国办发明电〔2026〕99号）。时限已按它计算。 看年历" {
		t.Errorf("%q", got)
	}
	reader.Get("/language?to=en&back=/")
	if got := said(reader.Get("/announcement")); got != "The holiday notice for 2027 (国办发明电〔2026〕99号) is out. Deadlines are counted by it now. See the calendar" {
		t.Errorf("%q", got)
	}
	reader.Get("/language?to=zh&back=/")
	w.Now = w.Now.Add(46 * 24 * time.Hour)
	silent("when it is no news any more")
}

func said(d pagetest.Document) string {
	line := d.One("the line", pagetest.ByClass("p", "announcement"))
	return pagetest.Text(line)
}
