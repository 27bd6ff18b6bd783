package noticetext

import (
	"slices"
	"strings"
	"unicode/utf8"

	"shixian/holidays"
)

type reader struct {
	out       Reading
	sentences []sentenceText
	meta      metadata
	src       *holidays.Source
	earlier   *earlierNotices
	region    bool     // the notice is a region's
	statutory []string // the festivals that the regulations of its calendars have

	days    map[holidays.Date]holidays.EntryKind // what this notice arranged so far
	quotes  map[holidays.Date]holidays.EntryKind // what it quotes from the national notice
	entries []placedEntry

	item     int      // number of the item, counted in the text
	heading  []string // the festivals of the item's heading
	topic    []string // the festivals named last in the text
	previous int      // the last sentence with dates
	pending  []pendingSentence

	effective   holidays.Date // since when it says it is in force; zero if it names no day
	effectiveAt int           // in which sentence
}

// sentenceText is a sentence of normalized text.
type sentenceText struct {
	mappedText
	s       string
	first   bool   // at the start of a line
	heading bool   // the heading of an item and nothing else
	note    Reason // what a sentence outside the arrangements is
}

// pendingSentence is a sentence without dates that only the whole notice explains.
type pendingSentence struct {
	sentence  int
	counts    []int
	cancel    bool
	works     bool // what is cancelled is work
	festivals []string
}

func (r *reader) read(text string) {
	if !utf8.ValidString(text) {
		r.problem(problemEncoding, "")
	}
	t := normalize(text)
	r.out.Traditional = t.simplify()
	r.sentences = splitSentences(t)
	r.locateSentences(text)
	r.readMetadata()
	r.readCalendar()
	r.readAs()
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
	line, counted := 1, 0
	for _, p := range r.sentences {
		at, end := int(p.at[0]), int(p.end[len(p.end)-1])
		for ; counted < at; counted++ {
			if text[counted] == '\n' || text[counted] == '\r' && text[counted+1] != '\n' {
				line++
			}
		}
		r.out.Sentences = append(r.out.Sentences, Sentence{
			Text: sourceOf(text, p.mappedText), Offset: at, Length: end - at, Line: line, Status: StatusNoDates,
		})
	}
}

func (r *reader) readSentence(i int) {
	p := r.sentences[i]
	if p.note.Code != "" {
		if p.note != noteDocument {
			r.setStatus(i, StatusReference, newReason(p.note, ""))
		}
		return
	}
	body, headed := r.itemHeading(p)
	body = trimStop(body)
	if len(body) == 0 {
		r.sentences[i].heading = true
		return
	}
	body = r.plainly(body)
	toks := lex(body, slices.Concat(r.meta.festivals, r.heading, r.statutory))
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

func (r *reader) setStatus(i int, s Status, why *Reason) {
	r.out.Sentences[i].Status = s
	r.out.Sentences[i].Reason = why
}

func (r *reader) readDated(i int, body []rune, toks []token) {
	s := string(body)
	switch {
	case beginsWith(s, recommendStarts) && !strings.Contains(s, "上班") && !strings.Contains(s, "补班"):
		r.setStatus(i, StatusReference, newReason(noteRecommendation, ""))
		return
	case reports.MatchString(s) && !arranges(s):
		r.setStatus(i, StatusReference, newReason(noteReports, ""))
		return
	case effective.MatchString(s), history.MatchString(s) && !arranges(s):
		r.setStatus(i, StatusReference, newReason(noteEffective, ""))
		if !history.MatchString(s) {
			r.takesEffect(i, toks)
		}
		return
	case r.out.Notice.Year == 0:
		r.setStatus(i, StatusUnparsed, newReason(reasonNoYear, ""))
		return
	}
	p := &parser{r: body, toks: toks, ctx: dateContext{year: r.out.Notice.Year, region: r.region, offBefore: r.givesOff()}}
	p.ctx.newYear = named(r.festivalOf(&statement{festivals: namesIn(toks)}), []string{"元旦"})
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
