package calendar

import (
	"net/url"
	"strconv"
	"strings"
)

// form is the form of the page, as it was filled in.
type form struct{ Calendar, Year, Revision, With, WithRevision string }

func readForm(q url.Values) form {
	return form{
		Calendar: strings.TrimSpace(q.Get("calendar")), Year: strings.TrimSpace(q.Get("year")),
		Revision: strings.TrimSpace(q.Get("revision")), With: q.Get("with"), WithRevision: strings.TrimSpace(q.Get("with_revision")),
	}
}

// address returns the page's address.
func (f form) address() string {
	q := url.Values{}
	for name, value := range map[string]string{"revision": f.Revision, "with": f.With, "with_revision": f.WithRevision} {
		if value != "" {
			q.Set(name, value)
		}
	}
	out := "/calendar/" + url.PathEscape(f.Calendar) + "/" + url.PathEscape(f.Year)
	if len(q) > 0 {
		out += "?" + q.Encode()
	}
	return out
}

// of returns the address of another year.
func (f form) of(year int) string {
	f.Year = strconv.Itoa(year)
	return f.address()
}

// alone returns the address of the same year of a calendar by the table of a
// revision, "" for the one in force, with nothing beside it.
func (f form) alone(calendar, revision string) string {
	return form{Calendar: calendar, Year: f.Year, Revision: revision}.address()
}

// compares reports whether something is to stand beside the year.
func (f form) compares() bool { return f.With != "" || f.WithRevision != "" }
