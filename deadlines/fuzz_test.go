package deadlines_test

import (
	"encoding/binary"
	"errors"
	"testing"

	"shixian/deadlines"
	"shixian/holidays"
)

// anyDate makes any date that can be written of a number; 0 is no date.
func anyDate(n uint32) holidays.Date {
	if n == 0 {
		return holidays.Date{}
	}
	first, last := date("0001-01-01"), date("9999-12-31")
	return first.AddDays(int(n) % (first.DaysUntil(last) + 1))
}

// anyDates makes a date of every four bytes.
func anyDates(b []byte) (out []holidays.Date) {
	for ; len(b) >= 4; b = b[4:] {
		out = append(out, anyDate(binary.LittleEndian.Uint32(b)))
	}
	return out
}

// FuzzCompute puts any request to every rule: none panics, a refusal is an
// [deadlines.Error], and an answer is the oracle's.
func FuzzCompute(f *testing.F) {
	number := func(s string) uint32 { return uint32(date("0001-01-01").DaysUntil(date(s))) }
	day := func(list ...string) (b []byte) {
		for _, s := range list {
			b = binary.LittleEndian.AppendUint32(b, number(s))
		}
		return b
	}
	f.Add(number("2026-02-09"), 0, "", []byte(nil), []byte(nil), 0.0, false, uint8(0), uint32(0))
	f.Add(number("2026-10-09"), 3, "next", day("2026-10-08", "2026-10-11"), []byte(nil), 0.0, false, uint8(1), number("2026-01-10"))
	f.Add(number("2025-05-20"), 0, "", []byte(nil), day("2025-05-19", "2024-05-19"), 0.0, false, uint8(2), uint32(0))
	f.Add(uint32(0), 0, "", []byte(nil), []byte(nil), 1.5, true, uint8(3), uint32(0))
	f.Add(number("2050-12-30"), 1001, "nearest", day("9999-12-31", "0001-01-02"), []byte(nil), -1.0, true, uint8(0), number("2007-01-01"))
	all := rulesOfAllTimes()
	f.Fuzz(func(t *testing.T, trigger uint32, amount int, roll string, spans, history []byte, days float64, hasDays bool, calendar uint8, asOf uint32) {
		ids := table().IDs()
		s := situation{cal: table().Calendar(ids[int(calendar)%len(ids)])}
		q := deadlines.Request{
			Trigger: anyDate(trigger), Amount: amount, Roll: deadlines.Roll(roll), AsOf: anyDate(asOf),
			History: anyDates(history), Days: days, HasDays: hasDays, Trace: true,
		}
		if !q.AsOf.IsZero() {
			s.cal = table().AsOf(s.cal.ID(), q.AsOf)
		}
		for ends := anyDates(spans); len(ends) >= 2; ends = ends[2:] {
			q.Suspended = append(q.Suspended, holidays.Span{From: ends[0], To: ends[1]})
		}
		for _, r := range all {
			a, err := deadlines.Compute(r, s.cal, &q)
			var e *deadlines.Error
			if err != nil {
				if !errors.As(err, &e) || e.Pointer == "" {
					t.Fatalf("%s: %v names no field", r.ID, err)
				}
				continue
			}
			compareAnswer(t, r, s.cal, &q, &a)
			if _, err := deadlines.Stand(&a, deadlines.Look{At: q.AsOf}); err != nil && !errors.As(err, &e) {
				t.Fatalf("%s: %v", r.ID, err)
			}
		}
	})
}
