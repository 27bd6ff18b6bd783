package explain_test

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

// drawnQuestion draws a question that some rule may be asked: a day from 2022 to 2030, and
// now and then a suspension, another amount, a roll, other readings or an earlier day of
// knowledge.
func drawnQuestion(t *rapid.T) deadlines.Question {
	r := rapid.SampledFrom(catalogue().Rules).Draw(t, "rule")
	day := func(name string) holidays.Date {
		return date("2022-06-01").AddDays(rapid.IntRange(0, 3000).Draw(t, name))
	}
	if r.Shape == deadlines.Threshold {
		return asked(r.ID, "", days(rapid.SampledFrom([]float64{.5, 1, 1.5, 3}).Draw(t, "days")))
	}
	q := asked(r.ID, "")
	q.Trigger = day("trigger")
	with := func(name string) bool { return rapid.IntRange(0, 3).Draw(t, name) == 0 }
	if r.Overridable && with("amount") {
		q.Amount = rapid.IntRange(1, 20).Draw(t, "working days")
	}
	for range rapid.IntRange(0, 2).Draw(t, "suspensions") {
		from := q.Trigger.AddDays(rapid.IntRange(-10, 20).Draw(t, "suspended"))
		q.Suspended = append(q.Suspended, holidays.Span{From: from, To: from.AddDays(rapid.IntRange(0, 9).Draw(t, "length"))})
	}
	if r.Shape == deadlines.Quota {
		q.Suspended = nil
		for range rapid.IntRange(0, 3).Draw(t, "held") {
			q.History = append(q.History, q.Trigger.AddDays(-rapid.IntRange(1, 100).Draw(t, "ago")))
		}
	}
	if with("as of") {
		q.AsOf = day("known")
	}
	if with("roll") {
		q.Roll = rapid.SampledFrom([]deadlines.Roll{deadlines.RollNone, deadlines.RollNext, deadlines.RollPrevious}).Draw(t, "how")
	}
	q.Readings = with("readings")
	return q
}

// inBothLanguages answers a drawn question and explains it twice; false if it is refused.
func inBothLanguages(q *deadlines.Question) (a deadlines.Answer, lines [2][]explain.Line, answered bool) {
	a, err := catalogue().Ask(table(), q)
	if err != nil {
		return a, lines, false
	}
	s := explain.Subject{Question: q, Answer: &a, Interpretations: catalogue().Interpretations, NameEN: table().Source().Statutory.NameEN}
	for i, lang := range [2]string{holidays.Chinese, holidays.English} {
		e := explain.Explain(lang, &s)
		lines[i] = e.Lines
	}
	return a, lines, true
}

// spanZH and spanEN are dates and runs of days as the two languages write them, what the
// ends share once.
var (
	spanZH = regexp.MustCompile(`(\d+)年(\d+)月(\d+)日(?:至(?:(\d+)年)?(\d+)月(\d+)日)?`)
	spanEN = regexp.MustCompile(`(\d+)(?: ([A-Z][a-z]+))?(?: (\d{4}))?( to (\d+) ([A-Z][a-z]+) (\d{4}))?`)
)

// datesZH reads the dates of a Chinese text.
func datesZH(text string) map[holidays.Date]bool {
	out := map[holidays.Date]bool{}
	for _, m := range spanZH.FindAllStringSubmatch(text, -1) {
		out[civil(m[1], m[2], m[3])] = true
		if m[6] != "" {
			year := m[4]
			if year == "" {
				year = m[1]
			}
			out[civil(year, m[5], m[6])] = true
		}
	}
	return out
}

// datesEN reads the dates of an English text.
func datesEN(text string) map[holidays.Date]bool {
	out := map[holidays.Date]bool{}
	for _, m := range spanEN.FindAllStringSubmatch(text, -1) {
		month, year := m[2], m[3]
		if m[4] != "" {
			out[civil(m[7], monthNumber(m[6]), m[5])] = true
			if month == "" {
				month = m[6]
			}
			if year == "" {
				year = m[7]
			}
		}
		if monthNumber(month) != "" && year != "" {
			out[civil(year, monthNumber(month), m[1])] = true
		}
	}
	return out
}

func civil(year, month, day string) holidays.Date {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	return holidays.NewDate(y, time.Month(m), d)
}

// monthNumber is 6 for June, "" for a word that is no month.
func monthNumber(name string) string {
	for m := time.January; m <= time.December; m++ {
		if m.String() == name {
			return strconv.Itoa(int(m))
		}
	}
	return ""
}

// TestBothLanguagesSayTheSameDays: line by line, Chinese and English are about the same
// thing and name the same dates.
func TestBothLanguagesSayTheSameDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawnQuestion(t)
		_, lines, answered := inBothLanguages(&q)
		if !answered {
			return
		}
		if len(lines[0]) != len(lines[1]) {
			t.Fatalf("%d lines in Chinese, %d in English", len(lines[0]), len(lines[1]))
		}
		for i, zh := range lines[0] {
			en := lines[1][i]
			if zh.Kind != en.Kind {
				t.Fatalf("line %d is about %s in Chinese and about %s in English", i+1, zh.Kind, en.Kind)
			}
			if zh.Kind == explain.Note || strings.Contains(zh.Text, "例会日") || strings.Contains(en.Text, " is the ") {
				continue // the English of a monthly meeting names the month without the day
			}
			if a, b := datesZH(zh.Text), datesEN(en.Text); !maps.Equal(a, b) {
				t.Fatalf("the dates differ: %v and %v\n%s\n%s", a, b, zh.Text, en.Text)
			}
		}
	})
}

// TestNothingIsBadlyJoined: each line is a whole sentence, with no mark twice, nothing left
// open and no language mixed in.
func TestNothingIsBadlyJoined(t *testing.T) {
	bad := [2]*regexp.Regexp{
		regexp.MustCompile(`  |。。|，，|；；|，。|；。|：。|、。|[，；。]，|%!|\d ?working|0001`),
		regexp.MustCompile(`  |\.\.|,,|;;|,\.|;\.|:\.|[(] | [).,;:]|%!|\b1 (days|months|years|working days)\b|[，。；：（）]|0001`),
	}
	end := [2]string{"。", "."}
	rapid.Check(t, func(t *rapid.T) {
		q := drawnQuestion(t)
		_, lines, _ := inBothLanguages(&q)
		for i := range lines {
			for _, l := range lines[i] {
				if bad[i].MatchString(l.Text) {
					t.Fatalf("%q in %s", bad[i].FindString(l.Text), l.Text)
				}
				if l.Kind != explain.What && !strings.HasSuffix(l.Text, end[i]) {
					t.Fatalf("%s is no whole sentence", l.Text)
				}
			}
		}
	})
}

// counted is the English line that accounts for the days of a limit in working days.
var counted = regexp.MustCompile(`^Count: (.+), (\d+) days?: (\d+) working days? counted(?: \((\d+) of them made up for a holiday\))?(?:; not counted: (.+?))?(; days off or made up among them are estimated)?\.$`)

// account is what such a line says of its days.
type account struct {
	days, counted, makeup, weekend, suspended int
	off                                       map[string]int // by festival
}

// read returns what the line says, and from which day to which.
func read(t *rapid.T, line string) (account, []holidays.Date) {
	m := counted.FindStringSubmatch(line)
	if m == nil {
		t.Fatalf("cannot be read: %s", line)
	}
	number := func(s string) int { n, _ := strconv.Atoi(s); return n }
	out := account{days: number(m[2]), counted: number(m[3]), makeup: number(m[4]), off: map[string]int{}}
	for part := range strings.SplitSeq(m[5], ", ") {
		n, what, _ := strings.Cut(part, " ")
		switch {
		case strings.HasPrefix(what, "suspended day"):
			out.suspended = number(n)
		case strings.HasPrefix(what, "weekend day"):
			out.weekend = number(n)
		case strings.Contains(what, " off for "):
			_, festival, _ := strings.Cut(what, " off for ")
			out.off[festival] += number(n)
		case part != "":
			t.Fatalf("%q is no kind of day: %s", part, line)
		}
	}
	ends := slices.SortedFunc(maps.Keys(datesEN(m[1])), holidays.Date.Compare)
	return out, ends
}

// walk counts the same by going through the days one by one.
func walk(cal *holidays.Calendar, from, to holidays.Date, suspended []holidays.Span) account {
	out := account{off: map[string]int{}}
	for d := from; !d.After(to); d = d.AddDays(1) {
		out.days++
		day, err := cal.Day(d)
		if err != nil {
			continue
		}
		stopped := slices.ContainsFunc(suspended, func(s holidays.Span) bool { return s.Contains(d) })
		switch {
		case day.Working() && stopped:
			out.suspended++
		case day.Working():
			out.counted++
			if day.Kind == holidays.Makeup {
				out.makeup++
			}
		case stopped:
			out.suspended++
		case day.Kind == holidays.Holiday:
			out.off[explain.Festival(holidays.English, day.Festival, table().Source().Statutory.NameEN)]++
		default:
			out.weekend++
		}
	}
	return out
}

// TestTheCountAddsUp: what the explanation says of the days of a limit in working days is
// what a walk through the calendar finds, and each day is in it once.
func TestTheCountAddsUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawnQuestion(t)
		a, lines, answered := inBothLanguages(&q)
		if !answered || a.Rule.Unit != deadlines.WorkingDay || !q.Agreed.IsZero() {
			return
		}
		i := slices.IndexFunc(lines[1], func(l explain.Line) bool { return l.Kind == explain.Days })
		if i < 0 {
			t.Fatal("a limit in working days says how they were counted")
		}
		said, ends := read(t, lines[1][i].Text)
		is := walk(a.Calendar, ends[0], ends[len(ends)-1], q.Suspended)
		if said.days != is.days || said.counted != is.counted || said.makeup != is.makeup || said.weekend != is.weekend ||
			said.suspended != is.suspended || !maps.Equal(said.off, is.off) {
			t.Fatalf("says %+v, is %+v\n%s", said, is, lines[1][i].Text)
		}
		if said.counted != a.Amount {
			t.Fatalf("%d working days of %d\n%s", said.counted, a.Amount, lines[1][i].Text)
		}
		sum := said.counted + said.weekend + said.suspended
		for _, n := range said.off {
			sum += n
		}
		if sum != said.days {
			t.Fatalf("%d days of %d are accounted for\n%s", sum, said.days, lines[1][i].Text)
		}
	})
}

// TestTheSameAnswerIsExplainedAlike: asked again, an answer has the same words, and one
// that brings its trace along has no others.
func TestTheSameAnswerIsExplainedAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawnQuestion(t)
		_, lines, answered := inBothLanguages(&q)
		if !answered {
			return
		}
		q.Trace = true
		_, again, _ := inBothLanguages(&q)
		if !slices.Equal(lines[0], again[0]) || !slices.Equal(lines[1], again[1]) {
			t.Fatalf("%v\n%v", lines, again)
		}
	})
}
