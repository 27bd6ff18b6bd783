// Command rickar-cal answers what the library github.com/rickar/cal can answer of the
// vectors: working days by what is known now, and limits in working days. The library
// has no Chinese holidays: by itself it knows Monday to Friday, and -notices hands it the
// days of the notices. It knows no certainty, so that it can only be right in what is
// asked for itself.
//
// It is a module of its own, so that the service does not depend on the library.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/rickar/cal/v2"
)

type question struct {
	Rule, Calendar, Trigger, Date, From, To, Agreed string
	AsOf                                            string `json:"as_of"`
	Suspended                                       []any
	Amount                                          int
	Add                                             *int
}

type rule struct {
	ID, Calendar, Shape, Unit, Strength string
	Amount                              int
}

type notice struct {
	Calendar string
	Entries  []struct{ Kind, From, To string }
}

type adapter struct {
	rules    map[string]rule
	calendar *cal.BusinessCalendar
}

func main() {
	data := flag.String("data", "../data", "the folder of the data")
	notices := flag.Bool("notices", false, "hand the library the days of the notices")
	trigger := flag.String("trigger", "", "answer no vectors, but count from that day again and again, and write the due day and the nanoseconds of a count")
	days := flag.Int("days", 0, "how many working days, with -trigger")
	times := flag.Int("times", 1, "how often, with -trigger")
	flag.Parse()
	var err error
	if *trigger != "" {
		err = measure(*data, *trigger, *days, *times)
	} else {
		err = run(*data, *notices)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(data string, withNotices bool) error {
	a := adapter{rules: map[string]rule{}, calendar: cal.NewBusinessCalendar()}
	var rules []rule
	if err := read(filepath.Join(data, "rules.json"), &rules); err != nil {
		return err
	}
	for _, r := range rules {
		a.rules[r.ID] = r
	}
	if withNotices {
		if err := a.addNotices(filepath.Join(data, "notices.json")); err != nil {
			return err
		}
	}
	out := json.NewEncoder(os.Stdout)
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		var q question
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			return err
		}
		if err := out.Encode(a.answer(&q)); err != nil {
			return err
		}
	}
	return nil
}

// measure counts by the notices as often as it is told.
func measure(data, trigger string, days, times int) error {
	a := adapter{calendar: cal.NewBusinessCalendar()}
	if err := a.addNotices(filepath.Join(data, "notices.json")); err != nil {
		return err
	}
	due := ""
	begin := time.Now()
	for range times {
		due = write(a.calendar.WorkdaysFrom(day(trigger), days))
	}
	_, err := fmt.Println(due, time.Since(begin).Nanoseconds()/int64(times))
	return err
}

func read(name string, into any) error {
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

// addNotices has the calendar decide by the nation's notices first.
func (a *adapter) addNotices(name string) error {
	var notices []notice
	if err := read(name, &notices); err != nil {
		return err
	}
	worked := map[string]bool{}
	for _, n := range notices {
		for _, e := range n.Entries {
			for d := day(e.From); n.Calendar == "CN" && !d.After(day(e.To)); d = d.AddDate(0, 0, 1) {
				worked[write(d)] = e.Kind == "work"
			}
		}
	}
	a.calendar.WorkdayFunc = func(d time.Time) bool {
		if works, arranged := worked[write(d)]; arranged {
			return works
		}
		return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
	}
	return nil
}

// day reads a date, at noon, so that no clock moves it; it is zero for another text.
func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}
	}
	return d.Add(12 * time.Hour)
}

func write(d time.Time) string { return d.Format(time.DateOnly) }

func (a *adapter) answer(q *question) map[string]any {
	unsupported := map[string]any{"unsupported": true}
	r, id := a.rules[q.Rule], q.Calendar
	if id == "" {
		id = r.Calendar
	}
	trigger := day(q.Trigger)
	switch {
	case q.AsOf != "" || q.Suspended != nil || q.Agreed != "" || !slices.Contains([]string{"CN", "CN-LN", "CN-JL"}, id):
		return unsupported
	case q.Add != nil:
		return map[string]any{"result": write(a.calendar.WorkdaysFrom(day(q.Date), *q.Add))}
	case q.Date != "":
		return map[string]any{"working": a.calendar.IsWorkday(day(q.Date))}
	case q.From != "":
		if q.From >= q.To { // the library counts backwards then
			return map[string]any{"workdays": 0}
		}
		return map[string]any{"workdays": a.calendar.WorkdaysInRange(day(q.From).AddDate(0, 0, 1), day(q.To))}
	case r.Unit != "working_day" || r.Shape == "lead" || trigger.IsZero():
		return unsupported
	}
	n := r.Amount
	if q.Amount != 0 {
		n = q.Amount
	}
	if r.Shape == "before" {
		n = -n
	}
	due := write(a.calendar.WorkdaysFrom(trigger, n))
	return map[string]any{"nominal": due, "due": due, "strength": r.Strength}
}
