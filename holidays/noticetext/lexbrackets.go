package noticetext

import (
	"regexp"
	"strings"
	"time"
)

var documentRef = regexp.MustCompile(`^\((?:\p{Han}{2,20}[〔(][0-9]{4}[〕)]第?[0-9]{1,4}号|(?:\p{Han}{2,20})?令?第[0-9]{1,4}号令?|以下简称[^)]*)\)`)

var (
	lunar = regexp.MustCompile(`^(?:农历|夏历|阴历|旧历)?(?:闰?[正腊冬一二三四五六七八九十]{1,2}月)?(?:大年)?(?:初[一二三四五六七八九十]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]|三月三|除夕|大年夜|年三十)?(?:除夕)?$`)
	// plainWords may stand in the brackets after a date without changing it.
	plainWords = regexp.MustCompile(`^(?:当日|当天|法定节假日|法定节日|法定假日|公休日|周末|双休日|公休|节日当天|[含包]括?(?:周末|双休日|公休日)(?:[0-9一二两三四]天)?|新年|国际劳动节|除夕|不调休|国庆|与周末连休|(?:农历)?(?:清明|端午|中秋|重阳)(?:节)?(?:当日|当天)?)$`)
)

// bracket reads a whole bracket. One whose words are not known is left to be
// read as unknown text.
func (l *lexer) bracket(r []rune) (token, int) {
	if r[0] != '(' {
		return noToken()
	}
	if m := documentRef.FindString(string(r[:min(len(r), window)])); m != "" {
		return token{kind: tFiller}, len([]rune(m))
	}
	in, _, closed := strings.Cut(string(r[1:min(len(r), window)]), ")")
	if !closed || in == "" || strings.Contains(in, "(") {
		return noToken()
	}
	inner := []rune(in)
	if t, ok := l.dayWords(inner); ok {
		return t, len(inner) + 2
	}
	return l.bracketDates(inner)
}

// dayWords reads what is said of dates in brackets: weekdays, lunar dates,
// names of festivals.
func (l *lexer) dayWords(in []rune) (token, bool) {
	t := token{kind: tBracket}
	lastWeekday := false
	for _, part := range splitWords(in) {
		d, isWeekday := wholeWeekday(part.r, lastWeekday)
		switch s := strings.TrimPrefix(string(part.r), "即"); {
		case isWeekday:
			t.days = append(t.days, d)
			t.ranged = t.ranged || part.ranged && lastWeekday
		case s == "", !lunar.MatchString(s) && !plainWords.MatchString(s) && !isFestivalList(s):
			return token{}, false
		}
		lastWeekday = isWeekday
	}
	return t, true
}

// wholeWeekday reads a part of a bracket that is a weekday and nothing else;
// after a weekday one character is enough (星期六、日).
func wholeWeekday(r []rune, afterWeekday bool) (time.Weekday, bool) {
	if afterWeekday && len(r) == 1 {
		return weekdayRune(r[0])
	}
	d, n := weekday(r)
	return d, n > 0 && n == len(r)
}

// word is a part of a bracket; ranged says that 至 stands before it.
type word struct {
	r      []rune
	ranged bool
}

func splitWords(r []rune) []word {
	var out []word
	var ranged bool
	from := 0
	for i, c := range r {
		if strings.ContainsRune("、，和至到-~", c) {
			out = append(out, word{r[from:i], ranged})
			ranged = strings.ContainsRune("至到-~", c)
			from = i + 1
		}
	}
	return append(out, word{r[from:], ranged})
}

// bracketDates reads a bracket that names the days of what stands before it:
// 放假2天(4月2日至3日).
func (l *lexer) bracketDates(in []rune) (token, int) {
	inner := lex(in, l.names)
	for _, t := range inner {
		switch t.kind {
		case tDate, tRange, tList, tWeekday, tThatIs, tCount, tComma:
		default:
			return noToken()
		}
	}
	if !hasDate(inner) {
		if len(inner) == 1 && inner[0].kind == tCount {
			return inner[0], len(in) + 2
		}
		return noToken()
	}
	return token{kind: tBracket, inner: inner}, len(in) + 2
}
