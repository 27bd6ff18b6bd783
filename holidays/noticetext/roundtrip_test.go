package noticetext_test

import (
	"testing"

	"pgregory.net/rapid"

	"shixian/holidays"
	"shixian/holidays/noticetext"
)

// What the phrases of a notice are written from is what is read from them, in
// every style and with lines broken anywhere.
func TestRoundTrip(t *testing.T) {
	for _, st := range styles {
		t.Run(st.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				n := notices().Draw(t, "notice")
				width := rapid.SampledFrom([]int{0, 0, 12, 17, 20, 28, 33, 40}).Draw(t, "width")
				text := st.write(n, width)
				r := read("CN", text, nil)
				same(t, r, n, text)
			})
		})
	}
}

// same fails unless r is complete and its notice is n.
func same(t rapid.TB, r noticetext.Reading, n holidays.Notice, text string) {
	t.Helper()
	got := r.Notice
	if got.Year != n.Year || got.Document != n.Document || got.Issued != n.Issued || got.Amends != n.Amends {
		t.Fatalf("got %d %q %s amends %q, want %d %q %s amends %q\n%s",
			got.Year, got.Document, got.Issued, got.Amends, n.Year, n.Document, n.Issued, n.Amends, text)
	}
	if a, b := entryLines(got.Entries), entryLines(n.Entries); a != b {
		t.Fatalf("entries\n%swant\n%s%s%s", a, b, text, whys(r))
	}
	if !r.Complete() {
		t.Fatalf("not complete: %+v %s\n%s", r.Problems, whys(r), text)
	}
}

func entryLines(es []holidays.Entry) string {
	s := ""
	for _, e := range es {
		s += e.Festival + " " + string(e.Kind) + " " + e.From.String() + " " + e.To.String() + "\n"
	}
	return s
}

func whys(r noticetext.Reading) string {
	s := ""
	for _, u := range r.Unparsed() {
		s += u.Text + " [" + u.Reason.Code + " " + u.Reason.Detail + "]\n"
	}
	return s
}

// A notice cut off anywhere gives no day that the whole notice does not give,
// and is never complete.
func TestTruncated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := notices().Draw(t, "notice")
		text := []rune(rapid.SampledFrom(styles[:4]).Draw(t, "style").write(n, 0))
		cut := rapid.IntRange(0, len(text)-3).Draw(t, "cut")
		r := read("CN", string(text[:cut]), nil)
		if r.Complete() {
			t.Fatalf("complete after %d of %d characters", cut, len(text))
		}
		whole := daysOf(n.Entries)
		for d, kind := range daysOf(r.Notice.Entries) {
			if whole[d] != kind {
				t.Fatalf("%s %s is in no entry: %s", d, kind, string(text[:cut]))
			}
		}
	})
}

// One character lost (no digit: that can give another valid date) either
// changes nothing or is noticed.
func TestCharacterLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := notices().Draw(t, "notice")
		text := []rune(styles[3].write(n, 0))
		i := rapid.IntRange(0, len(text)-1).Draw(t, "at")
		if text[i] >= '0' && text[i] <= '9' {
			t.Skip("digit")
		}
		spoilt := string(text[:i]) + string(text[i+1:])
		r := read("CN", spoilt, nil)
		if a, b := entryLines(r.Notice.Entries), entryLines(n.Entries); a != b && r.Complete() {
			t.Fatalf("without %q at %d:\n%swant\n%s%s", text[i], i, a, b, spoilt)
		}
	})
}

func daysOf(es []holidays.Entry) map[holidays.Date]holidays.EntryKind {
	out := map[holidays.Date]holidays.EntryKind{}
	for _, e := range es {
		for d := e.From; !d.After(e.To); d = d.AddDays(1) {
			out[d] = e.Kind
		}
	}
	return out
}
