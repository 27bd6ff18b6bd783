package noticetext

// readYear finds the year of the notice: in the title, else in the opening
// sentence, else in the dates themselves.
func (r *reader) readYear() {
	n := &r.out.Notice
	_, subject, _ := cutLast(r.out.Title, "关于")
	title := firstYear(subject)
	opening := firstYear(announced.FindString(citation.ReplaceAllString(r.meta.opening, "")))
	n.Year = title
	if title == 0 {
		n.Year = opening
	}
	if n.Year == 0 {
		n.Year = r.yearOfDates()
	}
	if title != 0 && opening != 0 && title != opening {
		r.problem(ProblemYears, r.meta.opening)
	}
}

func firstYear(s string) int {
	rs := []rune(s)
	for i := range rs {
		if y, n := year(rs[i:]); n > 0 && (i == 0 || !isDigit(rs[i-1])) && y >= 1949 {
			return y
		}
	}
	return 0
}

// yearOfDates returns the last year named in a sentence that arranges days.
func (r *reader) yearOfDates() int {
	last, first := 0, 0
	for _, p := range r.sentences {
		if p.note != "" || !arranges(p.s) {
			continue
		}
		for i, c := range p.r {
			if c != '1' && c != '2' && c != '二' && c != '一' || i > 0 && isDigit(p.r[i-1]) {
				continue
			}
			if w, n := readDate(p.r[i:min(len(p.r), i+window)]); n > 0 && w.y >= 1949 {
				last = max(last, w.y)
				if first == 0 || w.y < first {
					first = w.y
				}
			}
		}
	}
	if last-first > 1 {
		return 0
	}
	return last
}
