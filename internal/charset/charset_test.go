package charset_test

import (
	"fmt"
	"io"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"shixian/internal/charset"
)

// TestDecode: however a text was saved, it reads the same, and what broke off is still
// UTF-8.
func TestDecode(t *testing.T) {
	const text = "节日,起,止\r\n春节,2027-02-05,2027-02-11\r\n"
	saved := func(e encoding.Encoding) string {
		out, err := e.NewEncoder().String(text)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for given, want := range map[string]string{
		text:                             text,
		charset.BOM + text:               text,
		saved(simplifiedchinese.GB18030): text,
		saved(simplifiedchinese.GBK):     text,
		saved(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)): text,
		saved(unicode.UTF16(unicode.BigEndian, unicode.UseBOM)):    text,
		"":                   "",
		"plain":              "plain",
		"春节"[:len("春节")-1]:   "春\ufffd",
		charset.BOM + "\xff": "\ufffd",
		"\xff":               "\ufffd",
		"\ufffd is sound":    "\ufffd is sound",
	} {
		got, err := charset.Decode([]byte(given))
		read, failed := io.ReadAll(charset.Reader([]byte(given)))
		if string(got) != want || err != nil || string(read) != want || failed != nil {
			t.Errorf("%q: %q %v, read as %q %v, want %q", given, got, err, read, failed, want)
		}
	}
}

func ExampleTrimBOM() {
	fmt.Printf("%s\n", charset.TrimBOM([]byte(charset.BOM+"text")))
	// Output: text
}
