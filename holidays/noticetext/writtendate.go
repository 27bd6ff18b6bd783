package noticetext

import (
	"strings"
	"time"

	"shixian/holidays"
	"shixian/internal/numeral"
)

// datePattern is a date with its year, as a closing line has it.
const datePattern = `(?:[0-9〇零Oo一二三四五六七八九]{4}年)(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日`

// writtenDate is a date as written: parts that were left out are 0, those written as
// 0 are [writtenZero].
type writtenDate struct{ y, m, d int }

// writtenZero stands for a year, month or day that is written, and is 0: no calendar
// has it.
const writtenZero = -1

// written returns a part of a date that was read.
func written(v int) int {
	if v == 0 {
		return writtenZero
	}
	return v
}

// readDate reads a date at the start of r: 2019年5月1日, 5月1日, 1日, 2019-05-01,
// or 5月1 if the 日 follows after a further number (5月1至4日). n is its
// length in runes, 0 if there is none.
func readDate(r []rune) (w writtenDate, n int) {
	if w, n = numericDate(r); n > 0 {
		return w, n
	}
	if y, k := year(r); k > 0 {
		w.y, n = written(y), k+1
	}
	v, k := number(r[n:])
	if k == 0 || n+k >= len(r) {
		return noDate()
	}
	if r[n+k] == '月' {
		w.m = written(v)
		n += k + 1
		if v, k = number(r[n:]); k == 0 || n+k >= len(r) {
			return noDate()
		}
	} else if w.y != 0 || r[n+k] == '号' {
		return writtenDate{}, 0 // 2019年3日; 17号 is a document number
	}
	w.d = written(v)
	n += k
	switch {
	case r[n] == '日' || r[n] == '号':
		return w, n + 1
	case w.m != 0 && sharesDay(r[n:]):
		return w, n
	}
	return noDate()
}

// sharesDay reports whether r is the rest of 5月1至4日 after the 1.
func sharesDay(r []rune) bool {
	if !strings.ContainsRune("至到-~、和及", r[0]) {
		return false
	}
	_, k := number(r[1:])
	return k > 0 && 1+k < len(r) && (r[1+k] == '日' || r[1+k] == '号')
}

func noDate() (writtenDate, int) { return writtenDate{}, 0 }

// numericDate reads 2019-05-01, 2019/5/1 or 2019.5.1.
func numericDate(r []rune) (w writtenDate, n int) {
	if len(r) < 8 || !isDigit(r[3]) || !strings.ContainsRune("-/.", r[4]) {
		return noDate()
	}
	y, k := number(r[:4])
	if k != 4 {
		return noDate()
	}
	m, k := number(r[5:min(7, len(r))])
	n = 5 + k
	if k == 0 || !isDigit(r[5]) || n+1 >= len(r) || r[n] != r[4] || !isDigit(r[n+1]) {
		return noDate()
	}
	d, k := number(r[n+1 : min(n+3, len(r))])
	return writtenDate{written(y), written(m), written(d)}, n + 1 + k
}

// date returns the date that w stands for; all its parts have to be there.
func (w writtenDate) date() (holidays.Date, bool) {
	if w.y <= 0 {
		return holidays.Date{}, false
	}
	d := holidays.NewDate(w.y, time.Month(w.m), w.d)
	y, m, day := d.Civil()
	return d, w == writtenDate{y, int(m), day}
}

// year reads a year of four digits, Chinese ones included (二〇一九), at the
// start of r.
func year(r []rune) (v, n int) {
	if len(r) < 5 || r[4] != '年' {
		return 0, 0
	}
	for _, c := range r[:4] {
		d, ok := numeral.Figure(c)
		if !ok {
			return 0, 0
		}
		v = v*10 + d
	}
	return v, 4
}
