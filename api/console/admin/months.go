package admin

import (
	"context"
	"io"
	"time"

	"shixian/api/admin"
	"shixian/api/console/month"
	"shixian/api/console/page"
	"shixian/api/console/words"
	"shixian/holidays"
)

// pairs are the months in which a draft changes a day, each before and after.
type pairs struct {
	v       *page.View
	cal     *holidays.Calendar
	changes map[holidays.Date]holidays.Kind // the kind after
	names   map[holidays.Date]string        // festivals of the draft's entries
	months  []holidays.Date                 // their first days
}

// newPairs lays out the days that a draft changes in the calendar as it was before; nil if
// there are none.
func newPairs(v *page.View, cal *holidays.Calendar, d *admin.Draft) *pairs {
	if len(d.Diff) == 0 || cal == nil {
		return nil
	}
	p := &pairs{v: v, cal: cal, changes: map[holidays.Date]holidays.Kind{}, names: map[holidays.Date]string{}}
	for _, c := range d.Diff {
		if c.Calendar != d.Calendar {
			continue
		}
		p.changes[c.Date] = c.After
		y, m, _ := c.Date.Civil()
		first := holidays.NewDate(y, m, 1)
		if n := len(p.months); n == 0 || p.months[n-1] != first {
			p.months = append(p.months, first)
		}
	}
	for _, e := range d.Notice.Entries {
		if d.Kind != admin.OfNotice {
			break
		}
		for day := e.From; !day.After(e.To); day = day.AddDays(1) {
			p.names[day] = e.Festival
		}
	}
	return p
}

// year are the months of a whole year.
func (p *pairs) year(year int) *pairs {
	whole := *p
	whole.months = nil
	for m := time.January; m <= time.December; m++ {
		whole.months = append(whole.months, holidays.NewDate(year, m, 1))
	}
	return &whole
}

// Render writes the months.
func (p *pairs) Render(_ context.Context, w io.Writer) error {
	b := make([]byte, 0, 32<<10)
	for _, first := range p.months {
		b = append(b, `<div class="pair-of-months">`...)
		b = p.appendMonth(b, first, p.v.T("（之前）", " (before)"), p.appendBefore)
		b = p.appendMonth(b, first, p.v.T("（之后）", " (after)"), p.appendAfter)
		b = append(b, `</div>`...)
	}
	_, err := w.Write(b)
	return err
}

func (p *pairs) appendMonth(b []byte, d holidays.Date, suffix string, day func([]byte, holidays.Day) []byte) []byte {
	y, m, _ := d.Civil()
	return month.Append(b, p.v, p.v.MonthName(y, m)+suffix, y, m, func(b []byte, d holidays.Date) []byte {
		known, err := p.cal.Day(d)
		if err != nil {
			return append(b, month.Blank...)
		}
		return day(b, known)
	})
}

func (p *pairs) appendBefore(b []byte, day holidays.Day) []byte {
	return p.appendCell(b, day.Date, day.Kind, day.Festival, "")
}

func (p *pairs) appendAfter(b []byte, day holidays.Day) []byte {
	after, changed := p.changes[day.Date]
	name, named := p.names[day.Date]
	if !named {
		name = day.Festival
	}
	if !changed {
		return p.appendCell(b, day.Date, day.Kind, name, "")
	}
	return p.appendCell(b, day.Date, after, name, words.MarkOfKind(p.v, day.Kind, day.Festival).Reason)
}

// appendCell writes a day; was says what it was, if it changes.
func (p *pairs) appendCell(b []byte, d holidays.Date, kind holidays.Kind, name, was string) []byte {
	mark, changed := words.MarkOfKind(p.v, kind, name), month.Sign{Class: "mark"}
	if was != "" {
		mark.Class, changed.Text = mark.Class+" changed", p.v.T("改", "*")
		mark.Reason = p.v.T("改为"+mark.Reason+"，原为"+was, "now "+mark.Reason+", was "+was)
	}
	return month.AppendCell(b, d, mark.Class, mark.Reason, changed, month.Sign{Class: "sign", Text: mark.Sign})
}
