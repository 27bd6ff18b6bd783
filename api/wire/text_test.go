package wire

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestAppendText: names come from notices, which anybody may write.
func TestAppendText(t *testing.T) {
	texts := []string{
		"国办发明电〔2025〕7号", "CN-2026", `a "quoted" name`, `back\slash`, "a<b>&c", "tab\tand\nline", "\x00\x1f",
		"line\u2028separator", "paragraph\u2029separator", "bad \xff byte", "cut \xe2\x80", "“quotes” – dash", "\u007f", "e\u0301", "🎉",
	}
	for _, s := range texts {
		checkText(t, s)
	}
	rapid.Check(t, func(t *rapid.T) {
		checkText(t, string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")))
		checkText(t, rapid.String().Draw(t, "text"))
	})
}

func checkText(t rapid.TB, s string) {
	type named struct {
		Notice string `json:"notice,omitempty"`
	}
	want, err := json.Marshal(named{s})
	if err != nil {
		t.Fatal(err)
	}
	got := slices.Concat([]byte("{"), AppendText(nil, `"notice":`, s), []byte("}"))
	if string(got) != string(want) {
		t.Errorf("%q is written %s, and by encoding/json %s", s, got, want)
	}
}
