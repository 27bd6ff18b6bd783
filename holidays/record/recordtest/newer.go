package recordtest

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"shixian/holidays/record"
)

// Newer returns an event that follows prev as a newer program writes it: its text is
// that of this program with the first from replaced by to.
func Newer(t testing.TB, prev *record.Event, from, to string) record.Event {
	t.Helper()
	text, err := record.Encode(event(t, prev, "newer"))
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(text, from, to, 1)
	sum := sha256.Sum256([]byte(changed))
	e, err := record.Decode(changed, hex.EncodeToString(sum[:]))
	if err != nil || e.Text != changed || changed == text {
		t.Fatalf("%s is read as %+v, %v", changed, e, err)
	}
	return e
}

// Events of newer programs are kept as they are, and others may follow them.
func testNewer(t *testing.T, open Open) {
	s := open.store(t)
	events := chain(t, s, 2)
	for _, change := range [][2]string{
		{`"action":"publish"`, `"action":"announce"`},
		{`"who":`, `"approved":["甲"],"who":`},
		{`"published":[`, `"published":[[]],"also":[`},
	} {
		e := Newer(t, &events[len(events)-1], change[0], change[1])
		check(t, s.Append(t.Context(), e), nil)
		events = append(events, e)
	}
	e := event(t, &events[len(events)-1], "clerk")
	check(t, s.Append(t.Context(), e), nil)
	same(t, "events", see(t, open.store(t)).events, append(events, e))
	unchanged(t, s, "an event of no program", func() {
		bad := Newer(t, &e, `"action":"publish"`, `"action":"announce"`)
		bad.Text += " "
		checkRefused(t, "a text that was not hashed", s.Append(t.Context(), bad))
	})
}
