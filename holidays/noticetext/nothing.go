package noticetext

import (
	"slices"
	"strings"
)

// nothing reports whether nothing in the text could be a notice of holidays: no
// title that speaks of them, and no sentence that says of a day or of a festival
// that it is off or worked.
func (r *reader) nothing() bool {
	if len(r.out.Notice.Entries) > 0 || len(r.meta.festivals) > 0 || ofHolidays(r.out.Title) {
		return false
	}
	return !slices.ContainsFunc(r.sentences, func(p sentenceText) bool {
		return ofHolidays(p.s) && (dateIn(p.r) || dayLike.MatchString(p.s) || len(namesIn(lex(p.r, nil))) > 0)
	})
}

func ofHolidays(s string) bool { return hasVerb(s) || strings.Contains(s, "假") }
