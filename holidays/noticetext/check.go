package noticetext

import (
	"regexp"
	"slices"
	"strings"

	"shixian/holidays"
)

// seasons are the first and the last day, as month*100+day, on which the days
// off of a festival can lie. Those of the moon's calendar are as wide as the
// festival moves, and all have room for the weekends around.
var seasons = map[string][2]int{
	"元旦": {1225, 107}, "春节": {110, 307}, "清明节": {330, 410}, "劳动节": {425, 509},
	"端午节": {520, 703}, "中秋节": {904, 1012}, "国庆节": {920, 1012},
	"三月三": {315, 510}, "壮族三月三": {315, 510}, "广西三月三": {315, 510},
}

// inSeason reports whether the days off of an entry can belong to its festival.
// A festival without a known season may lie anywhere.
func inSeason(e holidays.Entry) bool {
	fits := true
	for _, name := range strings.Split(e.Festival, "、") {
		s, ok := seasons[name]
		if !ok {
			return true
		}
		if within(e.From, s) && within(e.To, s) {
			return true
		}
		fits = false
	}
	return fits
}

func within(d holidays.Date, season [2]int) bool {
	_, m, day := d.Civil()
	at := int(m)*100 + day
	if season[0] > season[1] {
		return at >= season[0] || at <= season[1]
	}
	return at >= season[0] && at <= season[1]
}

// scattered reports whether the days worked for an entry's festival lie far
// from its days off.
func scattered(e holidays.Entry, all []holidays.Entry) bool {
	const far = 25 // days; the farthest known is 12
	near := false
	for _, o := range all {
		if o.Festival != e.Festival || o.Kind == e.Kind {
			continue
		}
		if abs(o.From.DaysUntil(e.From)) <= far || abs(o.To.DaysUntil(e.From)) <= far {
			return false
		}
		near = true
	}
	return near
}

func abs(n int) int { return max(n, -n) }

// checkEntries reports entries whose festival and days do not go together.
func (r *reader) checkEntries() {
	all := r.out.Notice.Entries
	for _, e := range all {
		switch {
		case !r.isNamed(e.Festival):
			r.problem(ProblemFestival, e.Festival+" "+e.From.String())
		case e.Kind == holidays.Off && !inSeason(e), e.Kind == holidays.Work && scattered(e, all):
			r.problem(ProblemSeason, e.Festival+" "+e.From.String())
		}
	}
}

// nameStarts are what stands before the name of a festival in an opening sentence.
var nameStarts = []string{"、", "年", "和", "及", "与", `"`, "将"}

// isNamed reports whether every festival of an entry is one that is known, or
// that the title or the opening sentence has.
func (r *reader) isNamed(festival string) bool {
	for _, name := range strings.Split(festival, "、") {
		if name == "" {
			return false
		}
		known := festivalNames[name] != "" || slices.Contains(r.meta.festivals, name) ||
			slices.ContainsFunc(nameStarts, func(before string) bool { return strings.Contains(r.meta.opening, before+name) })
		if !known {
			return false
		}
	}
	return true
}

// nationalNumber is the form of the national notices' document numbers.
var nationalNumber = regexp.MustCompile(`^国(?:办发明电|发明电|办发|发|办函|函)〔`)

// checkDocument reports a document number that cannot be one, or that is not of
// the year of issue, and a line in its place that is none.
func (r *reader) checkDocument() {
	doc := r.out.Notice.Document
	if doc == "" {
		if r.meta.numberLike != "" {
			r.problem(ProblemDocument, r.meta.numberLike)
		}
		return
	}
	issued := r.out.Notice.Issued
	_, rest, _ := strings.Cut(doc, "〔")
	year, _ := number([]rune(rest))
	if !r.region && !nationalNumber.MatchString(doc) || !issued.IsZero() && year != issued.Year() {
		r.problem(ProblemDocument, doc)
	}
}

// numberLike finds what may be a spoilt document number among the lines before
// the body.
var numberLike = regexp.MustCompile(`[〔〕]|发明电|政办[发电函]|国办|^\p{Han}{2,8}[0-9]{4}.{0,2}[0-9]+号`)

func isNumberLike(s string) bool {
	r := []rune(s)
	return numberLike.MatchString(string(r[:min(len(r), 40)])) && strings.ContainsAny(s, "0123456789")
}

func (r *reader) checkMetadata() {
	n := r.out.Notice
	if r.out.Title == "" {
		r.problem(ProblemTitle, "")
	}
	if n.Year == 0 {
		r.problem(ProblemYear, "")
	}
	switch y := n.Issued.Year(); {
	case n.Issued.IsZero():
		r.problem(ProblemIssued, "")
	case n.Year != 0 && y != n.Year && y != n.Year-1:
		r.problem(ProblemIssuedYear, n.Issued.String())
	}
	r.checkDocument()
	if len(n.Entries) == 0 {
		r.problem(ProblemEntries, "")
	}
}

// missing returns the festivals that the opening sentence announces and that
// the text does not come back to.
func (r *reader) missing() []string {
	return slices.DeleteFunc(r.openingNames(), func(name string) bool {
		national := r.region && !slices.Contains(r.meta.festivals, name)
		return national || r.mentions(name)
	})
}

// openingNames returns the festivals that the opening sentence names.
func (r *reader) openingNames() []string {
	s := announced.FindString(citation.ReplaceAllString(r.meta.opening, ""))
	if s == "" {
		return nil
	}
	return namesIn(lex([]rune(s), r.meta.festivals))
}

func (r *reader) mentions(name string) bool {
	for _, e := range r.out.Notice.Entries {
		if named(e.Festival, []string{name}) {
			return true
		}
	}
	for _, p := range r.sentences {
		if p.note == "" && p.s != r.meta.opening && strings.Contains(p.s, name) {
			return true
		}
	}
	return false
}
