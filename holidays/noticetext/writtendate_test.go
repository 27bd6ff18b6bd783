package noticetext

import (
	"testing"
)

// Dates as they are written, with the parts that are left out as 0.
func TestReadDate(t *testing.T) {
	for in, want := range map[string]struct {
		w writtenDate
		n int
	}{
		"2019年5月1日放":    {writtenDate{2019, 5, 1}, 9},
		"二〇一九年十二月三十一日":  {writtenDate{2019, 12, 31}, 12},
		"5月1日":          {writtenDate{0, 5, 1}, 4},
		"十月一号":          {writtenDate{0, 10, 1}, 4},
		"31日":           {writtenDate{0, 0, 31}, 3},
		"5月1至4日":        {writtenDate{0, 5, 1}, 3},
		"5月1、2日":        {writtenDate{0, 5, 1}, 3},
		"2019-05-01 ":   {writtenDate{2019, 5, 1}, 10},
		"2019/5/1 10":   {writtenDate{2019, 5, 1}, 8},
		"2019.12.31":    {writtenDate{2019, 12, 31}, 10},
		"5月1":           {},
		"5月1至4天":        {},
		"5月":            {},
		"17号":           {},
		"2019年3日":       {},
		"2019年":         {},
		"20199年5月1日":    {},
		"三月三":           {},
		"2019-5.1":      {},
		"2019-二-1":      {},
		"一二月三日":         {},
		"12345678":      {},
		"":              {},
		"2019-05-":      {},
		"二十二日":          {writtenDate{0, 0, 22}, 4},
		"十日":            {writtenDate{0, 0, 10}, 2},
		"十十日":           {},
		"00月00日":        {writtenDate{0, writtenZero, writtenZero}, 6},
		"2019年13月45日":   {writtenDate{2019, 13, 45}, 11},
		"零零一九年1月1日":     {writtenDate{19, 1, 1}, 9},
		"2O19年1月1日":     {writtenDate{2019, 1, 1}, 9},
		"2019年1月1号，":    {writtenDate{2019, 1, 1}, 9},
		"2019年1月1日2月":   {writtenDate{2019, 1, 1}, 9},
		"１":             {},
		"五月五日至八日":       {writtenDate{0, 5, 5}, 4},
		"三十一日":          {writtenDate{0, 0, 31}, 4},
		"一百日":           {},
		"5月13-15日":      {writtenDate{0, 5, 13}, 4},
		"13-15日":        {},
		"1234-5-6日":     {writtenDate{1234, 5, 6}, 8},
		"2019-13-45":    {writtenDate{2019, 13, 45}, 10},
		"2019-1-1":      {writtenDate{2019, 1, 1}, 8},
		"2019-1-":       {},
		"2019-1/1":      {},
		"2019年12":       {},
		"2019年12月":      {},
		"2019年12月3":     {},
		"5月1~3日":        {writtenDate{0, 5, 1}, 3},
		"5月1及3号":        {writtenDate{0, 5, 1}, 3},
		"5月1、日":         {},
		"5月1至3天":        {},
		"2019-123-1":    {},
		"2019-1-123":    {writtenDate{2019, 1, 12}, 9},
		"2019-12-123":   {writtenDate{2019, 12, 12}, 10},
		"2019年5月1、":     {},
		"5月1至3":         {},
		"1至3日":          {},
		"4月31日":         {writtenDate{0, 4, 31}, 5},
		"1月1日（周三）放假1天":  {writtenDate{0, 1, 1}, 4},
		"10月12日（星期六）上班": {writtenDate{0, 10, 12}, 6},
	} {
		w, n := readDate([]rune(in))
		if w != want.w || n != want.n {
			t.Errorf("%q: %v %d, want %v %d", in, w, n, want.w, want.n)
		}
	}
}

// A date as written stands for a day only if all its parts do.
func TestWrittenDate(t *testing.T) {
	for _, c := range []struct {
		w  writtenDate
		ok bool
	}{
		{writtenDate{2020, 2, 29}, true}, {writtenDate{2019, 2, 29}, false}, {writtenDate{2019, 2, 30}, false}, {writtenDate{2019, 4, 31}, false},
		{writtenDate{2019, 13, 1}, false}, {writtenDate{2019, 0, 1}, false}, {writtenDate{0, 1, 1}, false}, {writtenDate{2019, 1, 0}, false},
		{writtenDate{2019, 12, 31}, true}, {writtenDate{2019, 1, 9999}, false}, {writtenDate{9999, 12, 31}, true},
		{writtenDate{1, 1, 1}, true}, {writtenDate{2019, 1, 1}, true}, {writtenDate{2019, 12, 1}, true},
	} {
		if d, ok := c.w.date(); ok != c.ok {
			t.Errorf("%v: %s %t", c.w, d, ok)
		}
	}
}
