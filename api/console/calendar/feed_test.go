package calendar_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/emersion/go-ical"

	"shixian/api/console/internal/pagetest"
	"shixian/holidays"
)

// feed asks for a calendar's file and opens it with a second parser.
func feed(t testing.TB, h http.Handler, address string) (string, *ical.Calendar) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, http.NoBody))
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "text/calendar; charset=utf-8" {
		t.Fatalf("%s: %d %v", address, w.Code, w.Header())
	}
	cal, err := ical.NewDecoder(strings.NewReader(w.Body.String())).Decode()
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return w.Body.String(), cal
}

// spanOf returns the days of an event.
func spanOf(t testing.TB, e *ical.Event) holidays.Span {
	t.Helper()
	from, errFrom := e.DateTimeStart(time.UTC)
	end, errEnd := e.DateTimeEnd(time.UTC)
	if errFrom != nil || errEnd != nil {
		t.Fatal(errFrom, errEnd)
	}
	return holidays.Span{From: holidays.DateOf(from), To: holidays.DateOf(end).AddDays(-1)}
}

func value(t testing.TB, e *ical.Event, name string) string {
	t.Helper()
	s, err := e.Props.Text(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestFeedIsTheTable: read back, the events are the days off and the make-up days
// of the calendar, no more and no less.
func TestFeedIsTheTable(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for _, c := range []struct {
		id, query, off string
		first          int
	}{
		{"CN", "", "放假", 2007}, {"CN", "?lang=en", "day off", 2007}, {"CN-GX", "", "放假", 2014}, {"CN-GX", "?lang=en", "day off", 2014},
	} {
		_, got := feed(t, h, "/calendar/"+c.id+".ics"+c.query)
		days := map[holidays.Date]holidays.Kind{}
		for _, e := range got.Events() {
			kind := holidays.Makeup
			if value(t, &e, ical.PropCategories) == c.off {
				kind = holidays.Holiday
			}
			s := spanOf(t, &e)
			for d := s.From; !d.After(s.To); d = d.AddDays(1) {
				if _, twice := days[d]; twice {
					t.Errorf("%s %s: twice", c.id, d)
				}
				days[d] = kind
			}
		}
		cal := pagetest.Table.Calendar(c.id)
		for d := holidays.NewDate(c.first, time.January, 1); d.Year() <= 2027; d = d.AddDays(1) {
			day, err := cal.Day(d)
			if err != nil {
				t.Fatal(err)
			}
			kind, there := days[d]
			if there != (day.Kind == holidays.Holiday || day.Kind == holidays.Makeup) || there && kind != day.Kind {
				t.Errorf("%s%s %s: %t %s, want %s", c.id, c.query, d, there, kind, day.Kind)
			}
			delete(days, d)
		}
		if len(days) > 0 {
			t.Errorf("%s%s: more than 2007 to 2027: %v", c.id, c.query, slices.Collect(maps.Keys(days)))
		}
	}
}

// required are the properties that RFC 5545 asks for, and those that the feed
// promises beside them (RFC 7986 and older programs).
var required = map[string][]string{
	"VCALENDAR": {
		"VERSION:2.0", "PRODID:-//shixian//calendar//", "CALSCALE:GREGORIAN", "NAME:", "X-WR-CALNAME:", "DESCRIPTION:", "URL:http",
		"COLOR:", "REFRESH-INTERVAL;VALUE=DURATION:P1D", "LAST-MODIFIED:", "X-PUBLISHED-TTL:",
	},
	"VEVENT": {
		"UID:", "DTSTAMP:", "DTSTART;VALUE=DATE:", "DTEND;VALUE=DATE:", "SUMMARY:", "SEQUENCE:", "LAST-MODIFIED:", "TRANSP:TRANSPARENT",
		"CATEGORIES:", "STATUS:", "DESCRIPTION:",
	},
}

// TestFeedLines: the file keeps the rules of RFC 5545 for lines (3.1) and for what
// each component has to have (3.4, 3.6.1).
func TestFeedLines(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	for _, address := range []string{"/calendar/CN.ics", "/calendar/CN-GX.ics?lang=en", "/calendar/CN-LN.ics"} {
		body, _ := feed(t, h, address)
		lines, ends := strings.CutSuffix(body, "\r\n")
		if !ends || strings.Count(body, "\n") != strings.Count(body, "\r\n") || strings.Count(body, "\r") != strings.Count(body, "\r\n") {
			t.Errorf("%s: lines do not all end in CRLF", address)
		}
		var whole []string
		for line := range strings.SplitSeq(lines, "\r\n") {
			if len(line) > 75 || line == "" || !utf8.ValidString(line) {
				t.Errorf("%s: %d octets: %q", address, len(line), line)
			}
			if rest, folded := strings.CutPrefix(line, " "); folded {
				whole[len(whole)-1] += rest
				continue
			}
			whole = append(whole, line)
		}
		checkComponents(t, whole)
	}
}

// checkComponents checks that components nest, that none lacks or doubles a
// property, and that UIDs are unique.
func checkComponents(t *testing.T, lines []string) {
	t.Helper()
	var open []string
	var seen []map[string]bool
	uids := map[string]bool{}
	for _, line := range lines {
		name, rest, ok := strings.Cut(line, ":")
		switch {
		case !ok:
			t.Errorf("no property: %q", line)
		case name == "BEGIN":
			open, seen = append(open, rest), append(seen, map[string]bool{})
		case name == "END":
			top := len(open) - 1
			if open[top] != rest {
				t.Fatalf("%s ends in %s", rest, open[top])
			}
			for _, want := range required[rest] {
				if !slices.ContainsFunc(slices.Collect(maps.Keys(seen[top])), func(l string) bool { return strings.HasPrefix(l, want) }) {
					t.Errorf("a %s without %s: %v", rest, want, seen[top])
				}
			}
			open, seen = open[:top], seen[:top]
		default:
			top := seen[len(seen)-1]
			property, _, _ := strings.Cut(name, ";")
			for l := range top {
				if strings.HasPrefix(l, property+":") || strings.HasPrefix(l, property+";") {
					t.Errorf("twice %s", property)
				}
			}
			top[line] = true
			if name == "UID" && uids[rest] {
				t.Errorf("UID %s twice", rest)
			}
			uids[rest] = uids[rest] || name == "UID"
		}
	}
	if len(open) != 0 {
		t.Errorf("%v not ended", open)
	}
}

// facts are what an amendment may change of an event.
type facts struct {
	days     string
	sequence int
	modified string
}

// factsOf returns the facts of each event by UID, for the events that the UID's
// beginning picks.
func factsOf(t *testing.T, h http.Handler, address, prefix string) map[string]facts {
	t.Helper()
	out := map[string]facts{}
	_, cal := feed(t, h, address)
	for _, e := range cal.Events() {
		uid := value(t, &e, ical.PropUID)
		if !strings.HasPrefix(uid, prefix) {
			continue
		}
		n, err := e.Props.Get(ical.PropSequence).Int()
		if err != nil {
			t.Fatal(err)
		}
		s := spanOf(t, &e)
		out[uid] = facts{s.From.String() + "/" + s.To.String(), n, e.Props.Get(ical.PropLastModified).Value}
		if stamp := e.Props.Get(ical.PropDateTimeStamp).Value; stamp != out[uid].modified {
			t.Errorf("%s: stamped %s, modified %s", uid, stamp, out[uid].modified)
		}
	}
	return out
}

// TestFeedAmended: when the Spring Festival of 2020 was made longer, its event
// kept its UID and got a higher SEQUENCE; the make-up day that it took away is
// gone; and other festivals are as they were.
func TestFeedAmended(t *testing.T) {
	before := factsOf(t, pagesOf(without(t, 0, "CN-2020-2"), nil), "/calendar/CN.ics", "CN-2020-")
	after := factsOf(t, pagesOf(without(t, 0), nil), "/calendar/CN.ics", "CN-2020-")
	const spring = "CN-2020-48eb870b394f-"
	for _, c := range []struct {
		uid           string
		before, after facts
	}{
		{spring + "off-1@shixian", facts{"2020-01-24/2020-01-30", 1, "20191120T160000Z"}, facts{"2020-01-24/2020-02-02", 2, "20200125T160000Z"}},
		{spring + "work-1@shixian", facts{"2020-01-19/2020-01-19", 1, "20191120T160000Z"}, facts{"2020-01-19/2020-01-19", 2, "20200125T160000Z"}},
		{spring + "work-2@shixian", facts{"2020-02-01/2020-02-01", 1, "20191120T160000Z"}, facts{}},
	} {
		if before[c.uid] != c.before || after[c.uid] != c.after {
			t.Errorf("%s: %v, then %v", c.uid, before[c.uid], after[c.uid])
		}
	}
	for uid, f := range before {
		if !strings.HasPrefix(uid, spring) && after[uid] != f {
			t.Errorf("%s: %v, then %v", uid, f, after[uid])
		}
	}
	// From statute alone to the notice: the same events, further on. (A second run
	// of days, after a weekend, is one with the first once the weekend is off too.)
	before = factsOf(t, pagesOf(without(t, 0, "CN-2026", "CN-GX-2026"), nil), "/calendar/CN.ics", "CN-2026-")
	after = factsOf(t, pagetest.Pages("2026-04-15"), "/calendar/CN.ics", "CN-2026-")
	for uid, f := range before {
		if f.sequence != 0 || strings.HasSuffix(uid, "-off-1@shixian") && after[uid].sequence != 1 {
			t.Errorf("%s: %v, then %v", uid, f, after[uid])
		}
	}
}

// TestFeedWithdrawn: an amendment that is withdrawn gives back the old days, under
// a revision that is higher, and so a higher SEQUENCE still.
func TestFeedWithdrawn(t *testing.T) {
	const uid = "CN-2020-48eb870b394f-off-1@shixian"
	amended := factsOf(t, pagesOf(without(t, 1), nil), "/calendar/CN.ics", uid)[uid]
	withdrawn := factsOf(t, pagesOf(without(t, 2, "CN-2020-2"), nil), "/calendar/CN.ics", uid)[uid]
	if withdrawn.days != "2020-01-24/2020-01-30" || withdrawn.sequence <= amended.sequence {
		t.Errorf("%v, then %v", amended, withdrawn)
	}
}

// TestFeedLanguages: both languages tell of the same events.
func TestFeedLanguages(t *testing.T) {
	h := pagetest.Pages("2026-04-15")
	if chinese, english := factsOf(t, h, "/calendar/CN-GX.ics", ""), factsOf(t, h, "/calendar/CN-GX.ics?lang=en", ""); !maps.Equal(chinese, english) {
		t.Error("the events differ")
	}
	for address, want := range map[string][]string{
		"/calendar/CN-GX.ics":         {"NAME:广西壮族自治区放假与补班", "SUMMARY:春节放假", "SUMMARY:广西三月三放假", "CATEGORIES:补班", "STATUS:TENTATIVE"},
		"/calendar/CN-GX.ics?lang=en": {"SUMMARY:Spring Festival (day off)", "SUMMARY:Sanyuesan (day off)", "CATEGORIES:working day"},
	} {
		body, _ := feed(t, h, address)
		for _, line := range want {
			if !strings.Contains(body, line+"\r\n") {
				t.Errorf("%s: no %s", address, line)
			}
		}
	}
}

// TestFeedUnchanged: a program that has the file already is told so, at any time;
// the day of asking does not show in it.
func TestFeedUnchanged(t *testing.T) {
	ask := func(today, tag string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, "/calendar/CN.ics", http.NoBody)
		r.Header.Set("If-None-Match", tag)
		w := httptest.NewRecorder()
		pagetest.Pages(today).ServeHTTP(w, r)
		return w
	}
	first := ask("2026-04-15", "")
	tag := first.Header().Get("ETag")
	if first.Code != http.StatusOK || tag == "" {
		t.Fatalf("%d, tag %q", first.Code, tag)
	}
	if again := ask("2027-11-30", tag); again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Errorf("%d with %d bytes", again.Code, again.Body.Len())
	}
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "/calendar/CN.ics", http.NoBody)
	r.Header.Set("If-None-Match", tag)
	pagesOf(without(t, 1), nil).ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Errorf("after a change: %d", w.Code)
	}
}
