package api

import (
	"testing"

	"shixian/api/wire"
	"shixian/holidays"
)

// TestAllocations: reading, answering and writing one item of a batch allocates
// once at most, so that a batch does not fill the heap.
func TestAllocations(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector allocates")
	}
	table, cat := world()
	h := newDeadlineHandler(newTestServer(t, nil).answers, nil)
	r := wire.NewDecoder(cat)
	for name, line := range map[string]string{
		"plain":       `{"rule":"xihe.countersign-reply","trigger":"2026-02-09"}`,
		"amount":      `{"rule":"xihe.countersign-reply","trigger":"2026-02-09","amount":5}`,
		"roll":        `{"rule":"xihe.travel-notice","trigger":"2026-10-09","roll":"next"}`,
		"quota":       `{"rule":"xiangshan.district-meeting-quota","trigger":"2026-02-09","history":["2026-01-05","2026-01-06"]}`,
		"suspended":   `{"rule":"xihe.countersign-reply","trigger":"2026-02-09","suspended":[{"from":"2026-02-10","to":"2026-02-11"}]}`,
		"provisional": `{"rule":"xihe.countersign-reply","trigger":"2026-12-21"}`,
		"term":        `{"rule":"tiexi.term","trigger":"2024-02-29"}`,
		"threshold":   `{"rule":"tiexi.absence-approver","days":2}`,
		"weekdays":    `{"rule":"tiexi.field-research-days","trigger":"2026-02-13"}`,
	} {
		var q wire.Input
		var out []byte
		text := []byte(line)
		allocs := testing.AllocsPerRun(200, func() {
			wrong := r.Line(text, &q)
			if out = h.appendResult(out[:0], &answering{table: table, present: wire.Presentation{Lang: holidays.Chinese}}, &q, wrong, place{}); wrong != nil {
				t.Fatalf("%s: %s", name, out)
			}
		})
		t.Logf("%s: %v allocations", name, allocs)
		if allocs > 1 {
			t.Errorf("%s: %v allocations", name, allocs)
		}
	}
}
