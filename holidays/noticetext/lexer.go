package noticetext

import (
	"regexp"
	"strings"
	"time"
)

// token is a piece of a sentence.
type token struct {
	kind    kind
	from    int // runes of the sentence
	to      int
	date    writtenDate    // tDate; tYear has its year
	count   int            // tCount
	name    string         // tFestival
	days    []time.Weekday // tWeekday and tBracket
	ranged  bool           // the weekdays are the first and the last of a span
	inner   []token        // tBracket with dates
	weekend bool           // tJoin names a weekend
	nation  bool           // tCite cites the national notice
	off     bool           // tCount says 放假 as well (放假3天)
}

// lexer cuts a sentence into tokens.
type lexer struct {
	r      []rune
	names  []string // further names of festivals, from the title and the headings
	tokens []token
}

var (
	countPattern = regexp.MustCompile(`^(?:共计|合计|总计|总共|一共|为期|连续|累计|共|计)?(?:放假调休|调休放假|放假|休息|休假|公休)?(?:共计|共)?([0-9]{1,2}|[一二两三四五六七八九十]{1,3})天(?:小?长假|假期|的?假期|时间)?`)
	longCount    = regexp.MustCompile(`^(?:形成|连休|共连休|连放|形成连休)([0-9]{1,2}|[一二两三四五六七八九十]{1,3})天(?:小?长假|假期)?`)
	joinPattern  = regexp.MustCompile(`^[与和同](?:[^，。；与同()]|\([^()]*\)){1,40}?(?:形成)?(?:连休|相连|衔接|连放|连接)(?:放假)?`)
	documentRef  = regexp.MustCompile(`^\((?:\p{Han}{2,20}[〔(][0-9]{4}[〕)]第?[0-9]{1,4}号|(?:\p{Han}{2,20})?令?第[0-9]{1,4}号令?|以下简称[^)]*)\)`)
	documentText = regexp.MustCompile(`^(?:国发明电|国办发明电|国办发|国发|桂政办发|桂政办电|桂政发)〔[0-9]{4}〕第?[0-9]{1,4}号(?:文件|文)?`)
)

const (
	firstOfCount = "共合总一为连累计放休公调0123456789二两三四五六七八九十形"
	longestQuote = 24
	window       = 64 // runes that a pattern may look ahead
)

func lex(r []rune, names []string) []token {
	l := &lexer{r: r, names: names}
	for i := 0; i < len(r); {
		t := l.next(i)
		if n := len(l.tokens); t.kind == tUnknown && n > 0 && l.tokens[n-1].kind == tUnknown {
			l.tokens[n-1].to = t.to
		} else {
			l.tokens = append(l.tokens, t)
		}
		i = t.to
	}
	return l.tokens
}

func (l *lexer) next(i int) token {
	r := l.r[i:]
	for _, try := range []func([]rune) (token, int){l.bracket, cite, l.quote, dateToken, l.dayNumber, count, join, l.festival, document, phraseToken, weekdayToken, partToken} {
		if t, n := try(r); n > 0 {
			t.from, t.to = i, i+n
			return t
		}
	}
	return token{kind: tUnknown, from: i, to: i + 1}
}

func cite(r []rune) (token, int) {
	if r[0] != '《' {
		return token{}, 0
	}
	for n, c := range r[:min(len(r), 200)] {
		if c == '》' {
			s := string(r[:n])
			return token{kind: tCite, nation: strings.Contains(s, "国务院") && strings.Contains(s, "节假日安排") || strings.Contains(s, "国务院办公厅")}, n + 1
		}
	}
	return token{}, 0
}

func (l *lexer) quote(r []rune) (token, int) {
	if r[0] != '"' {
		return token{}, 0
	}
	n := 1
	for n < len(r) && n <= longestQuote && r[n] != '"' {
		n++
	}
	if n >= len(r) || n > longestQuote {
		return token{}, 0
	}
	name, ok := festivalName(string(r[1:n]))
	if !ok {
		return token{}, 0
	}
	return token{kind: tFestival, name: name}, n + 1
}

func dateToken(r []rune) (token, int) {
	w, n := readDate(r[:min(len(r), window)])
	if n > 0 {
		return token{kind: tDate, date: w}, n
	}
	if y, k := year(r); k > 0 {
		return token{kind: tYear, date: writtenDate{y: y}}, k + 1
	}
	return token{}, 0
}

// dayNumber reads the 五号 of 五月一号至五号; by itself 五号 is no day.
func (l *lexer) dayNumber(r []rune) (token, int) {
	if n := len(l.tokens); n == 0 || l.tokens[n-1].kind != tRange && l.tokens[n-1].kind != tList {
		return token{}, 0
	}
	v, n := number(r[:min(len(r), 4)])
	if n == 0 || n >= len(r) || r[n] != '号' {
		return token{}, 0
	}
	return token{kind: tDate, date: writtenDate{d: v}}, n + 1
}

func count(r []rune) (token, int) {
	if !strings.ContainsRune(firstOfCount, r[0]) {
		return token{}, 0
	}
	s := string(r[:min(len(r), window)])
	for _, p := range []*regexp.Regexp{countPattern, longCount} {
		if m := p.FindStringSubmatch(s); m != nil {
			t := token{kind: tCount, weekend: p == longCount}
			if t.count, _ = number([]rune(strings.ReplaceAll(m[1], "两", "二"))); t.count > 0 {
				t.off = hasVerb(m[0])
				return t, len([]rune(m[0]))
			}
		}
	}
	return token{}, 0
}

func join(r []rune) (token, int) {
	if strings.ContainsRune("与和同", r[0]) {
		if m := joinPattern.FindString(string(r[:min(len(r), window)])); m != "" && !hasForeign(m) {
			return token{kind: tJoin, weekend: strings.Contains(m, "周末") || strings.Contains(m, "双休日")}, len([]rune(m))
		}
	}
	if hasPrefix(r, []rune("连休")) {
		return token{kind: tJoin}, 2
	}
	return token{}, 0
}

var (
	restWords = regexp.MustCompile(`公休日|双休日|(?:形成)?连休|连放|放假$`)
	anyDay    = regexp.MustCompile(`[日号]`)
)

// hasForeign reports whether what days off are said to join has words of its
// own to say about days: a verb, or dates that no festival explains.
func hasForeign(s string) bool {
	rest := restWords.ReplaceAllString(s, "")
	if hasVerb(rest) || strings.Contains(rest, "取消") || strings.Contains(rest, "不") {
		return true
	}
	return hasDay(rest) && !containsAny(rest, []string{"节", "元旦", "周末"})
}

func hasDay(s string) bool { return strings.ContainsAny(s, "0123456789") && anyDay.MatchString(s) }

func (l *lexer) festival(r []rune) (token, int) {
	best := token{}
	n := 0
	take := func(text, name string) {
		if t := []rune(text); len(t) > n && hasPrefix(r, t) {
			best, n = token{kind: tFestival, name: name}, len(t)
		}
	}
	for _, name := range l.names {
		take(name, name)
	}
	for i := min(len(r), 7); i > n && i > 1; i-- {
		if s := string(r[:i]); festivalNames[s] != "" && !spokenOnly[s] {
			take(s, festivalNames[s])
		}
	}
	return best, n
}

func document(r []rune) (token, int) {
	if r[0] != '国' && r[0] != '桂' {
		return token{}, 0
	}
	m := documentText.FindString(string(r[:min(len(r), window)]))
	return token{kind: tFiller}, len([]rune(m))
}

func phraseToken(r []rune) (token, int) {
	for _, p := range phraseTable[r[0]] {
		if hasPrefix(r, p.text) {
			return token{kind: p.kind}, len(p.text)
		}
	}
	return token{}, 0
}

func partToken(r []rune) (token, int) {
	v, n := number(r[:min(len(r), 5)])
	if n == 0 || n >= len(r) || v == 0 || r[n] != '月' {
		return token{}, 0
	}
	return token{kind: tPart}, n + 1
}

// text returns the runes of a token as a string.
func (t token) text(r []rune) string { return string(r[t.from:t.to]) }

func anyKind(ts []token, k kind) bool {
	for _, t := range ts {
		if t.kind == k {
			return true
		}
	}
	return false
}

// hasDate reports whether a date is among the tokens, in brackets too.
func hasDate(ts []token) bool {
	for _, t := range ts {
		if t.kind == tDate || t.kind == tBracket && hasDate(t.inner) {
			return true
		}
	}
	return false
}
