package data

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"shixian/holidays"
)

// The functions of this file write what was loaded in the lines of the golden files.

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func calendarLines(t testing.TB, src *holidays.Source) []string {
	var out []string
	for _, d := range src.Definitions {
		cal, own := build(t, src, d.ID, holidays.Date{}), "-"
		if o := d.OwnNotice; o != nil {
			own = fmt.Sprintf("-%d +%d, by %s", o.DaysBefore, o.DaysAfter, o.UsualBy.Of(2026))
		} else if d.UsualBy != (holidays.UsualDay{}) {
			own = fmt.Sprint("by ", d.UsualBy.Of(2026))
		}
		out = append(out, fmt.Sprintf("%s | %s | %s %s | %s | %s | %s",
			d.ID, orDash(d.Parent), cal.First(), cal.Last(), own, d.NameZH, d.NameEN))
		if d.Bounds == nil {
			continue
		}
		out = append(out, d.ID+" bounds: "+d.Bounds.Source)
		for _, b := range d.Bounds.Festivals {
			line := fmt.Sprintf("%s %s -%d +%d, %d off, %d made up within %d", d.ID, b.Festival, b.Before, b.After, b.DaysOff, b.MakeupDays, b.MakeupWithin)
			if j := b.Joins; j != nil {
				line += fmt.Sprintf("; with %s -%d +%d, %d off", j.Festival, j.Before, j.After, j.DaysOff)
			}
			out = append(out, line)
		}
	}
	return out
}

func mmdd(d holidays.Date) string {
	_, m, day := d.Civil()
	return fmt.Sprintf(" %02d%02d", m, day)
}

func anchorLines(src *holidays.Source) []string {
	var out []string
	for year := src.Statutory.LastYear() - len(src.Statutory.Dates) + 1; year <= src.Statutory.LastYear(); year++ {
		line := fmt.Sprint(year)
		for _, a := range anchors {
			line += mmdd(src.Statutory.Dates[year][a])
		}
		out = append(out, line)
	}
	return out
}

func statutoryLines(src *holidays.Source) []string {
	var out []string
	for _, r := range src.Statutory.Regulations {
		out = append(out, fmt.Sprintf("regulation %s %s %d %s %s", r.Calendar, r.Issued, r.FromYear, r.Document, r.Source))
		festivals := "festivals"
		for _, d := range r.Days {
			festivals += " " + d.Festival
		}
		out = append(out, festivals)
		if p := r.Principles; p != nil {
			out = append(out, fmt.Sprintf("principles %s %s", p.Known, p.Source))
			for _, k := range p.Blocks {
				out = append(out, fmt.Sprintf("block %s %d %s %s %d", k.Festival, k.Days, k.Where, orDash(k.Joins), k.JoinedDays))
			}
		}
	}
	for _, def := range src.Definitions {
		if !hasRegulation(def) {
			continue
		}
		for year := def.FirstYear; year <= src.Statutory.LastYear(); year++ {
			days := src.Statutory.Days(def.ID, year, holidays.Date{})
			line := fmt.Sprintf("%s %d %d", def.ID, year, len(days))
			for _, d := range days {
				line += mmdd(d.Date)
			}
			out = append(out, line)
		}
	}
	return out
}

func noticeLines(src *holidays.Source) []string {
	var out []string
	for _, n := range src.Notices {
		exact, residue := "exact", holidays.Residue{}
		if n.IssuedApproximate {
			exact = "approximate"
		}
		if n.Residue != nil {
			residue = *n.Residue
		}
		out = append(out, fmt.Sprintf("%s | %s | %s | %s | amends %s | residue %d | %d entries | %s",
			n.ID, orDash(n.Document), n.Issued, exact, orDash(n.Amends), residue.Days, len(n.Entries), orDash(n.Source)))
		if n.Residue != nil {
			out = append(out, fmt.Sprintf("%s residue: %s", n.ID, residue.Reason))
		}
		for _, e := range n.Entries {
			out = append(out, fmt.Sprintf("%s %s %s %s %s", n.ID, e.Kind, e.From, e.To, e.Festival))
		}
	}
	return out
}

// settledLines returns the month sheets of the years that have a notice.
func settledLines(t testing.TB, src *holidays.Source) []string {
	var out []string
	for _, def := range src.Definitions {
		last := 0
		for _, n := range src.Notices {
			if n.Calendar == def.ID && n.Amends == "" {
				last = max(last, n.Year)
			}
		}
		if last > 0 {
			cal := build(t, src, def.ID, holidays.Date{})
			out = append(out, monthSheet(t, cal, cal.First(), holidays.NewDate(last, time.December, 31), false)...)
		}
	}
	return out
}

// statuteLines returns the month sheets from December 2026 on, as of [known].
func statuteLines(t testing.TB, src *holidays.Source) []string {
	var out []string
	for _, id := range []string{"CN", "CN-GX"} {
		cal := build(t, src, id, known)
		out = append(out, monthSheet(t, cal, holidays.NewDate(2026, time.December, 1), cal.Last(), true)...)
	}
	return out
}

// monthSheet returns a line per month with a letter per day, a capital one, where
// open is set, for a day that is not settled.
func monthSheet(t testing.TB, cal *holidays.Calendar, from, to holidays.Date, open bool) []string {
	t.Helper()
	var out []string
	for d := from; !d.After(to); d = d.AddDays(1) {
		day, err := cal.Day(d)
		if err != nil {
			t.Fatal(err)
		}
		y, m, dd := d.Civil()
		if dd == 1 {
			out = append(out, fmt.Sprintf("%s %d-%02d ", cal.ID(), y, m))
		}
		letter := string("wehm"[day.Kind])
		if open && !day.Settled {
			letter = strings.ToUpper(letter)
		}
		out[len(out)-1] += letter
	}
	return out
}
