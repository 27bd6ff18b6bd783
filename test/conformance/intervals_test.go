package conformance

import (
	"io"
	"os"
	"testing"

	"shixian/holidays"
	"shixian/holidays/data"
	"shixian/holidays/noticetext"
	"shixian/test/notice2027"
)

// TestIntervalsAreThoseOfTheDay: the file is what is answered by what was known then,
// and its hash stands beside it.
func TestIntervalsAreThoseOfTheDay(t *testing.T) {
	want := world(t).Intervals()
	if *update {
		for name, text := range map[string][]byte{IntervalsFile: want, IntervalsFile + ".sha256": []byte(HashLine(want))} {
			if err := os.WriteFile(name, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	got, err := os.ReadFile(IntervalsFile)
	if err != nil {
		t.Fatal(err)
	}
	if line, a, b := firstDifference(got, want); line > 0 {
		t.Errorf("%s:%d:\n   file %s\n answer %s", IntervalsFile, line, a, b)
	}
	then, err := ReadIntervals(".")
	if err != nil || len(then) != 20 {
		t.Fatalf("%d intervals, %v", len(then), err)
	}
	for _, v := range then {
		if v.Code != "" {
			t.Errorf("%s from %s is refused: %s", v.Rule, v.Trigger, v.Code)
		}
	}
}

// TestIntervalsAreScored: before the notice nothing is settled; by a made-up one the
// answers are, and a day outside of its interval counts as such.
func TestIntervalsAreScored(t *testing.T) {
	then, err := ReadIntervals(".")
	if err != nil {
		t.Fatal(err)
	}
	before := ScoreIntervals(io.Discard, then, world(t))
	if before.Settled > 1 { // if nothing rolls, no day is looked at
		t.Errorf("before the notice: %+v", before)
	}
	src, err := data.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	n := noticetext.Read("CN", notice2027.Text, src).Notice
	n.ID, n.Calendar = "CN-2027", "CN"
	known := *src
	known.Notices = append([]holidays.Notice{n}, src.Notices...)
	w, err := worldOf(&known)
	if err != nil {
		t.Fatal(err)
	}
	after := ScoreIntervals(io.Discard, then, w)
	if after.Settled < 17 || after.Inside != after.Settled || after.Estimated == after.Settled || after.Estimated < 10 {
		t.Errorf("by the notice: %+v", after)
	}
	then[5].Latest = then[5].Earliest
	if moved := ScoreIntervals(io.Discard, then, w); moved.Inside != after.Inside-1 {
		t.Errorf("with an interval that is too narrow: %+v, before %+v", moved, after)
	}
}
