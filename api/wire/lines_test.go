package wire_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"shixian/api/problem"
	"shixian/api/wire"
)

// TestLines: each line comes whole and without its end, one that is too long is told
// and passed over, and a body that breaks off says so once.
func TestLines(t *testing.T) {
	long := strings.Repeat("x", wire.MaxLineBytes)
	for name, c := range map[string]struct {
		body string
		want string // what comes, lines by their length if they are long
	}{
		"nothing":              {"", ""},
		"two":                  {"a\nb\n", "a b"},
		"no end":               {"a\nb", "a b"},
		"blank ones":           {"\n\na", "  a"},
		"at the limit":         {long + "\na", "65536 a"},
		"one byte over":        {long + "x\na\n", "line_too_long a"},
		"over and ended":       {long + "xx", "line_too_long"},
		"many times over":      {strings.Repeat(long, 5) + "\na", "line_too_long a"},
		"only the newline":     {"\n", ""},
		"one over, at the end": {long + "x", "line_too_long"},
	} {
		// A body may tell of its end together with the last bytes, as that of HTTP does.
		lines := wire.NewLines(iotest.DataErrReader(strings.NewReader(c.body)))
		var got []string
		for {
			line, err := lines.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			switch {
			case err != nil:
				got = append(got, string(problem.CodeOf(err)))
			case len(line) > 10:
				got = append(got, "65536")
			default:
				got = append(got, string(line))
			}
		}
		if text := strings.Join(got, " "); text != c.want || lines.Broken() {
			t.Errorf("%s: %q, want %q", name, text, c.want)
		}
	}
}

// TestLinesThatBreakOff: in a line, and in one that is passed over.
func TestLinesThatBreakOff(t *testing.T) {
	for _, begun := range []string{"", "a", strings.Repeat("x", 2*wire.MaxLineBytes)} {
		lines := wire.NewLines(io.MultiReader(strings.NewReader("first\n"+begun), iotest.ErrReader(errors.New("reset"))))
		if line, err := lines.Next(); err != nil || string(line) != "first" {
			t.Fatalf("%q %v", line, err)
		}
		if _, err := lines.Next(); problem.CodeOf(err) != problem.ReadFailed || !lines.Broken() {
			t.Errorf("after %d bytes: %v, broken %v", len(begun), err, lines.Broken())
		}
	}
}

// TestArrived: a line that is there whole need not be waited for.
func TestArrived(t *testing.T) {
	lines := wire.NewLines(iotest.DataErrReader(strings.NewReader("a\nb\nc")))
	if lines.Arrived() {
		t.Error("a line is there before anything was read")
	}
	for _, want := range []bool{true, false} { // b is there, c has no end
		if _, err := lines.Next(); err != nil || lines.Arrived() != want {
			t.Errorf("arrived %v, want %v; %v", !want, want, err)
		}
	}
}
