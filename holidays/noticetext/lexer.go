package noticetext

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var documentText = regexp.MustCompile(`^(?:国发明电|国办发明电|国办发|国发|桂政办发|桂政办电|桂政发)〔[0-9]{4}〕第?[0-9]{1,4}号(?:文件|文)?`)

type lexer struct {
	r      []rune
	names  []string // further names of festivals, from the title and the headings
	tokens []token
}

const (
	firstOfCount = "可实前共合总一为连累计放休公调0123456789二两三四五六七八九十形"
	longestQuote = 25  // runes of a festival's name in quotation marks, these included
	longestTitle = 200 // runes of a title in 《》, these included
	window       = 64  // runes that a pattern may look ahead
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
	for _, try := range []func([]rune) (token, int){l.bracket, cite, l.quote, dateToken, l.dayNumber, count, fallsToken, join, l.festival, document, phraseToken, weekdayToken, lunarToken, partToken} {
		if t, n := try(r); n > 0 {
			t.from, t.to = i, i+n
			return t
		}
	}
	return token{kind: tUnknown, from: i, to: i + 1}
}

func cite(r []rune) (token, int) {
	if r[0] != '《' {
		return noToken()
	}
	title, _, closed := strings.Cut(string(r[1:min(len(r), longestTitle)]), "》")
	if !closed {
		return noToken()
	}
	nation := strings.Contains(title, "国务院") && strings.Contains(title, "节假日安排") || strings.Contains(title, "国务院办公厅")
	return token{kind: tCite, nation: nation}, utf8.RuneCountInString(title) + 2
}

func (l *lexer) quote(r []rune) (token, int) {
	if r[0] != '"' {
		return noToken()
	}
	text, _, closed := strings.Cut(string(r[1:min(len(r), longestQuote)]), `"`)
	name, ok := festivalName(text)
	if !closed || !ok {
		return noToken()
	}
	return token{kind: tFestival, name: name}, utf8.RuneCountInString(text) + 2
}

func noToken() (token, int) { return token{}, 0 }

// atStart returns what a pattern finds at the start of r, "" unless that is one of the
// characters that it starts with: to look is faster than the pattern.
func atStart(pattern *regexp.Regexp, starts string, r []rune) string {
	if !strings.ContainsRune(starts, r[0]) {
		return ""
	}
	return pattern.FindString(string(r[:min(len(r), window)]))
}

func dateToken(r []rune) (token, int) {
	w, n := readDate(r[:min(len(r), window)])
	if n > 0 {
		return token{kind: tDate, date: w}, n
	}
	if y, k := year(r); k > 0 {
		return token{kind: tYear, date: writtenDate{y: written(y)}}, k + 1
	}
	return noToken()
}

// dayNumber reads the 五号 of 五月一号至五号; by itself 五号 is no day.
func (l *lexer) dayNumber(r []rune) (token, int) {
	if n := len(l.tokens); n == 0 || l.tokens[n-1].kind != tRange && l.tokens[n-1].kind != tList {
		return noToken()
	}
	v, n := number(r[:min(len(r), window)])
	if n == 0 || n >= len(r) || r[n] != '号' {
		return noToken()
	}
	return token{kind: tDate, date: writtenDate{d: written(v)}}, n + 1
}

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
	for i := min(len(r), longestFestival); i > n; i-- {
		if s := string(r[:i]); festivalNames[s] != "" && !spokenOnly[s] {
			take(s, festivalNames[s])
		}
	}
	return best, n
}

// lunarDay is a lunar date outside brackets, or several of them.
var lunarDay = regexp.MustCompile(`^(?:(?:农历|夏历|阴历|旧历)(?:闰?[正腊冬一二三四五六七八九十]{1,2}月)?初[一二三四五六七八九十]|(?:农历|夏历|阴历|旧历)?三月初三)(?:(?:[、至和]|日至)初[一二三四五六七八九十])*日?`)

func lunarToken(r []rune) (token, int) {
	return token{kind: tLunar}, utf8.RuneCountInString(atStart(lunarDay, "农夏阴旧三", r))
}

// coincides is said of a day that is another one too.
var coincides = regexp.MustCompile(`^(?:正好|恰好|恰|刚好|又)?[与和同][\p{Han}"]{1,14}?(?:重合|重叠|叠加)`)

func fallsToken(r []rune) (token, int) {
	m := atStart(coincides, "正恰刚又与和同", r)
	if hasVerb(m) {
		return noToken()
	}
	return token{kind: tFalls}, utf8.RuneCountInString(m)
}

func document(r []rune) (token, int) {
	return token{kind: tFiller}, utf8.RuneCountInString(atStart(documentText, "国桂", r))
}

func phraseToken(r []rune) (token, int) {
	for _, p := range phraseTable[r[0]] {
		if hasPrefix(r, p.text) {
			return token{kind: p.kind}, len(p.text)
		}
	}
	return noToken()
}

func partToken(r []rune) (token, int) {
	v, n := number(r[:min(len(r), window)])
	if n == 0 || n >= len(r) || v == 0 || r[n] != '月' {
		return noToken()
	}
	return token{kind: tPart}, n + 1
}
