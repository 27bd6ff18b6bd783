package noticetext

import (
	"slices"
	"strings"
	"unicode/utf8"

	"shixian/holidays"
)

// reader reads one text.
type reader struct {
	out    Reading
	pieces []piece
	frame  frame
	known  *known
	region bool

	days   map[holidays.Date]holidays.EntryKind // what this notice arranged so far
	quotes map[holidays.Date]holidays.EntryKind // what it quotes from the national notice
	placed []placed

	item     int      // number of the item, counted in the text
	heading  []string // the festivals of the item's heading
	topic    []string // the festivals named last in the text
	previous int      // the last sentence with dates
	later    []undated
}

// piece is a sentence of folded text.
type piece struct {
	runes
	s     string
	first bool   // at the start of a line
	note  string // what a sentence of the frame is
}

// undated is a sentence without dates that only the whole notice explains.
type undated struct {
	sentence  int
	counts    []int
	cancel    bool
	festivals []string
}

func (r *reader) read(text string, prior []holidays.Notice) {
	if !utf8.ValidString(text) {
		r.problem(ProblemEncoding, "")
	}
	r.pieces = sentences(fold(text))
	r.locate(text)
	r.readFrame()
	n := &r.out.Notice
	r.known = recall(*n, prior)
	r.region = strings.ContainsRune(n.Calendar, '-')
	r.days = map[holidays.Date]holidays.EntryKind{}
	r.quotes = map[holidays.Date]holidays.EntryKind{}
	r.previous = -1
	for i := range r.pieces {
		r.sentence(i)
	}
	r.settle()
	r.finish()
}

// locate fills in the sentences' text and place.
func (r *reader) locate(text string) {
	offsets := make([]int, len(r.pieces))
	for i, p := range r.pieces {
		at, end := int(p.at[0]), int(p.end[len(p.end)-1])
		offsets[i] = at
		r.out.Sentences = append(r.out.Sentences, Sentence{
			Text: plain(text, p.runes), Offset: at, Length: end - at, Status: StatusNoDates,
		})
	}
	for i, n := range lineNumbers(text, offsets) {
		r.out.Sentences[i].Line = n
	}
}

// sentence reads the i-th sentence.
func (r *reader) sentence(i int) {
	p := r.pieces[i]
	if p.note != "" {
		if p.note != noteDocument {
			r.mark(i, StatusReference, reason(p.note, ""))
		}
		return
	}
	body, headed := r.header(p)
	body = bareEnd(body)
	if len(body) == 0 {
		return
	}
	toks := lex(body, append(slices.Clone(r.frame.festivals), r.heading...))
	if hasDate(toks) {
		r.dated(i, body, toks)
		r.previous = i
	} else {
		r.undated(i, body, toks, headed)
	}
	if names := namesIn(toks); len(names) > 0 && p.s != r.frame.opening && r.out.Sentences[i].Status != StatusReference {
		r.topic = names
	}
}

// header takes the number and the heading off a sentence and reports whether it
// had a heading with a colon. A label (放假时间：) stays with what it labels.
func (r *reader) header(p piece) (body []rune, headed bool) {
	body = p.r
	item := itemStart
	if !p.first {
		item = innerItem // the 9) of a broken date is no number
	}
	if m := item.FindString(p.s); m != "" {
		body = body[len([]rune(m)):]
		r.item++
		r.heading = nil
	}
	for len(body) > 0 && strings.ContainsRune("、.：", body[0]) {
		body = body[1:]
	}
	head, rest := body, []rune(nil)
	for i, c := range body[:min(len(body), window)] {
		if c == '：' {
			head, rest, headed = body[:i], body[i+1:], true
			break
		}
	}
	s := string(bareEnd(head))
	line := !headed && len(bareEnd(head)) == len(head) && (!hasVerb(s) || len(body) < len(p.r))
	names, ok := festivals(s)
	if !ok || !headed && !line {
		return body, false
	}
	r.heading = names
	if len(body) == len(p.r) {
		r.item++
	}
	if label.MatchString(s) {
		return body, true
	}
	return rest, headed
}

// bareEnd takes the mark off the end of a sentence.
func bareEnd(r []rune) []rune {
	if n := len(r); n > 0 && strings.ContainsRune("。；.！", r[n-1]) {
		return r[:n-1]
	}
	return r
}

func namesIn(toks []token) []string {
	var out []string
	for _, t := range toks {
		if t.kind == tFestival && !slices.Contains(out, t.name) {
			out = append(out, t.name)
		}
	}
	return out
}

func (r *reader) mark(i int, s Status, why *Reason) {
	r.out.Sentences[i].Status = s
	r.out.Sentences[i].Reason = why
}

// festivalOf returns the name of the festival that a statement belongs to: that
// of the heading; that of the title, unless the statement names only others;
// that of the statement; or the one named last.
func (r *reader) festivalOf(s *statement) string {
	own := func(name string) bool { return slices.Contains(r.frame.festivals, name) }
	if len(r.heading) == 0 && slices.ContainsFunc(s.festivals, own) {
		return strings.Join(r.frame.festivals, "、")
	}
	for _, names := range [][]string{r.heading, s.festivals, r.frame.festivals, r.frame.announced, r.topic} {
		if len(names) > 0 {
			return strings.Join(names, "、")
		}
	}
	return ""
}

// dated reads a sentence with dates.
func (r *reader) dated(i int, body []rune, toks []token) {
	s := string(body)
	switch {
	case beginsWith(s, recommends) && !strings.Contains(s, "上班") && !strings.Contains(s, "补班"):
		r.mark(i, StatusReference, reason(NoteRecommendation, ""))
		return
	case effective.MatchString(s):
		r.mark(i, StatusReference, reason(NoteEffective, ""))
		return
	case r.out.Notice.Year == 0:
		r.mark(i, StatusUnparsed, reason(ReasonNoYear, ""))
		return
	}
	p := &parser{r: body, toks: toks, ctx: dating{year: r.out.Notice.Year, region: r.region}}
	p.ctx.newYear = slices.Contains(strings.Split(r.festivalOf(&statement{festivals: namesIn(toks)}), "、"), "元旦")
	why := p.parse()
	if wrong := r.weekdays(i, p.checks); why == nil {
		why = wrong
	}
	if why == nil {
		why = r.apply(i, p)
	}
	if why != nil {
		r.mark(i, StatusUnparsed, why)
	}
}

// weekdays records what was stated of weekdays and returns the first mistake.
func (r *reader) weekdays(i int, checks []weekdayCheck) (why *Reason) {
	for _, c := range checks {
		actual := c.date.Weekday()
		r.out.Findings = append(r.out.Findings, Finding{
			Code: FindingWeekday, OK: actual == c.stated, Sentence: i, Span: holidays.Span{From: c.date, To: c.date},
			Stated: weekdayName(c.stated), Actual: weekdayName(actual),
		})
		if actual != c.stated && why == nil {
			why = reason(ReasonWeekday, c.date.String())
		}
	}
	return why
}
