package spreadsheet

import (
	"testing"
	"time"

	"shixian/holidays"
)

func TestReadDate(t *testing.T) {
	today := holidays.NewDate(2026, 11, 28)
	r := Reader{Today: today}
	for cell, want := range map[string]string{
		"2026-04-14": "2026-04-14", " 2026-4-14 ": "2026-04-14", "2026/4/14": "2026-04-14", "2026.04.14": "2026-04-14", "2026/4-14": "2026-04-14", "2026 4 14": "2026-04-14",
		"2026年4月14日": "2026-04-14", "2026年 4月 14号": "2026-04-14", "2026 年 4 月 14 日": "2026-04-14", "２０２６年４月１４日": "2026-04-14", "20260414": "2026-04-14", "2026年4月14": "2026-04-14",
		"二〇二六年四月十四日": "2026-04-14", "二○二六年十月二十日": "2026-10-20", "二零二六年十一月三十号": "2026-11-30", "2026年九月三日": "2026-09-03", "二〇二六年四月廿四日": "2026-04-24", "二〇二六年八月卅一日": "2026-08-31", "2026.4.14.": "2026-04-14", "26年4月14日": "2026-04-14",
		"2026-04-14（周二）": "2026-04-14", "2026年4月14日 星期二 17:30": "2026-04-14", "2026-04-14 17:30:00": "2026-04-14", "2026年4月14日上午（周二）": "2026-04-14", "2026-4-14下午3点": "2026-04-14", "2026年4月14日收到": "2026-04-14",
		"2026-04-14T17:30:00": "2026-04-14", "2026-04-14T23:30:00Z": "2026-04-15", "2026-04-14T17:30:00+08:00": "2026-04-14", "2026-4-14\n9时30分": "2026-04-14", "'2026-4-14": "2026-04-14",
		"46126": "2026-04-14", "46126.75": "2026-04-14", "36526": "2000-01-01", "73050": "2099-12-31", "2024-02-29": "2024-02-29", "2026—4—14": "2026-04-14", "2026。4。14": "2026-04-14",
		"4/14/2026": "2026-04-14", "14.4.2026": "2026-04-14", "29/9/2026": "2026-09-29", "4/4/2026": "2026-04-04", "26-9-29": "2026-09-29", "26.12.31": "2026-12-31", "9/29/26": "2026-09-29",
		"36525": string(NotSerial), "73051": string(NotSerial), "1": string(NotSerial), "999999999": string(NotSerial),
		"2026-02-29": string(NoSuchDay), "2026-13-01": string(NoSuchDay), "2026-00-10": string(NoSuchDay), "0000-01-01": string(NoSuchDay), "20261301": string(NoSuchDay), "2月30日": string(NoSuchDay), "31/13/2026": string(NoSuchDay),
		"4/5/2026": string(Ambiguous), "26-9-25": string(Ambiguous), "25/9/26": string(Ambiguous),
		"2026年4月14日（周三）": string(WrongWeekday), "2026-4-14 星期天": string(WrongWeekday),
		"4月14日": string(NoYear), "4-14": string(NoYear), "9.29": string(NoYear), "9月29日上午": string(NoYear), "九月二十九日": string(NoYear), "2月29日": string(NoYear), "9月3日": string(NoYear), "9.03": string(NoYear),
		"9.3": string(CutZero), "10.1": string(CutZero),
		"": string(NotDate), "昨天": string(NotDate), "-46126": string(NotDate), "2026-04": string(NotDate), "2026-04-14至2026-04-15": string(NotDate), "9月底": string(NotDate), "2026年9月": string(NotDate), "待定": string(NotDate),
		"八月十五": string(NotDate), "农历八月十五日": string(NotDate), "2026-04-14x": string(NotDate), "1e5": string(NotDate), "2026-04-14前": string(NotDate), "2026-04-14 24:00": string(NotDate), "约2026-4-14": string(NotDate),
		"2026-04-141": string(NotDate), "2026.4.14 15": string(NotDate), "4.14 15": string(NotDate), "20260414 1": string(NotDate), "202604141": string(NotSerial),
		"14 Apr 2026": "2026-04-14", "14-Apr-2026": "2026-04-14", "Apr 14, 2026": "2026-04-14", "April 14 2026": "2026-04-14", "2026-Apr-14": "2026-04-14", "14th of April, 2026": "2026-04-14", "14APR2026": "2026-04-14", "Sept. 29, 2026": "2026-09-29",
		"29-Sep-26": "2026-09-29", "26-Sep-29": "2026-09-29", "5 Sep 26": "2026-09-05", "Tuesday, April 14, 2026": "2026-04-14", "Tue 14 Apr 2026": "2026-04-14", "14 Apr 2026 10:30 AM": "2026-04-14", "2026-04-14 (Tue)": "2026-04-14", "周二 2026-04-14": "2026-04-14",
		"29 Sep": string(NoYear), "Sep 29": string(NoYear), "September 29th": string(NoYear), "29 Sep 10:30": string(NoYear), "27-Sep-26": string(Ambiguous), "31 Sep 2026": string(NoSuchDay), "29 Sep 99": string(NoSuchDay), "Wed 14 Apr 2026": string(WrongWeekday), "星期三 2026-04-14": string(WrongWeekday),
		"Sep 2026": string(NotDate), "Sep-26": string(NotDate), "14 Market 2026": string(NotDate), "by 14 Apr 2026": string(NotDate), "14 Apr 2026 to 15 Apr 2026": string(NotDate), "Apr": string(NotDate), "Tuesday": string(NotDate),
		"1-5日": string(Ambiguous), "9-10号": string(Ambiguous), "1/5日": string(Ambiguous), "9.29日": string(NoYear), "9月1-5日": string(NotDate),
		"【2026年4月14日】": "2026-04-14", "[2026-4-14]": "2026-04-14", "\u200b2026-04-14\u00a0": "2026-04-14", "2026\u00a0年4月14日": "2026-04-14", "\ufeff46126": "2026-04-14",
		"26.3.5": "2026-03-05", "26/9/5 上午": "2026-09-05", "29.3.5": string(NoSuchDay), "3.2.5": string(NotDate),
		"二0二六年四月十四日": "2026-04-14", "二零二六年一0月九日": string(NotDate), "2026年4月14日 9时30分15秒": "2026-04-14",
		"2026-04-14 09:30-11:30": "2026-04-14", "2026-04-14 14:00 - 16:00": "2026-04-14", "2026年4月14日上午9:00至11:30": "2026-04-14", "2026-04-14 09:30-31:30": string(NotDate),
		"202604141530": "2026-04-14", "20260414153000": "2026-04-14", "2026-4-14 9时": "2026-04-14",
	} {
		d, fault := r.Date(cell)
		got := string(fault)
		if fault == "" {
			got = d.String()
		}
		if got != want {
			t.Errorf("%q: %s, want %s", cell, got, want)
		}
	}
	if d, fault := ReadDate("44664", true); fault != "" || d.String() != "2026-04-14" {
		t.Errorf("from 1904: %s, %s", d, fault)
	}
	if _, fault := ReadDate("26-9-29", false); fault != Ambiguous {
		t.Errorf("a year of two figures without a day of today: %s", fault)
	}
}

// TestYears: a year that was said is that of the dates without one, and a later day of
// the row has the year of the first, unless that puts it before.
func TestYears(t *testing.T) {
	first := holidays.NewDate(2026, 9, 29)
	r := Reader{Year: func(time.Month) int { return 2026 }}
	if d, fault := r.Date("9.29"); fault != "" || d != first {
		t.Errorf("%s, %s", d, fault)
	}
	if _, fault := r.Date("2月29日"); fault != NoSuchDay {
		t.Errorf("29 February 2026: %s", fault)
	}
	if d, fault := r.From("10月9日", first); fault != "" || d.String() != "2026-10-09" {
		t.Errorf("%s, %s", d, fault)
	}
	if d, fault := r.From("9月1日", first); fault != NoYear {
		t.Errorf("before the first day: %s, %s", d, fault)
	}
	if d, fault := r.From("2026-09-01", first); fault != "" || d.String() != "2026-09-01" {
		t.Errorf("a year that is written stands: %s, %s", d, fault)
	}
}

func TestReadSpans(t *testing.T) {
	r, start := Reader{}, holidays.NewDate(2026, 2, 27)
	span := func(from, to string) holidays.Span {
		f, _ := holidays.ParseDate(from)
		l, _ := holidays.ParseDate(to)
		return holidays.Span{From: f, To: l}
	}
	for cell, want := range map[string][]holidays.Span{
		"2026-03-04至2026-03-06":    {span("2026-03-04", "2026-03-06")},
		"2026-03-04/2026-03-06":    {span("2026-03-04", "2026-03-06")},
		"2026/3/4-2026/3/6":        {span("2026-03-04", "2026-03-06")},
		"2026-03-04-2026-03-06":    {span("2026-03-04", "2026-03-06")},
		"2026-03-04 - 2026-03-06":  {span("2026-03-04", "2026-03-06")},
		"2026.3.4～2026.3.6":        {span("2026-03-04", "2026-03-06")},
		"2026年3月4日——2026年3月6日":     {span("2026-03-04", "2026-03-06")},
		"2026-03-04 to 2026-03-06": {span("2026-03-04", "2026-03-06")},
		"2026-03-04":               {span("2026-03-04", "2026-03-04")},
		"2026-03-04至03-06":         {span("2026-03-04", "2026-03-06")},
		"2026年3月4日-6日":             {span("2026-03-04", "2026-03-06")},
		"2026-03-04至06":            {span("2026-03-04", "2026-03-06")},
		"自2026年3月4日起至3月6日止":        {span("2026-03-04", "2026-03-06")},
		"3月4日至6日":                  {span("2026-03-04", "2026-03-06")},
		"3月4日-3月6日":                {span("2026-03-04", "2026-03-06")},
		"3.4-3.6":                  {span("2026-03-04", "2026-03-06")},
		"3.4-6":                    {span("2026-03-04", "2026-03-06")},
		"3.1—3.2":                  {span("2026-03-01", "2026-03-02")},
		"2026年3月4日（周三）至3月6日（周五）":              {span("2026-03-04", "2026-03-06")},
		"4 Mar 2026 to 6 Mar 2026":            {span("2026-03-04", "2026-03-06")},
		"Mar 4 - Mar 6, 2026":                 {span("2026-03-04", "2026-03-06")},
		"Mar 4, 2026; 6 Mar":                  {span("2026-03-04", "2026-03-04"), span("2026-03-06", "2026-03-06")},
		"2026-03-04,2026-03-05":               {span("2026-03-04", "2026-03-04"), span("2026-03-05", "2026-03-05")},
		"3月4日、3月6日":                           {span("2026-03-04", "2026-03-04"), span("2026-03-06", "2026-03-06")},
		"12月30日至1月2日":                         {span("2026-12-30", "2027-01-02")},
		"20260304-20260306":                   {span("2026-03-04", "2026-03-06")},
		"46085到46087；2026-04-01、2026-04-03\n": {span("2026-03-04", "2026-03-06"), span("2026-04-01", "2026-04-01"), span("2026-04-03", "2026-04-03")},
	} {
		got, fault := r.Spans(cell, start)
		if fault != "" || len(got) != len(want) {
			t.Errorf("%q: %v, %s", cell, got, fault)
			continue
		}
		for i := range want {
			if got[i] != want[i] {
				t.Errorf("%q: %v, want %v", cell, got, want)
			}
		}
	}
	for cell, want := range map[string]Fault{
		"": NotSpan, "；": NotSpan, "2026-03-04至2026-03-05至2026-03-06": NotSpan, "上周": NotDate, "2026-03-04至": NotSpan, "3/4/2026至3/6/2026": NotSpan, "2026-02-30": NoSuchDay,
		"1月4日至1月6日": NoYear, "3-2-5": Ambiguous, "2026-03-06至4日": NotSpan, "2026-03-04至今": NotSpan, "3天": NotSpan, "等待补正": NotDate, "9-10日": Ambiguous,
		"2026-03-04,2026-03-06": NotSpan, "2026-03-04\n3月6日": NotSpan,
	} {
		if _, fault := r.Spans(cell, start); fault != want {
			t.Errorf("%q: %s, want %s", cell, fault, want)
		}
	}
}

func TestReadNumber(t *testing.T) {
	for cell, want := range map[string]float64{"5": 5, "五": 5, "十五": 15, "二十": 20, " ５ ": 5, "2.5": 2.5, "0": 0} {
		if n, fault := ReadNumber(cell); n != want || fault != "" {
			t.Errorf("%q: %v, %s", cell, n, fault)
		}
	}
	for _, cell := range []string{"", "五天", "5天", "-5", "1e3", "5.", "NaN", "0x10", "1,000"} {
		if _, fault := ReadNumber(cell); fault != NotNumber {
			t.Errorf("%q: %s", cell, fault)
		}
	}
}

// FuzzCells: a cell is read as a day that exists, or not at all; what is read as a date
// is a span of that day, and is the same once written out.
func FuzzCells(f *testing.F) {
	for _, s := range []string{"2026-04-14", "2026/4/14", "2026年4月14日 星期二 17:30", "46126", "4/14/2026", "2026-03-04至2026-03-06；2026-04-01", "2.5", "２０２６－０４－１４"} {
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, cell string, date1904 bool) {
		d, fault := ReadDate(cell, date1904)
		if (fault == "") == d.IsZero() {
			t.Fatalf("%q: %s, %s", cell, d, fault)
		}
		if fault == "" {
			if again, fault := ReadDate(d.String(), date1904); fault != "" || again != d {
				t.Fatalf("%q: %s, again %s, %s", cell, d, again, fault)
			}
		}
		spans, fault := Reader{Date1904: date1904}.Spans(cell, d)
		if (fault == "") != (len(spans) > 0) {
			t.Fatalf("%q: %v, %s", cell, spans, fault)
		}
		if n, fault := ReadNumber(cell); fault == "" && !(n >= 0 && n < 1e9+1) {
			t.Fatalf("%q: %v", cell, n)
		}
	})
}
