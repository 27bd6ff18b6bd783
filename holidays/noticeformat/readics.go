package noticeformat

import (
	"regexp"
	"strconv"
	"strings"

	ics "github.com/arran4/golang-ical"

	"shixian/holidays"
)

func readICS(body []byte) ([]*draft, error) {
	lines, err := logicalLines(body)
	if err != nil {
		return nil, err
	}
	begins, err := outline(lines)
	if err != nil {
		return nil, err
	}
	var text strings.Builder
	for _, l := range lines {
		text.WriteString(l.text + "\r\n")
	}
	cal, perr := ics.ParseCalendar(strings.NewReader(text.String()))
	if perr != nil {
		return nil, fail(CodeICS, Place{}).because(perr)
	}
	if cancelled(cal) {
		return nil, fail(CodeCancelled, Place{})
	}
	events := cal.Events()
	if len(events) != len(begins) {
		return nil, fail(CodeICS, Place{})
	}
	d := &draft{byDay: true}
	for i, c := range events {
		e := event{props: map[string][]*ics.IANAProperty{}, at: Place{Line: begins[i]}}
		entry, err := e.read(c)
		if err != nil {
			return nil, err
		}
		d.add(entry, e.at)
	}
	return []*draft{d}, nil
}

// cancelled reports whether the calendar takes its events back (RFC 5546).
func cancelled(cal *ics.Calendar) bool {
	for _, p := range cal.CalendarProperties {
		if strings.EqualFold(p.IANAToken, "METHOD") && strings.EqualFold(p.Value, "CANCEL") {
			return true
		}
	}
	return false
}

// maxTitle is the longest title of an event, in characters.
const maxTitle = 200

// event is one VEVENT.
type event struct {
	props map[string][]*ics.IANAProperty // by name in capitals
	at    Place
}

// recurring are the properties that give an event further days.
var recurring = []string{"RRULE", "RDATE", "EXRULE", "EXDATE", "RECURRENCE-ID"}

func (e *event) read(c *ics.VEvent) (holidays.Entry, error) {
	for i := range c.Properties {
		name := strings.ToUpper(c.Properties[i].IANAToken)
		e.props[name] = append(e.props[name], &c.Properties[i])
	}
	if e.at.Event = e.value("SUMMARY"); e.at.Event == "" {
		e.at.Event = e.value("UID")
	}
	for _, name := range recurring {
		if len(e.props[name]) > 0 {
			return holidays.Entry{}, fail(CodeRecurring, e.at, name)
		}
	}
	for _, name := range []string{"SUMMARY", "DTSTART", "DTEND", "DURATION", "STATUS"} {
		if len(e.props[name]) > 1 {
			return holidays.Entry{}, fail(CodeDoubled, e.at, name)
		}
	}
	if strings.EqualFold(e.value("STATUS"), "CANCELLED") {
		return holidays.Entry{}, fail(CodeCancelled, e.at)
	}
	return e.entry()
}

// value returns the first value of a property, trimmed, or "".
func (e *event) value(name string) string {
	if p := e.props[name]; len(p) > 0 {
		return strings.TrimSpace(p[0].Value)
	}
	return ""
}

func (e *event) entry() (holidays.Entry, error) {
	var out holidays.Entry
	for _, name := range []string{"SUMMARY", "DTSTART"} {
		if e.value(name) == "" {
			return out, fail(CodeMissing, e.at, name)
		}
	}
	title := text{"SUMMARY", e.value("SUMMARY"), maxTitle}
	if !title.visible() {
		return out, fail(CodeText, e.at, title.value, title.most)
	}
	var err error
	if out.From, err = e.date("DTSTART"); err != nil {
		return out, err
	}
	if out.To, err = e.last(out.From); err != nil {
		return out, err
	}
	var ok bool
	if out.Festival, out.Kind, ok = meaning(title.value, e.categories()); !ok {
		return out, fail(CodeMeaning, e.at)
	}
	return out, nil
}

// date reads a property whose value is a date.
func (e *event) date(name string) (holidays.Date, error) {
	p := e.props[name][0]
	for param, values := range p.ICalParameters {
		if strings.EqualFold(param, "VALUE") && (len(values) != 1 || !strings.EqualFold(values[0], "DATE")) {
			return holidays.Date{}, fail(CodeTimed, e.at, name)
		}
	}
	m := basicDate.FindStringSubmatch(e.value(name))
	if m == nil {
		return holidays.Date{}, fail(CodeTimed, e.at, name)
	}
	d, ok := civil(m[1], m[2], m[3])
	if !ok {
		return holidays.Date{}, fail(CodeDate, e.at, e.value(name))
	}
	return d, nil
}

var (
	basicDate = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	wholeDays = regexp.MustCompile(`^\+?P(\d{1,3})([DW])$`)
)

// last returns the last day of an event: the day before DTEND, or by DURATION;
// the first day where neither is given (RFC 5545, 3.6.1).
func (e *event) last(first holidays.Date) (holidays.Date, error) {
	end := first.AddDays(1)
	switch hasEnd, hasDuration := len(e.props["DTEND"]) > 0, len(e.props["DURATION"]) > 0; {
	case hasEnd && hasDuration:
		return end, fail(CodeDoubled, e.at, "DTEND, DURATION")
	case hasEnd:
		var err error
		if end, err = e.date("DTEND"); err != nil {
			return end, err
		}
	case hasDuration:
		n, ok := daysOf(e.value("DURATION"))
		if !ok {
			return end, fail(CodeTimed, e.at, "DURATION")
		}
		end = first.AddDays(n)
	}
	if !end.After(first) {
		return end, fail(CodeEnd, e.at, first, end)
	}
	return end.AddDays(-1), nil
}

// daysOf returns the days of a duration of whole days or weeks, such as P3D.
func daysOf(duration string) (int, bool) {
	m := wholeDays.FindStringSubmatch(strings.ToUpper(duration))
	if m == nil {
		return 0, false
	}
	n, err := strconv.Atoi(m[1])
	if m[2] == "W" {
		n *= 7
	}
	return n, err == nil
}

func (e *event) categories() []string {
	var out []string
	for _, p := range e.props["CATEGORIES"] {
		out = append(out, strings.Split(p.Value, ",")...)
	}
	return out
}
