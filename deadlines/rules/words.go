package rules

import (
	"errors"
	"fmt"
	"slices"

	"shixian/deadlines"
	"shixian/deadlines/search"
	"shixian/holidays/datafile"
)

// wordsFile holds what people type in search of a rule. A folder of rules may bring its
// own; files of an earlier version have none.
const wordsFile = "synonyms.yaml"

// wordFile is what was read of a file, until all rules are there to hold it against.
type wordFile struct {
	file *datafile.File
	raw  deadlines.Words
}

func (l *loader) loadWords(f *datafile.Folder) error {
	text, err := f.Read(wordsFile)
	if err != nil {
		return err
	}
	w := wordFile{}
	if w.file, err = datafile.Decode(f.Path(wordsFile), text, &w.raw); err != nil {
		return err
	}
	l.wordFiles = append(l.wordFiles, w)
	l.words.Ignored = append(l.words.Ignored, w.raw.Ignored...)
	l.words.Synonyms = append(l.words.Synonyms, w.raw.Synonyms...)
	return nil
}

// checkWords holds the words against each other and against the rules: a word is
// explained once, and what it means stands in a rule.
func (l *loader) checkWords(x *search.Index) error {
	var errs []error
	typed := map[string]bool{}
	for _, w := range l.wordFiles {
		for i, s := range w.raw.Synonyms {
			c := &check{file: w.file, at: fmt.Sprintf("$.synonyms[%d]", i)}
			c.require(len(s.Typed) > 0, "typed", "要写人们写的词 typed / a synonym has the words that people type")
			c.require(len(s.Means) > 0, "means", "要写规则里的词 means / a synonym has the words that they mean")
			c.worded("why", s.Why)
			for _, word := range s.Typed {
				c.require(word != "" && !typed[word], "typed", "词 %[1]q 在别的一条里已经有了 / the word %[1]q stands in another synonym already", word)
				typed[word] = true
			}
			for _, word := range s.Means {
				c.require(x.Has(word), "means", "没有哪条规则里有词 %[1]q / no rule has the word %[1]q", word)
			}
			errs = append(errs, c.errs...)
		}
		if slices.Contains(w.raw.Ignored, "") {
			errs = append(errs, w.file.Errorf("$.ignored", "ignored 里不能有空的词 / a word that is ignored is not empty"))
		}
	}
	return errors.Join(errs...)
}
