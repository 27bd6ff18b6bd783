package chaos

import (
	"slices"
	"strings"
	"testing"

	"shixian/holidays/record"
)

// TestAudit: whatever becomes of an acknowledged write is found.
func TestAudit(t *testing.T) {
	o := newOracle()
	for name, c := range map[string]struct {
		change func([]record.Event, []*write) []record.Event
		says   string
	}{
		"all there": {func(e []record.Event, _ []*write) []record.Event { return e }, ""},
		"lost":      {func(e []record.Event, _ []*write) []record.Event { return e[:4] }, "is lost"},
		"twice":     {func(e []record.Event, _ []*write) []record.Event { return append(e, e[4]) }, "2 times"},
		"elsewhere": {func(e []record.Event, w []*write) []record.Event { w[2].revision = 2; return e }, "acknowledged as revision 2"},
		"foreign":   {func(e []record.Event, w []*write) []record.Event { e[1].Why = "mine"; return e }, `nobody has written "mine"`},
		"another notice": {func(e []record.Event, _ []*write) []record.Event {
			e[1].Published = slices.Clone(e[1].Published)
			e[1].Published[0].Entries = entries(1)
			return e
		}, "what stands in the record"},
		"withdrawn another":               {func(e []record.Event, _ []*write) []record.Event { e[2].Withdrawn = []string{"CN-2026"}; return e }, "what stands in the record"},
		"not acknowledged, and there":     {func(e []record.Event, w []*write) []record.Event { w[3].revision = -1; return e }, ""},
		"not acknowledged, and not there": {func(e []record.Event, w []*write) []record.Event { w[3].revision = -1; return e[:4] }, ""},
	} {
		events, writes := recordOf(t, o, 4)
		faults := (&writer{writes: writes}).audit(c.change(events, writes))
		found := slices.ContainsFunc(faults, func(err error) bool { return c.says != "" && strings.Contains(err.Error(), c.says) })
		if found != (c.says != "") || c.says == "" && len(faults) > 0 {
			t.Errorf("%s: %v", name, faults)
		}
	}
}
