package spreadsheet

import (
	"testing"

	"shixian/holidays"
)

func TestReadDate(t *testing.T) {
	for cell, want := range map[string]string{
		"2026-04-14": "2026-04-14", " 2026-4-14 ": "2026-04-14", "2026/4/14": "2026-04-14", "2026.04.14": "2026-04-14",
		"2026年4月14日": "2026-04-14", "2026年 4月 14号": "2026-04-14", "２０２６年４月１４日": "2026-04-14", "20260414": "2026-04-14",
		"2026-04-14（周二）": "2026-04-14", "2026年4月14日 星期二 17:30": "2026-04-14", "2026-04-14 17:30:00": "2026-04-14",
		"2026-04-14T17:30:00": "2026-04-14", "2026-04-14T23:30:00Z": "2026-04-15", "2026-04-14T17:30:00+08:00": "2026-04-14",
		"46126": "2026-04-14", "46126.75": "2026-04-14", "36526": "2000-01-01", "73050": "2099-12-31",
		"2024-02-29": "2024-02-29",
		"36525":      string(NotSerial), "73051": string(NotSerial), "1": string(NotSerial), "999999999": string(NotSerial),
		"2026-02-29": string(NoSuchDay), "2026-13-01": string(NoSuchDay), "2026-00-10": string(NoSuchDay), "0000-01-01": string(NoSuchDay), "20261301": string(NoSuchDay),
		"4/14/2026": string(Ambiguous), "14.4.2026": string(Ambiguous), "26-4-14": string(Ambiguous), "4月14日": string(Ambiguous), "4-14": string(Ambiguous), "26年4月14日": string(Ambiguous),
		"": string(NotDate), "昨天": string(NotDate), "-46126": string(NotDate), "2026-04": string(NotDate), "2026-04-14至2026-04-15": string(NotDate),
		"二〇二六年四月十四日": string(NotDate), "2026/4-14": string(Ambiguous), "2026-04-14x": string(NotDate), "1e5": string(NotDate),
	} {
		d, fault := ReadDate(cell, false)
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
}

func TestReadSpans(t *testing.T) {
	span := func(from, to string) holidays.Span {
		f, _ := holidays.ParseDate(from)
		l, _ := holidays.ParseDate(to)
		return holidays.Span{From: f, To: l}
	}
	for cell, want := range map[string][]holidays.Span{
		"2026-03-04至2026-03-06":               {span("2026-03-04", "2026-03-06")},
		"2026-03-04/2026-03-06":               {span("2026-03-04", "2026-03-06")},
		"2026/3/4-2026/3/6":                   {span("2026-03-04", "2026-03-06")},
		"2026-03-04-2026-03-06":               {span("2026-03-04", "2026-03-06")},
		"2026-03-04 - 2026-03-06":             {span("2026-03-04", "2026-03-06")},
		"2026.3.4～2026.3.6":                   {span("2026-03-04", "2026-03-06")},
		"2026年3月4日——2026年3月6日":                {span("2026-03-04", "2026-03-06")},
		"2026-03-04 to 2026-03-06":            {span("2026-03-04", "2026-03-06")},
		"2026-03-04":                          {span("2026-03-04", "2026-03-04")},
		"46085到46087；2026-04-01、2026-04-03\n": {span("2026-03-04", "2026-03-06"), span("2026-04-01", "2026-04-01"), span("2026-04-03", "2026-04-03")},
	} {
		got, fault := ReadSpans(cell, false)
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
		"": NotSpan, "；": NotSpan, "2026-03-04至2026-03-05至2026-03-06": NotSpan, "上周": NotDate, "2026-03-04至": NotDate, "3/4/2026至3/6/2026": Ambiguous, "2026-02-30": NoSuchDay,
	} {
		if _, fault := ReadSpans(cell, false); fault != want {
			t.Errorf("%q: %s, want %s", cell, fault, want)
		}
	}
}

func TestReadNumber(t *testing.T) {
	for cell, want := range map[string]float64{"5": 5, " ５ ": 5, "2.5": 2.5, "0": 0} {
		if n, fault := ReadNumber(cell); n != want || fault != "" {
			t.Errorf("%q: %v, %s", cell, n, fault)
		}
	}
	for _, cell := range []string{"", "五", "5天", "-5", "1e3", "5.", "NaN", "0x10", "1,000"} {
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
		spans, fault := ReadSpans(cell, date1904)
		if (fault == "") != (len(spans) > 0) {
			t.Fatalf("%q: %v, %s", cell, spans, fault)
		}
		if n, fault := ReadNumber(cell); fault == "" && !(n >= 0 && n < 1e9+1) {
			t.Fatalf("%q: %v", cell, n)
		}
	})
}
