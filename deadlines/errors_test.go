package deadlines_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"shixian/deadlines"
	"shixian/holidays"
)

// refused is a question that has no answer; with a look, one that [deadlines.Stand]
// does not answer.
type refused struct {
	name     string
	question deadlines.Question
	look     *deadlines.Look
	code     deadlines.Code
	pointer  string
}

const (
	replyID     = "xihe.countersign-reply"
	reportID    = "tiexi.enquiry-reply" // its amount is fixed
	quotaID     = "tiexi.system-meeting-quota"
	thresholdID = "tiexi.absence-approver"
	windowID    = "tiexi.field-research-days"
)

func of(rule, trigger string, edit ...func(*deadlines.Question)) deadlines.Question {
	q := deadlines.Question{Rule: rule, Request: deadlines.Request{Trigger: date(trigger)}}
	for _, e := range edit {
		e(&q)
	}
	return q
}

func withAmount(n int) func(*deadlines.Question) {
	return func(q *deadlines.Question) { q.Amount = n }
}

func withRoll(r deadlines.Roll) func(*deadlines.Question) {
	return func(q *deadlines.Question) { q.Roll = r }
}

func withDays(d float64) func(*deadlines.Question) {
	return func(q *deadlines.Question) { q.Days, q.HasDays = d, true }
}

func withSpans(s ...holidays.Span) func(*deadlines.Question) {
	return func(q *deadlines.Question) { q.Suspended = s }
}

func withAgreed(day string) func(*deadlines.Question) {
	return func(q *deadlines.Question) { q.Agreed = date(day) }
}

// withReadings chooses readings, written interpretation:reading.
func withReadings(choices ...string) func(*deadlines.Question) {
	return func(q *deadlines.Question) {
		for _, c := range choices {
			of, take, _ := strings.Cut(c, ":")
			q.Interpret = append(q.Interpret, deadlines.Choice{Of: of, Take: take})
		}
	}
}

func withHistory(n int) func(*deadlines.Question) {
	return func(q *deadlines.Question) { q.History = make([]holidays.Date, n) }
}

func withCalendar(id string) func(*deadlines.Question) {
	return func(q *deadlines.Question) { q.Calendar = id }
}

var refusals = []refused{
	{"a rule that does not exist", of("xihe.nothing", "2026-03-02"), nil, deadlines.CodeRuleUnknown, "/rule"},
	{"no rule named", of("", "2026-03-02"), nil, deadlines.CodeFieldMissing, "/rule"},
	{"no trigger", of(replyID, ""), nil, deadlines.CodeFieldMissing, "/trigger"},
	{"no length for a threshold", of(thresholdID, ""), nil, deadlines.CodeFieldMissing, "/days"},
	{"a calendar that does not exist", of(replyID, "2026-03-02", withCalendar("CN-XX")), nil, deadlines.CodeCalendarUnknown, "/calendar"},
	{"the day before it took effect", of("xihe.issue-decided-document", "2019-04-01"), nil, deadlines.CodeNotInForce, "/trigger"},
	{"铁西 before the earliest day possible", of(reportID, "2021-11-10"), nil, deadlines.CodeNotInForce, "/trigger"},
	{"a quota before it took effect", of(quotaID, "2021-11-10"), nil, deadlines.CodeNotInForce, "/trigger"},
	{"a trigger after the last day covered", of(replyID, "2051-01-01"), nil, deadlines.CodeOutOfCoverage, "/trigger"},
	{"working days that run past it", of(replyID, "2050-12-30"), nil, deadlines.CodeOutOfCoverage, "/trigger"},
	{"a thousand working days that run past it", of(replyID, "2049-03-01", withAmount(1000)), nil, deadlines.CodeOutOfCoverage, "/trigger"},
	{"a nominal day past it", of("xihe.revise-decided-document", "2050-12-30"), nil, deadlines.CodeOutOfCoverage, "/trigger"},
	{"a term that ends past it", of("tiexi.term", "2046-01-01"), nil, deadlines.CodeOutOfCoverage, "/trigger"},
	{"a weekday past it", of(windowID, "2050-12-29"), nil, deadlines.CodeOutOfCoverage, "/trigger"},
	{"a suspension that runs past it", of("shuangta.710-general", "2026-03-02", withSpans(span("2026-03-03", "9999-12-31"))), nil, deadlines.CodeOutOfCoverage, "/trigger"},
	{"an amount for a rule that sets its own", of(reportID, "2026-03-02", withAmount(3)), nil, deadlines.CodeAmountNotAllowed, "/amount"},
	{"an amount for a quota", of(quotaID, "2026-03-02", withAmount(2)), nil, deadlines.CodeAmountNotAllowed, "/amount"},
	{"a date agreed for a rule that sets its own", of(reportID, "2026-03-02", withAgreed("2026-03-09")), nil, deadlines.CodeAgreedNotAllowed, "/agreed"},
	{"a date and an amount agreed", of(replyID, "2026-03-02", withAgreed("2026-03-09"), withAmount(3)), nil, deadlines.CodeAgreedAndAmount, "/agreed"},
	{"a date agreed before the trigger", of(replyID, "2026-03-02", withAgreed("2026-03-01")), nil, deadlines.CodeAgreedTooEarly, "/agreed"},
	{"a date agreed after the last day covered", of(replyID, "2026-03-02", withAgreed("2051-01-01")), nil, deadlines.CodeOutOfCoverage, "/agreed"},
	{"a meeting every two weeks, both before it took effect", of("shuangta.head-meeting", "2022-05-10"), nil, deadlines.CodeNotInForce, "/trigger"},
	{"done before the trigger", of(replyID, "2026-03-02"), &deadlines.Look{At: date("2026-03-03"), Done: date("2026-03-01")}, deadlines.CodeDoneTooEarly, "/done"},
	{"a reading of an interpretation that the rule does not have", of(replyID, "2026-03-02", withReadings("calendar_days:working_days")), nil, deadlines.CodeReadingUnknown, "/interpret/calendar_days"},
	{"a reading that nobody lists", of("xihe.revise-decided-document", "2026-03-02", withReadings("calendar_days:weeks")), nil, deadlines.CodeReadingUnknown, "/interpret/calendar_days"},
	{"a reading that the text leaves no room", of("xihe.travel-notice", "2026-03-02", withReadings("trigger_day_excluded:trigger_day_counted")), nil, deadlines.CodeReadingNotOpen, "/interpret/trigger_day_excluded"},
	{"two readings of one interpretation", of(replyID, "2026-03-02", withReadings("trigger_day_excluded:trigger_day_counted", "trigger_day_excluded:trigger_day_excluded")), nil, deadlines.CodeReadingTwice, "/interpret/trigger_day_excluded"},
	{"17 readings", of(replyID, "2026-03-02", withReadings(make([]string, 17)...)), nil, deadlines.CodeTooManySpans, "/interpret"},
	{"a roll and a reading about it", of("xihe.revise-decided-document", "2026-03-02", withRoll(deadlines.RollNext), withReadings("roll_next:no_roll")), nil, deadlines.CodeReadingAndRoll, "/roll"},
	{"a negative amount", of(replyID, "2026-03-02", withAmount(-1)), nil, deadlines.CodeAmountRange, "/amount"},
	{"an amount above a thousand", of(replyID, "2026-03-02", withAmount(1001)), nil, deadlines.CodeAmountRange, "/amount"},
	{"a roll that does not exist", of(replyID, "2026-03-02", withRoll("nearest")), nil, deadlines.CodeRollUnknown, "/roll"},
	{"a length for a period", of(replyID, "2026-03-02", withDays(1)), nil, deadlines.CodeFieldNotAllowed, "/days"},
	{"a trigger for a threshold", of(thresholdID, "2026-03-02", withDays(1)), nil, deadlines.CodeFieldNotAllowed, "/trigger"},
	{"a history for a period", of(replyID, "2026-03-02", withHistory(1)), nil, deadlines.CodeFieldNotAllowed, "/history"},
	{"a suspended quota", of(quotaID, "2026-03-02", withSpans(span("2026-03-03", "2026-03-04"))), nil, deadlines.CodeFieldNotAllowed, "/suspended"},
	{"a roll for a weekday", of(windowID, "2026-03-02", withRoll(deadlines.RollNext)), nil, deadlines.CodeFieldNotAllowed, "/roll"},
	{"the second span ends before it begins",
		of(replyID, "2026-03-02", withSpans(span("2026-03-03", "2026-03-04"), span("2026-03-05", "2026-03-04"))), nil, deadlines.CodeSpanReversed, "/suspended/1/to"},
	{"65 spans", of(replyID, "2026-03-02", withSpans(make([]holidays.Span, 65)...)), nil, deadlines.CodeTooManySpans, "/suspended"},
	{"1,001 days used", of(quotaID, "2026-03-02", withHistory(1001)), nil, deadlines.CodeTooManySpans, "/history"},
	{"no days away", of(thresholdID, "", withDays(0)), nil, deadlines.CodeDaysRange, "/days"},
	{"fewer than none", of(thresholdID, "", withDays(-1)), nil, deadlines.CodeDaysRange, "/days"},
	{"more than ten years away", of(thresholdID, "", withDays(3661)), nil, deadlines.CodeDaysRange, "/days"},
	{"not a number of days", of(thresholdID, "", withDays(math.NaN())), nil, deadlines.CodeDaysRange, "/days"},
	{"where a threshold stands", of(thresholdID, "", withDays(1)), &deadlines.Look{At: date("2026-03-02")}, deadlines.CodeNoDueDate, "/rule"},
	{"where a quota stands", of(quotaID, "2026-03-02"), &deadlines.Look{At: date("2026-03-02")}, deadlines.CodeNoDueDate, "/rule"},
	{"where a weekday stands", of(windowID, "2026-03-02"), &deadlines.Look{At: date("2026-03-02")}, deadlines.CodeNoDueDate, "/rule"},
	{"a look before the first day covered", of(replyID, "2026-03-02"), &deadlines.Look{At: date("2006-12-31")}, deadlines.CodeOutOfCoverage, "/at"},
	{"a look after the last", of(replyID, "2026-03-02"), &deadlines.Look{At: date("2051-01-01")}, deadlines.CodeOutOfCoverage, "/at"},
	{"done after the last", of(replyID, "2026-03-02"), &deadlines.Look{At: date("2026-03-02"), Done: date("2051-01-01")}, deadlines.CodeOutOfCoverage, "/done"},
}

func TestErrors(t *testing.T) {
	for _, tt := range refusals {
		a, err := catalogue().Ask(table(), &tt.question)
		if tt.look != nil {
			if err != nil {
				t.Errorf("%s: the question itself fails: %v", tt.name, err)
				continue
			}
			_, err = deadlines.Stand(&a, *tt.look)
		}
		var e *deadlines.Error
		if !errors.As(err, &e) || e.Code != tt.code || e.Pointer != tt.pointer {
			t.Errorf("%s: got %v, want %s at %s", tt.name, err, tt.code, tt.pointer)
			continue
		}
		if text := e.Error(); !strings.Contains(text, string(tt.code)) || !strings.Contains(text, strconv.Quote(tt.pointer)) {
			t.Errorf("%s: the message %q names neither code nor pointer", tt.name, text)
		}
	}
}

// TestEveryCodeIsTested reads the codes from the source, so that a new one needs a
// refusal above.
func TestEveryCodeIsTested(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "errors.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		found++
		if !slices.ContainsFunc(refusals, func(r refused) bool { return r.code == deadlines.Code(value) }) &&
			deadlines.Code(value) != deadlines.CodeSuperseded { // see TestSuperseded
			t.Errorf("no test produces %s (%s)", spec.Names[0], value)
		}
		return true
	})
	if found == 0 {
		t.Error("errors.go has no codes")
	}
}

// TestErrorArgs: an error about a date names the date that would do.
func TestErrorArgs(t *testing.T) {
	_, err := catalogue().Ask(table(), &deadlines.Question{Rule: reportID, Request: deadlines.Request{Trigger: date("2021-11-10")}})
	var e *deadlines.Error
	if !errors.As(err, &e) || !slices.Equal(e.Args, []any{reportID, date("2021-11-11"), date("2021-11-10")}) {
		t.Errorf("not in force: %v", err)
	}
	early := since(ruleOf(t, replyID), date("2000-01-01"))
	_, err = deadlines.Compute(early, table().Calendar("CN-GX"), &deadlines.Request{Trigger: date("2013-12-31")})
	if !errors.As(err, &e) || !slices.Equal(e.Args, []any{"CN-GX", date("2014-01-01"), date("2050-12-31"), date("2013-12-31")}) {
		t.Errorf("before the calendar: %v", err)
	}
	for name, c := range map[string]struct {
		q    deadlines.Question
		want []any
	}{
		"an amount":     {of(replyID, "2026-03-02", withAmount(-1)), []any{1, 1000}},
		"suspensions":   {of(replyID, "2026-03-02", withSpans(make([]holidays.Span, 65)...)), []any{64}},
		"days used":     {of(quotaID, "2026-03-02", withHistory(1001)), []any{1000}},
		"days away":     {of(thresholdID, "", withDays(0)), []any{3660}},
		"readings":      {of(replyID, "2026-03-02", withReadings(make([]string, 17)...)), []any{16}},
		"a trigger":     {of(thresholdID, "2026-03-02", withDays(2)), []any{"trigger", thresholdID, "threshold"}},
		"a length":      {of(replyID, "2026-03-02", withDays(2)), []any{"days", replyID, "within"}},
		"a history":     {of(replyID, "2026-03-02", withHistory(1)), []any{"history", replyID, "within"}},
		"a calendar":    {of(replyID, "2026-03-02", withCalendar("CN-XX")), []any{"CN-XX"}},
		"no rule":       {of("", "2026-03-02"), []any{"rule", ""}},
		"no trigger":    {of(replyID, ""), []any{"trigger", replyID}},
		"an agreed day": {of(replyID, "2026-03-02", withAgreed("2051-01-01")), []any{"CN-LN", date("2007-01-01"), date("2050-12-31"), date("2051-01-01")}},
	} {
		_, err := catalogue().Ask(table(), &c.q)
		if !errors.As(err, &e) || !slices.Equal(e.Args, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	no := of(thresholdID, "2026-03-02", withDays(2))
	_, err = catalogue().Ask(table(), &no)
	if !errors.As(err, &e) || !slices.Equal(e.Args, []any{"trigger", thresholdID, "threshold"}) {
		t.Errorf("a field that means nothing: %v", err)
	}
}

// TestLimitsAreAllowed: the largest request that is not an error.
func TestLimitsAreAllowed(t *testing.T) {
	spans := make([]holidays.Span, 64) // as the API description says, and the numbers below
	for i := range spans {
		day := date("2026-03-03").AddDays(2 * i)
		spans[i] = holidays.Span{From: day, To: day}
	}
	for _, q := range []deadlines.Question{
		of(replyID, "2026-03-02", withAmount(1000), withSpans(spans...)),
		of(replyID, "2026-03-02", withAmount(1)),
		of(quotaID, "2026-03-02", withHistory(1000)),
		of(thresholdID, "", withDays(3660)),
		of(reportID, "2021-11-11"),
	} {
		if _, err := catalogue().Ask(table(), &q); err != nil {
			t.Errorf("%s: %v", q.Rule, err)
		}
	}
}

// TestSuperseded: no embedded document has a last day yet.
func TestSuperseded(t *testing.T) {
	doc := *ruleOf(t, replyID).Document
	doc.EffectiveTo, doc.SupersededBy = date("2026-06-30"), "新规则"
	r := changed(ruleOf(t, replyID), func(r *deadlines.Rule) { r.Document = &doc })
	cal := table().Calendar(r.Jurisdiction.Calendar)
	if a, err := deadlines.Compute(r, cal, &deadlines.Request{Trigger: date("2026-06-30")}); err != nil || a.Due != date("2026-07-09") {
		t.Errorf("on its last day: %s, %v", a.Due, err)
	}
	_, err := deadlines.Compute(r, cal, &deadlines.Request{Trigger: date("2026-07-01")})
	var e *deadlines.Error
	if !errors.As(err, &e) || e.Code != deadlines.CodeSuperseded || !slices.Equal(e.Args, []any{replyID, date("2026-06-30"), "新规则", date("2026-07-01")}) {
		t.Errorf("the day after: %v", err)
	}
}
