// Package answers compares what the service answers with what it answered before.
//
// The calls are in testdata/*.calls, and their answers in testdata/answers.golden.
// Each script has a service of its own, whose clock says that it is [today] if it is built
// here.
//
//	go test ./test/answers                      compares with the recorded answers
//	go test ./test/answers -update              records them
//	go test ./test/answers -against PROGRAM     compares with those of another program
//
// -program takes a program in the place of the one that is built here. Programs that are
// given go by the clock on the wall.
package answers

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"go.uber.org/goleak"

	"shixian/test/fleet"
	"shixian/test/testenv"
)

var (
	update  = flag.Bool("update", false, "record the answers")
	against = flag.String("against", "", "path of a `program` of the service to compare with")
	program = flag.String("program", "", "path of a `program` of the service to call instead of the one built here")
)

const goldenFile = "testdata/answers.golden"

// today is when the recorded answers were asked for, whenever they are recorded anew: what
// notices and examples say hangs on the day.
var today = time.Date(2026, time.November, 28, 2, 0, 0, 0, time.UTC)

// leastCalls is how many calls there are to be.
const leastCalls = 500

func TestMain(m *testing.M) { goleak.VerifyTestMain(fleet.Main(m), testenv.Leaks()...) }

func TestAnswers(t *testing.T) {
	if *program == "" && *against == "" {
		clock := fleet.NewClock(t)
		clock.Set(today)
		*program = clock.Program
	}
	got := record(t, *program)
	if len(got) < leastCalls {
		t.Errorf("there are only %d calls", len(got))
	}
	if *against != "" {
		compare(t, record(t, *against), got)
		return
	}
	for i := range got {
		got[i].text = got[i].short
	}
	if *update {
		write(t, got)
		return
	}
	compare(t, readGolden(t), got)
}

// answer is an answer as text.
type answer struct {
	key, text string
	short     string // without what hangs on the day, and cut off
}

// record makes all calls to a program.
func record(t *testing.T, program string) []answer {
	t.Helper()
	scripts, err := readScripts()
	if err != nil {
		t.Fatal(err)
	}
	described := newDescribed(t)
	defer described.enough()
	var out []answer
	for _, s := range scripts {
		// If the processor is busy, the service would refuse calls.
		f := fleet.Start(t, fleet.Options{Program: program, Drain: "0s", Env: append([]string{"SHIXIAN_SHED_DELAY=off"}, s.settings...)})
		p, m := newPlayer(t, f), newMasker()
		for i := range s.calls {
			c := &s.calls[i]
			r := p.play(c)
			described.check(c.key, r)
			status, header, body := m.text(r)
			a := answer{key: c.key, text: status + header + "\n" + body + "\n", short: status}
			if !c.has("varies") {
				a.short += header + "\n" + excerpt(body) + "\n"
			}
			out = append(out, a)
		}
		f.Replicas[0].Stop()
	}
	return out
}

// excerpt cuts a long body off, and names the hash of all of it. The head of a page
// says nothing.
func excerpt(body string) string {
	const most = 500
	if len(body) <= most {
		return body
	}
	from := max(0, strings.Index(body, "<main"))
	to := min(len(body), from+most)
	for to < len(body) && !utf8.RuneStart(body[to]) {
		to++
	}
	return fmt.Sprintf("%s\n… %d bytes, SHA-256 %x", body[from:to], len(body), sha256.Sum256([]byte(body)))
}

const separator = "== "

func write(t *testing.T, answers []answer) {
	var b strings.Builder
	for _, a := range answers {
		b.WriteString(separator + a.key + "\n" + a.text)
	}
	if err := os.WriteFile(goldenFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

func readGolden(t *testing.T) []answer {
	text, err := os.ReadFile(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	var out []answer
	for part := range strings.SplitSeq("\n"+strings.TrimSuffix(string(text), "\n"), "\n"+separator) {
		if key, answered, ok := strings.Cut(part, "\n"); ok {
			out = append(out, answer{key: key, text: answered + "\n"})
		}
	}
	return out
}

// compare reports the answers that differ.
func compare(t *testing.T, want, got []answer) {
	t.Helper()
	before := map[string]string{}
	for _, a := range want {
		before[a.key] = a.text
	}
	for _, a := range got {
		old, ok := before[a.key]
		delete(before, a.key)
		switch {
		case !ok:
			t.Errorf("%s\nis not recorded", a.key)
		case old != a.text:
			t.Errorf("%s\n%s", a.key, difference(old, a.text))
		}
	}
	for key := range before {
		t.Errorf("%s\nis recorded, and not called", key)
	}
}

// difference shows the first lines that differ, each from a little before where it
// does.
func difference(want, got string) string {
	const most = 5
	var out []string
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := 0; i < max(len(w), len(g)) && len(out) < most; i++ {
		a, b := line(w, i), line(g, i)
		if a != b {
			at := 0
			for at < min(len(a), len(b)) && a[at] == b[at] {
				at++
			}
			out = append(out, fmt.Sprintf("  line %d\n  - %s\n  + %s", i+1, around(a, at), around(b, at)))
		}
	}
	return strings.Join(out, "\n")
}

func line(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(none)"
}

func around(s string, at int) string {
	return strings.ToValidUTF8(s[max(0, min(at, len(s))-60):min(len(s), at+120)], "")
}
