package record_test

import (
	"strings"
	"testing"

	"shixian/holidays/record"
)

// TestPosition: a position has one spelling, and names the states that it says.
func TestPosition(t *testing.T) {
	hash := "9f3c41aa" + strings.Repeat("0", 56)
	for text, names := range map[string]bool{
		"12.9f3c41aa": true, "12": true, "12.9f3c41ab": false, "11.9f3c41aa": false, "0": false, "-1": false, "9007199254740993": false,
	} {
		p, err := record.ParsePosition(text)
		if err != nil || p.String() != text || p.Names(12, hash) != names {
			t.Errorf("%s: %s, %v", text, p, err)
		}
	}
	for _, text := range []string{
		"", "x", ".", "12.", ".9f3c41aa", "012", "+12", "-2", "-1.9f3c41aa", "12.9f3c41a", "12.9f3c41aa0", "12.9F3C41AA", "12.9f3c41ag",
		"12.9f3c41aa.1", " 12", "99999999999999999999",
	} {
		if p, err := record.ParsePosition(text); err == nil {
			t.Errorf("%q is taken as %s", text, p)
		}
	}
	if p := record.PositionOf(12, hash); p.String() != "12.9f3c41aa" || record.NewState().Position() != record.Beginning {
		t.Errorf("%s, %s", p, record.NewState().Position())
	}
}

// TestEpochs: several restores share what the shortest backup had.
func TestEpochs(t *testing.T) {
	s := record.NewState()
	for i, restore := range []bool{false, false, true, false, true} {
		e := record.Event{Revision: int64(i), Action: record.Withdraw}
		if restore {
			e.Action = record.Restore
		}
		s = s.Apply(e)
	}
	if s.Epochs != (record.Epochs{Begin: 4, Shared: 1}) || s.Epochs.One() || !(record.Epochs{}).One() {
		t.Errorf("%+v", s.Epochs)
	}
}
