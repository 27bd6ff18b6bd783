package deadlines_test

import (
	"testing"

	"shixian/deadlines"
	"shixian/holidays"
)

// benched are the requests that are measured: one for each way of counting.
var benched = []struct {
	name string
	rule string
	deadlines.Request
}{
	{"WorkingDays", "xihe.countersign-reply", deadlines.Request{Trigger: date("2026-02-09")}},
	{"Days", "xihe.revise-decided-document", deadlines.Request{Trigger: date("2026-04-03")}},
	{"Months", "shuangta.710-complex", deadlines.Request{Trigger: date("2024-01-13")}},
	{"Window", "xihe.standing-meeting", deadlines.Request{Trigger: date("2026-02-10")}},
	{"NthWeekday", "tiexi.party-group-meeting", deadlines.Request{Trigger: date("2025-10-01")}},
	{"SuspendedWorkingDays", "xihe.countersign-reply", deadlines.Request{Trigger: date("2022-07-08"),
		Suspended: []holidays.Span{span("2022-07-10", "2022-07-18")}}},
	{"SuspendedDays", "shuangta.710-general", deadlines.Request{Trigger: date("2024-05-10"),
		Suspended: []holidays.Span{span("2024-05-14", "2024-05-15"), span("2024-05-20", "2024-05-21")}}},
}

func BenchmarkCompute(b *testing.B) {
	for _, bb := range benched {
		b.Run(bb.name, func(b *testing.B) { benchCompute(b, bb.rule, bb.Request) })
	}
}

// unsettled are as many requests about 2027, which nobody has arranged yet, each beside
// a settled one of the same length.
var unsettled = []struct {
	name, rule         string
	settled, unsettled deadlines.Request
}{
	{"WorkingDays", "xihe.countersign-reply", deadlines.Request{Trigger: date("2026-02-09")}, deadlines.Request{Trigger: date("2027-02-01")}},
	{"WorkingDaysFar", "xihe.countersign-reply", deadlines.Request{Trigger: date("2024-02-09"), Amount: 200}, deadlines.Request{Trigger: date("2027-02-01"), Amount: 200}},
	{"Before", "tiexi.submit-meeting-papers", deadlines.Request{Trigger: date("2026-02-26")}, deadlines.Request{Trigger: date("2027-02-18")}},
	{"Lead", "tiexi.lead-general", deadlines.Request{Trigger: date("2026-02-26")}, deadlines.Request{Trigger: date("2027-02-18")}},
	{"Days", "xihe.revise-decided-document", deadlines.Request{Trigger: date("2026-04-02")}, deadlines.Request{Trigger: date("2027-04-02")}},
	{"Months", "shuangta.710-complex", deadlines.Request{Trigger: date("2024-01-13")}, deadlines.Request{Trigger: date("2027-01-09")}},
	{"Window", "xihe.standing-meeting", deadlines.Request{Trigger: date("2026-02-10")}, deadlines.Request{Trigger: date("2027-02-10")}},
	{"NthWeekday", "tiexi.party-group-meeting", deadlines.Request{Trigger: date("2025-10-01")}, deadlines.Request{Trigger: date("2027-02-01")}},
	{"YearEnd", "shuangta.710-annual", deadlines.Request{Trigger: date("2025-02-01")}, deadlines.Request{Trigger: date("2027-02-01")}},
	{"SuspendedWorkingDays", "xihe.countersign-reply", deadlines.Request{Trigger: date("2022-07-08"), Suspended: []holidays.Span{span("2022-07-10", "2022-07-18")}},
		deadlines.Request{Trigger: date("2027-01-25"), Suspended: []holidays.Span{span("2027-01-27", "2027-02-03")}}},
	{"WeekdayWindow", "tiexi.field-research-days", deadlines.Request{Trigger: date("2025-10-01")}, deadlines.Request{Trigger: date("2027-10-04")}},
}

// BenchmarkUnsettled is what bounds cost: an answer with them beside a settled one of the
// same way of counting.
func BenchmarkUnsettled(b *testing.B) {
	for _, bb := range unsettled {
		b.Run(bb.name+"/settled", func(b *testing.B) { benchCompute(b, bb.rule, bb.settled) })
		b.Run(bb.name+"/unsettled", func(b *testing.B) { benchCompute(b, bb.rule, bb.unsettled) })
	}
}

func BenchmarkComputeTrace(b *testing.B) {
	for _, bb := range benched {
		b.Run(bb.name, func(b *testing.B) {
			bb.Trace = true
			benchCompute(b, bb.rule, bb.Request)
		})
	}
}

func benchCompute(b *testing.B, id string, q deadlines.Request) {
	r := ruleOf(b, id)
	cal := table().Calendar(r.Jurisdiction.Calendar)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := deadlines.Compute(r, cal, &q); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStand(b *testing.B) {
	a := ask(b, of(replyID, "2026-02-09"))
	look := deadlines.Look{At: date("2026-02-14"), Yellow: deadlines.DefaultYellow}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := deadlines.Stand(&a, look); err != nil {
			b.Fatal(err)
		}
	}
}

// TestComputeAllocatesNothing: neither Compute without a trace nor Stand allocate,
// for any rule, with all that a caller may add.
func TestComputeAllocatesNothing(t *testing.T) {
	s := situation{trigger: date("2026-02-09"), amount: 9, roll: deadlines.RollPrevious, days: 1.5,
		suspended: []holidays.Span{span("2026-02-20", "2026-02-25"), span("2026-02-11", "2026-02-12"), span("2026-02-13", "2026-02-13")},
		history:   dates("2026-01-12", "2025-03-03")}
	for _, r := range catalogue().Rules {
		cal := table().Calendar(r.Jurisdiction.Calendar)
		q := s.request(r)
		q.Trace = false
		var a deadlines.Answer
		var err error
		if n := testing.AllocsPerRun(100, func() { a, err = deadlines.Compute(r, cal, q) }); n != 0 || err != nil {
			t.Errorf("%s: %v allocations (%v)", r.ID, n, err)
		}
		if !r.HasDue() {
			continue
		}
		look := deadlines.Look{At: date("2026-02-14"), Yellow: deadlines.DefaultYellow}
		if n := testing.AllocsPerRun(100, func() { _, err = deadlines.Stand(&a, look) }); n != 0 || err != nil {
			t.Errorf("where %s stands: %v allocations (%v)", r.ID, n, err)
		}
	}
}
