package noticetext

import (
	"regexp"
	"strings"
)

var documentRef = regexp.MustCompile(`^\((?:\p{Han}{2,20}[〔(][0-9]{4}[〕)]第?[0-9]{1,4}号|(?:\p{Han}{2,20})?令?第[0-9]{1,4}号令?|以下简称[^)]*)\)`)

var (
	lunar = regexp.MustCompile(`^(?:农历|夏历|阴历|旧历)?(?:闰?[正腊冬一二三四五六七八九十]{1,2}月)?(?:大年)?(?:初[一二三四五六七八九十]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|[一二三四五六七八九]|三月三|除夕|大年夜|年三十)?(?:除夕)?$`)
	// plainWords may stand in the brackets after a date without changing it.
	plainWords = regexp.MustCompile(`^(?:当日|当天|法定节假日|法定节日|法定假日|公休日|周末|双休日|公休|节日当天|含周末|新年|国际劳动节|除夕|不调休|国庆|与周末连休|(?:农历)?(?:清明|端午|中秋|重阳)(?:节)?(?:当日|当天)?)$`)
)

// bracket reads a whole bracket. One whose words are not known is left to be
// read as unknown text.
func (l *lexer) bracket(r []rune) (token, int) {
	if r[0] != '(' {
		return token{}, 0
	}
	if len(r) > 1 && r[1] == '(' {
		return token{}, 0
	}
	if m := documentRef.FindString(string(r[:min(len(r), window)])); m != "" {
		return token{kind: tFiller}, len([]rune(m))
	}
	n := 1
	for n < len(r) && n < window && r[n] != ')' && r[n] != '(' {
		n++
	}
	if n >= len(r) || n == window || r[n] == '(' || n == 1 {
		return token{}, 0
	}
	in := r[1:n]
	if t, ok := l.dayWords(in); ok {
		return t, n + 1
	}
	return l.bracketDates(in, n)
}

// dayWords reads what is said of dates in brackets: weekdays, lunar dates,
// names of festivals.
func (l *lexer) dayWords(in []rune) (token, bool) {
	t := token{kind: tBracket}
	lastWeekday := false
	for _, part := range splitWords(in) {
		d, n := weekday(part.r)
		s := string(part.r)
		single := false
		if n == 0 && len(part.r) == 1 && lastWeekday {
			d, single = weekdayRune(part.r[0])
		}
		switch {
		case n == len(part.r) && n > 0 || single:
			t.days = append(t.days, d)
			t.ranged = t.ranged || part.ranged && lastWeekday
			lastWeekday = true
			continue
		case s == "", !lunar.MatchString(s) && !plainWords.MatchString(s) && !isFestivalList(s):
			return token{}, false
		}
		lastWeekday = false
	}
	return t, true
}

// word is a part of a bracket; ranged says that 至 stands before it.
type word struct {
	r      []rune
	ranged bool
}

func splitWords(r []rune) []word {
	var out []word
	ranged := false
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
func (l *lexer) bracketDates(in []rune, n int) (token, int) {
	inner := lex(in, l.names)
	for _, t := range inner {
		switch t.kind {
		case tDate, tRange, tList, tWeekday, tThatIs, tCount, tComma:
		default:
			return token{}, 0
		}
	}
	if !hasDate(inner) {
		if len(inner) == 1 && inner[0].kind == tCount {
			return inner[0], n + 1
		}
		return token{}, 0
	}
	return token{kind: tBracket, inner: inner}, n + 1
}
