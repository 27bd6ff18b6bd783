package noticetext

import (
	"cmp"
	"slices"
)

// earliestYear is the first year of which there can be a notice; what looks like
// an earlier one is another number.
const earliestYear = 1949

// readYear finds the year of the notice: in the title, else in the opening
// sentence, else in the dates themselves.
func (r *reader) readYear() {
	n := &r.out.Notice
	_, subject, _ := cutLast(r.out.Title, "关于")
	title := firstYear(subject)
	opening := firstYear(announced.FindString(citation.ReplaceAllString(r.meta.opening, "")))
	if n.Year = cmp.Or(title, opening); n.Year == 0 {
		n.Year = r.yearOfDates()
	}
	if title != 0 && opening != 0 && title != opening {
		r.problem(problemYears, r.meta.opening)
	}
}

func firstYear(s string) int {
	rs := []rune(s)
	for i := range rs {
		if y, _ := year(rs[i:]); y >= earliestYear && (i == 0 || !isDigit(rs[i-1])) {
			return y
		}
	}
	return 0
}

// yearOfDates returns the last year named in a sentence that arranges days.
func (r *reader) yearOfDates() int {
	var years []int
	for _, p := range r.sentences {
		if p.note.Code != "" || !arranges(p.s) {
			continue
		}
		for i := range p.r {
			if i > 0 && isDigit(p.r[i-1]) {
				continue
			}
			if w, _ := readDate(p.r[i:min(len(p.r), i+window)]); w.y >= earliestYear {
				years = append(years, w.y)
			}
		}
	}
	if len(years) == 0 || slices.Max(years)-slices.Min(years) > 1 {
		return 0
	}
	return slices.Max(years)
}
