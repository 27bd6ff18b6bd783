package noticetext

import (
	"slices"
	"strings"
	"unicode/utf8"

	"shixian/holidays"
)

// reader reads one text.
type reader struct {
	out       Reading
	sentences []sentenceText
	meta      metadata
	earlier   *earlierNotices
	region    bool

	days    map[holidays.Date]holidays.EntryKind // what this notice arranged so far
	quotes  map[holidays.Date]holidays.EntryKind // what it quotes from the national notice
	entries []placedEntry

	item     int      // number of the item, counted in the text
	heading  []string // the festivals of the item's heading
	topic    []string // the festivals named last in the text
	previous int      // the last sentence with dates
	pending  []pendingSentence
}

// sentenceText is a sentence of folded text.
type sentenceText struct {
	mappedText
	s     string
	first bool   // at the start of a line
	note  string // what a sentence of the frame is
}

// pendingSentence is a sentence without dates that only the whole notice explains.
type pendingSentence struct {
	sentence  int
	counts    []int
	cancel    bool
	festivals []string
}

func (r *reader) read(text string, prior []holidays.Notice) {
	if !utf8.ValidString(text) {
		r.problem(ProblemEncoding, "")
	}
	r.sentences = splitSentences(normalize(text))
	r.locateSentences(text)
	r.readMetadata()
	n := &r.out.Notice
	r.earlier = collectEarlier(*n, prior)
	r.region = strings.ContainsRune(n.Calendar, '-')
	r.days = map[holidays.Date]holidays.EntryKind{}
	r.quotes = map[holidays.Date]holidays.EntryKind{}
	r.previous = -1
	for i := range r.sentences {
		r.readSentence(i)
	}
	r.settlePending()
	r.finishNotice()
}

// locateSentences fills in the sentences' text and place.
func (r *reader) locateSentences(text string) {
	offsets := make([]int, len(r.sentences))
	for i, p := range r.sentences {
		at, end := int(p.at[0]), int(p.end[len(p.end)-1])
		offsets[i] = at
		r.out.Sentences = append(r.out.Sentences, Sentence{
			Text: sourceOf(text, p.mappedText), Offset: at, Length: end - at, Status: StatusNoDates,
		})
	}
	for i, n := range lineNumbers(text, offsets) {
		r.out.Sentences[i].Line = n
	}
}

// readSentence reads the i-th sentence.
func (r *reader) readSentence(i int) {
	p := r.sentences[i]
	if p.note != "" {
		if p.note != noteDocument {
			r.setStatus(i, StatusReference, newReason(p.note, ""))
		}
		return
	}
	body, headed := r.itemHeading(p)
	body = trimStop(body)
	if len(body) == 0 {
		return
	}
	toks := lex(body, append(slices.Clone(r.meta.festivals), r.heading...))
	if hasDate(toks) {
		r.readDated(i, body, toks)
		r.previous = i
	} else {
		r.readNoDates(i, body, toks, headed)
	}
	if names := namesIn(toks); len(names) > 0 && p.s != r.meta.opening && r.out.Sentences[i].Status != StatusReference {
		r.topic = names
	}
}

// itemHeading takes the number and the heading off a sentence and reports whether it
// had a heading with a colon. A label (放假时间：) stays with what it labels.
func (r *reader) itemHeading(p sentenceText) (body []rune, headed bool) {
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
	s := string(trimStop(head))
	line := !headed && len(trimStop(head)) == len(head) && (!hasVerb(s) || len(body) < len(p.r))
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

// trimStop takes the mark off the end of a sentence.
func trimStop(r []rune) []rune {
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

func (r *reader) setStatus(i int, s Status, why *Reason) {
	r.out.Sentences[i].Status = s
	r.out.Sentences[i].Reason = why
}

// festivalOf returns the name of the festival that a statement belongs to: that
// of the heading; that of the title, unless the statement names only others;
// that of the statement; or the one named last.
func (r *reader) festivalOf(s *statement) string {
	own := func(name string) bool { return slices.Contains(r.meta.festivals, name) }
	if len(r.heading) == 0 && slices.ContainsFunc(s.festivals, own) {
		return strings.Join(r.meta.festivals, "、")
	}
	for _, names := range [][]string{r.heading, s.festivals, r.meta.festivals, r.meta.announced, r.topic} {
		if len(names) > 0 {
			return strings.Join(names, "、")
		}
	}
	return ""
}

// readDated reads a sentence with dates.
func (r *reader) readDated(i int, body []rune, toks []token) {
	s := string(body)
	switch {
	case beginsWith(s, recommendStarts) && !strings.Contains(s, "上班") && !strings.Contains(s, "补班"):
		r.setStatus(i, StatusReference, newReason(NoteRecommendation, ""))
		return
	case effective.MatchString(s):
		r.setStatus(i, StatusReference, newReason(NoteEffective, ""))
		return
	case r.out.Notice.Year == 0:
		r.setStatus(i, StatusUnparsed, newReason(ReasonNoYear, ""))
		return
	}
	p := &parser{r: body, toks: toks, ctx: dateContext{year: r.out.Notice.Year, region: r.region}}
	p.ctx.newYear = slices.Contains(strings.Split(r.festivalOf(&statement{festivals: namesIn(toks)}), "、"), "元旦")
	why := p.parse()
	if wrong := r.checkWeekdays(i, p.checks); why == nil {
		why = wrong
	}
	if why == nil {
		why = r.interpret(i, p)
	}
	if why != nil {
		r.setStatus(i, StatusUnparsed, why)
	}
}

// checkWeekdays records what was stated of weekdays and returns the first mistake.
func (r *reader) checkWeekdays(i int, checks []weekdayCheck) (why *Reason) {
	for _, c := range checks {
		actual := c.date.Weekday()
		r.out.Findings = append(r.out.Findings, Finding{
			Code: FindingWeekday, OK: actual == c.stated, Sentence: i, Span: holidays.Span{From: c.date, To: c.date},
			Stated: weekdayName(c.stated), Actual: weekdayName(actual),
		})
		if actual != c.stated && why == nil {
			why = newReason(ReasonWeekday, c.date.String())
		}
	}
	return why
}
