package noticetext

import (
	"slices"
	"time"
)

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

func (t token) text(r []rune) string { return string(r[t.from:t.to]) }

func anyKind(ts []token, k kind) bool {
	return slices.ContainsFunc(ts, func(t token) bool { return t.kind == k })
}

// hasDate reports whether a date is among the tokens, in brackets too.
func hasDate(ts []token) bool {
	return slices.ContainsFunc(ts, func(t token) bool { return t.kind == tDate || t.kind == tBracket && hasDate(t.inner) })
}

func namesIn(toks []token) []string {
	var out []string
	for _, t := range toks {
		if t.kind == tFestival {
			out = appendNew(out, t.name)
		}
	}
	return out
}

type kind uint8

const (
	tUnknown   kind = iota
	tDate           // 5月1日
	tYear           // 2019年 without a month
	tPart           // 5月 without a day
	tRange          // 至
	tList           // 、 和 及
	tComma          // ， or ：
	tBracket        // ( … )
	tWeekday        // a weekday outside brackets
	tOff            // 放假
	tWork           // 上班
	tCount          // 共3天
	tFestival       // 春节
	tCite           // 《…》
	tFiller         // words that change nothing
	tAmong          // 其中
	tThatIs         // 即
	tLocal          // 我区: the region itself arranges
	tNational       // 国家规定: quoted from the national notice
	tBasis          // 根据
	tFrom           // 起
	tCancel         // 取消
	tNotOff         // 不放假
	tExtend         // 延长
	tMove           // 公休日调至
	tSwap           // 对调
	tOffLabel       // 放假时间(为)
	tWorkLabel      // 上班时间(为)
	tJoin           // 与周末连休
	tBecome         // 调整为
	tUsual          // 照常公休: off as ever
	tWas            // 原定
	tLunar          // 农历三月初三: the lunar name of a day
	tFalls          // 恰逢
	tNoMakeUp       // 不补班
)
