package noticetext

import (
	"strings"
	"testing"

	"shixian/holidays"
)

func on(s string) holidays.Date {
	d, err := holidays.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// known writes a notice: its fields, then rows as "春节 off 2020-01-24 2020-01-30".
func known(id, calendar string, year int, issued string, rows ...string) holidays.Notice {
	n := holidays.Notice{ID: id, Calendar: calendar, Year: year, Issued: on(issued)}
	for _, r := range rows {
		f := strings.Fields(r)
		n.Entries = append(n.Entries, holidays.Entry{Festival: f[0], Kind: holidays.EntryKind(f[1]), Span: holidays.Span{From: on(f[2]), To: on(f[3])}})
	}
	return n
}

// reading2020 is the notice that is being read: Guangxi's for 2020.
func reading2020(issued string) holidays.Notice {
	n := holidays.Notice{Calendar: "CN-GX", Year: 2020}
	if issued != "" {
		n.Issued = on(issued)
	}
	return n
}

// Only notices of the calendar and of those above it count, of the year and its
// neighbours, issued no later than the one that is being read.
func TestWhichNoticesAreEarlier(t *testing.T) {
	for _, c := range []struct {
		name          string
		calendar      string
		year          int
		issued        string
		own, national bool // its day counts for the calendar, for those above it
		sameYear      bool // it is one that this notice may amend
	}{
		{"national", "CN", 2020, "2019-11-21", false, true, false},
		{"own", "CN-GX", 2020, "2020-01-01", true, false, true},
		{"own, the year before", "CN-GX", 2019, "2018-12-29", true, false, false},
		{"own, the year after", "CN-GX", 2021, "2020-02-01", true, false, false},
		{"own, two years before", "CN-GX", 2018, "2018-01-01", false, false, false},
		{"own, two years after", "CN-GX", 2022, "2020-02-01", false, false, false},
		{"another region", "CN-NX", 2020, "2019-12-01", false, false, false},
		{"a part of the region", "CN-GX-NN", 2020, "2019-12-01", false, false, false},
		{"a calendar of a like name", "C", 2020, "2019-12-01", false, false, false},
		{"own, later", "CN-GX", 2020, "2020-03-06", false, false, false},
		{"national, later", "CN", 2020, "2020-03-06", false, false, false},
		{"itself", "CN-GX", 2020, "2020-03-05", false, false, false},
		{"national, the same day", "CN", 2020, "2020-03-05", false, true, false},
		{"own of another year, the same day", "CN-GX", 2021, "2020-03-05", true, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			day := on("2020-04-15") // a Wednesday
			k := collectEarlier(reading2020("2020-03-05"), []holidays.Notice{known("x", c.calendar, c.year, c.issued, "某节 off 2020-04-15 2020-04-15")}, []string{"CN"})
			if own := k.own[day] == holidays.Off; own != c.own {
				t.Errorf("own %t", own)
			}
			if national := k.nationalOff(day); national != c.national {
				t.Errorf("national %t", national)
			}
			if k.dayOff(day) != (c.own || c.national) || k.worked(day) == (c.own || c.national) {
				t.Errorf("day off %t, worked %t", k.dayOff(day), k.worked(day))
			}
			if same := len(k.sameYear) == 1; same != c.sameYear {
				t.Errorf("of the same year %t", same)
			}
			if ofYear := c.year == 2020 && (c.own || c.national); k.national != (c.national && ofYear) || (len(k.spansOff) == 1) != ofYear {
				t.Errorf("national notice %t, spans off %d", k.national, len(k.spansOff))
			}
		})
	}
}

func TestSameNotice(t *testing.T) {
	for _, c := range []struct {
		name           string
		pNumber, pDate string
		nNumber, nDate string
		same           bool
	}{
		{"number", "a", "2020-01-01", "a", "2020-02-01", true},
		{"another number, the same day", "a", "2020-01-01", "b", "2020-01-01", false},
		{"no number here", "a", "2020-01-01", "", "2020-01-01", true},
		{"no number there", "", "2020-01-01", "b", "2020-01-01", true},
		{"another day", "", "2020-01-01", "", "2020-01-02", false},
		{"no day at all", "", "", "", "", false},
	} {
		p, n := holidays.Notice{Year: 2020, Document: c.pNumber}, holidays.Notice{Year: 2020, Document: c.nNumber}
		if c.pDate != "" {
			p.Issued, n.Issued = on(c.pDate), on(c.nDate)
		}
		if got := sameNotice(p, n); got != c.same {
			t.Errorf("%s: %t", c.name, got)
		}
		if n.Year = 2021; sameNotice(p, n) {
			t.Errorf("%s: the same in another year", c.name)
		}
	}
}

// Later notices count over earlier ones, and the region's over the nation's.
func TestLaterNoticesWin(t *testing.T) {
	k := collectEarlier(reading2020("2020-06-01"), []holidays.Notice{
		known("gx", "CN-GX", 2020, "2020-01-01", "三月三 off 2020-03-26 2020-03-27", "三月三 work 2020-03-28 2020-03-28"),
		known("second", "CN", 2020, "2020-01-26", "春节 off 2020-01-31 2020-02-02"),
		known("first", "CN", 2020, "2019-11-21", "春节 off 2020-01-24 2020-01-30", "春节 work 2020-02-01 2020-02-01"),
	}, []string{"CN"})
	for _, c := range []struct {
		day                           string
		nationalOff, dayOff, isWorked bool
	}{
		{"2020-01-24", true, true, false},
		{"2020-02-01", true, true, false},
		{"2020-02-03", false, false, true},
		{"2020-03-26", false, true, false},
		{"2020-03-28", true, false, false}, // a Saturday that the region works
		{"2020-03-29", true, true, false},
	} {
		d := on(c.day)
		if k.nationalOff(d) != c.nationalOff || k.dayOff(d) != c.dayOff || k.worked(d) != c.isWorked {
			t.Errorf("%s: %t %t %t", d, k.nationalOff(d), k.dayOff(d), k.worked(d))
		}
	}
	last, ok := k.lastOff([]string{"春节"})
	if want := (holidays.Span{From: on("2020-01-31"), To: on("2020-02-02")}); !ok || last.Span != want {
		t.Errorf("last days off: %v %t", last, ok)
	}
	if e, ok := k.lastOff([]string{"元旦"}); ok {
		t.Errorf("days off of a festival without any: %v", e)
	}
	for _, c := range []struct {
		from, to string
		kind     holidays.EntryKind
		agrees   bool
	}{
		{"2020-01-24", "2020-02-02", holidays.Off, true},
		{"2020-01-24", "2020-02-03", holidays.Off, false},
		{"2020-02-03", "2020-02-03", holidays.Work, true},
		{"2020-02-02", "2020-02-02", holidays.Work, false},
	} {
		if got := k.agree([]holidays.Span{{From: on(c.from), To: on(c.to)}}, c.kind); got != c.agrees {
			t.Errorf("%s to %s %s: %t", c.from, c.to, c.kind, got)
		}
	}
}

// The nation's holiday reaches over the weekend beside it, not over one further on.
func TestNationalHoliday(t *testing.T) {
	k := collectEarlier(reading2020(""), []holidays.Notice{
		known("CN-2020", "CN", 2020, "2019-11-21", "清明节 off 2020-04-06 2020-04-07", "清明节 work 2020-04-12 2020-04-12", "劳动节 off 2020-05-01 2020-05-01"),
	}, []string{"CN"})
	for day, want := range map[string]bool{
		"2020-04-03": false, "2020-04-04": true, "2020-04-05": true, "2020-04-06": true, "2020-04-07": true, "2020-04-08": false,
		"2020-04-11": false, "2020-04-12": false, "2020-04-30": false, "2020-05-01": true, "2020-05-02": true, "2020-05-03": true,
		"2020-05-04": false, "2020-05-09": false,
	} {
		if got := k.nationalHoliday(on(day)); got != want {
			t.Errorf("%s: %t", day, got)
		}
	}
}

// A cancellation without dates takes back the working days that were given off.
func TestCancelledDays(t *testing.T) {
	off := "三月三 off 2020-03-26 2020-03-29"
	for _, c := range []struct {
		name string
		rows []string
		want string
	}{
		{"weekend left out", []string{off}, "2020-03-26 2020-03-27"},
		{"another festival beside it", []string{"清明节 off 2020-04-03 2020-04-03", off}, "2020-03-26 2020-03-27"},
		{"in a list of festivals", []string{"清明节、三月三 off 2020-03-26 2020-03-26"}, "2020-03-26"},
		{"days made up", []string{off, "三月三 work 2020-03-22 2020-03-22"}, "unknown"},
		{"nothing of it", []string{"清明节 off 2020-04-03 2020-04-03"}, "unknown"},
	} {
		k := collectEarlier(reading2020(""), []holidays.Notice{known("gx", "CN-GX", 2020, "2020-01-01", c.rows...)}, []string{"CN"})
		days, ok := k.cancelled([]string{"三月三"})
		got := "unknown"
		if ok {
			got = ""
			for _, d := range days {
				got += " " + d.String()
			}
			got = got[1:]
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// What is changed is the first notice of the year, by number or else by id.
func TestAmended(t *testing.T) {
	first := known("CN-GX-2020", "CN-GX", 2020, "2020-01-01", "三月三 off 2020-03-26 2020-03-27")
	second := known("CN-GX-2020-2", "CN-GX", 2020, "2020-02-01", "三月三 work 2020-03-26 2020-03-27")
	second.Amends = "CN-GX-2020"
	numbered := first
	numbered.Document = "桂政办电〔2020〕1号"
	this := reading2020("2020-03-05")
	this.Entries = known("", "", 0, "2020-01-01", "三月三 off 2020-03-25 2020-03-25").Entries
	again := this
	again.Entries = first.Entries
	for _, c := range []struct {
		name  string
		n     holidays.Notice
		prior []holidays.Notice
		want  string
	}{
		{"nothing known", this, nil, ""},
		{"by id", this, []holidays.Notice{first}, "CN-GX-2020"},
		{"by number", this, []holidays.Notice{numbered}, "桂政办电〔2020〕1号"},
		{"the first of two", this, []holidays.Notice{first, second}, "CN-GX-2020"},
		{"an amendment alone", this, []holidays.Notice{second}, "CN-GX-2020-2"},
		{"the same days are no change", again, []holidays.Notice{first}, ""},
		{"the same days as the first", again, []holidays.Notice{first, second}, "CN-GX-2020"},
	} {
		if got := collectEarlier(c.n, c.prior, []string{"CN"}).amended(c.n); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	// an amendment that was recorded before the notice that it changes
	late := second
	late.Issued = on("2019-12-01")
	if got := collectEarlier(this, []holidays.Notice{late, first}, []string{"CN"}).amended(this); got != "CN-GX-2020" {
		t.Errorf("amendment first: %q", got)
	}
	for _, c := range []struct {
		festival string
		names    []string
		want     bool
	}{
		{"国庆节、中秋节", []string{"中秋节"}, true}, {"国庆节、中秋节", []string{"国庆节、中秋节"}, true},
		{"国庆节", []string{"春节", "国庆节"}, true}, {"国庆节", []string{"春节"}, false}, {"国庆节", nil, false},
	} {
		if got := named(c.festival, c.names); got != c.want {
			t.Errorf("%s in %v: %t", c.festival, c.names, got)
		}
	}
}
