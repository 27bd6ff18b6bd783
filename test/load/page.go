package load

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// pages are the files of a page in the order of the languages of a [Text].
func pages(folder, page string) [2]string {
	return [2]string{filepath.Join(folder, page+".md"), filepath.Join(folder, page+".en.md")}
}

// Rewrite replaces what stands between <!-- block:begin --> and <!-- block:end --> in
// a page of the folder, in both languages. Neither file is written unless both can be.
func Rewrite(folder, page, block string, text Text) error {
	var done [2][]byte
	files := pages(folder, page)
	for lang, file := range files {
		old, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if done[lang], err = replaced(old, block, text[lang]); err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	for lang, file := range files {
		if err := os.WriteFile(file, done[lang], 0o644); err != nil { //nolint:gosec // a page is for everybody
			return err
		}
	}
	return nil
}

// replaced returns a page with a block replaced. The block has to be there once.
func replaced(page []byte, block, text string) ([]byte, error) {
	begin, end := []byte("<!-- "+block+":begin -->\n"), []byte("<!-- "+block+":end -->")
	i, j := bytes.Index(page, begin), bytes.Index(page, end)
	if i < 0 || j < i || bytes.Count(page, begin) != 1 || bytes.Count(page, end) != 1 {
		return nil, fmt.Errorf("the marks of %q are not there once each, in order", block)
	}
	return slices.Concat(page[:i+len(begin)], []byte("\n"+text+"\n"), page[j:]), nil
}
