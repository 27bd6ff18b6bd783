package deadlines_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"shixian/deadlines"
	"shixian/holidays"
)

// TestProvisional asks with the notices up to 2026: 2027 is not arranged yet, and
// its notice may still move 25 to 31 December 2026.
func TestProvisional(t *testing.T) {
	for _, tt := range []struct {
		name, rule, trigger string
		asOf                string
		due, unsettled      string // unsettled is empty if the answer is settled
	}{
		{"working days up to 24 December", "xihe.countersign-reply", "2026-12-15", "", "2026-12-24", ""},
		{"working days up to the 25th", "xihe.countersign-reply", "2026-12-16", "", "2026-12-25", "2026-12-25"},
		{"working days in January", "xihe.countersign-reply", "2026-12-31", "", "2027-01-12", "2027-01-01"},
		{"from an event in the open days, which is not looked at itself", "tiexi.sign-extra-urgent-important", "2026-12-24", "", "2026-12-25", "2026-12-25"},
		{"days: the nominal day is 24 December", "xihe.revise-decided-document", "2026-12-21", "", "2026-12-24", ""},
		{"days: the nominal day is the 25th", "xihe.revise-decided-document", "2026-12-22", "", "2026-12-25", "2026-12-25"},
		{"days: rolled over from 27 December", "xihe.revise-decided-document", "2026-12-24", "", "2026-12-28", "2026-12-27"},
		{"a notice three days before 27 December", "xihe.travel-notice", "2026-12-27", "", "2026-12-24", ""},
		{"a notice three days before the 28th", "xihe.travel-notice", "2026-12-28", "", "2026-12-25", "2026-12-25"},
		{"a notice rolled back over New Year", "xihe.travel-notice", "2027-01-05", "", "2026-12-31", "2026-12-31"},
		{"a notice after the first working day of the open year", "xihe.travel-notice", "2027-01-13", "", "2027-01-08", "2027-01-08"},
		{"working days counted back into December", "tiexi.lead-general", "2027-01-11", "", "2026-12-25", "2026-12-25"},
		{"working days counted back to 24 December", "tiexi.lead-general", "2027-01-08", "", "2026-12-24", "2026-12-25"},
		{"the window that ends on 31 December", "shuangta.plenary-meeting", "2026-11-02", "", "2026-12-31", "2026-12-31"},
		{"the half month before", "xihe.standing-meeting", "2026-12-14", "", "2026-12-15", ""},
		{"January's half month", "xihe.standing-meeting", "2027-01-05", "", "2027-01-15", "2027-01-15"},
		{"January's meeting day", "tiexi.party-group-meeting", "2026-12-10", "", "2027-01-13", "2027-01-13"},
		{"the year's end does not roll and depends on no day", "tiexi.coordination-body-review", "2026-08-13", "", "2026-12-31", ""},
		{"nor does a term", "tiexi.term", "2026-05-13", "", "2031-05-13", ""},
		{"Mondays to Wednesdays up to 23 December", "tiexi.field-research-days", "2026-12-23", "", "", ""},
		{"Mondays to Wednesdays from 28 December", "tiexi.field-research-days", "2026-12-24", "", "", "2026-12-28"},

		{"Guangxi before its notice of 2026: up to 7 days before 三月三", "xiangshan.countersign-reply", "2026-04-07", "2026-01-10", "2026-04-10", ""},
		{"Guangxi: the 12th is looked at", "xiangshan.countersign-reply", "2026-04-08", "2026-01-10", "2026-04-13", "2026-04-12"},
		{"Guangxi: 20 April off, and the 21st for Sunday the 19th", "xiangshan.countersign-reply", "2026-04-17", "2026-01-10", "2026-04-24", "2026-04-18"},
		{"Guangxi: up to 14 days after", "xiangshan.countersign-reply", "2026-04-30", "2026-01-10", "2026-05-08", "2026-05-01"},
		{"Guangxi: later than that", "xiangshan.countersign-reply", "2026-05-06", "2026-01-10", "2026-05-09", ""},
		{"Guangxi on the day of its notice: 17 to 20 April off", "xiangshan.countersign-reply", "2026-04-17", "2026-03-04", "2026-04-23", ""},
		{"Guangxi the day before its notice", "xiangshan.countersign-reply", "2026-04-17", "2026-03-03", "2026-04-24", "2026-04-18"},
		{"Liaoning does not wait for Guangxi", "xihe.countersign-reply", "2026-04-17", "2026-01-10", "2026-04-28", ""},
		{"the year before its national notice", "xihe.countersign-reply", "2026-02-09", "2025-11-03", "2026-02-25", "2026-02-10"},
	} {
		q := deadlines.Question{Rule: tt.rule, Request: deadlines.Request{Trigger: date(tt.trigger), AsOf: date(tt.asOf)}}
		a := ask(t, q)
		codes := a.Codes(nil)
		coded := slices.Contains(codes, "provisional_principles") != slices.Contains(codes, "provisional_statutory")
		if a.Due != date(tt.due) || a.UnsettledFrom != date(tt.unsettled) || (a.Certainty() != deadlines.Settled) != (tt.unsettled != "") || coded != (tt.unsettled != "") {
			t.Errorf("%s: %s from %s is due %s, provisional %t from %s; want %s and %q",
				tt.name, tt.rule, tt.trigger, a.Due, a.Provisional(), a.UnsettledFrom, tt.due, tt.unsettled)
		}
	}
}

// TestTwoNoticesAwaited: the region's own for this year, and the nation's for the next.
func TestTwoNoticesAwaited(t *testing.T) {
	for amount, both := range map[int]bool{150: false, 200: true} {
		a := ask(t, deadlines.Question{Rule: "xiangshan.countersign-reply", Request: deadlines.Request{
			Trigger: date("2026-04-01"), AsOf: date("2026-03-01"), Amount: amount,
		}})
		codes := a.Codes(nil)
		if !slices.Contains(codes, "provisional_statutory") || slices.Contains(codes, "provisional_principles") != both {
			t.Errorf("%d working days: %v", amount, codes)
		}
	}
}

func TestLastWorkingDayUnsettled(t *testing.T) {
	for trigger, open := range map[string]bool{"2025-10-18": false, "2026-08-13": true} {
		a := ask(t, deadlines.Question{Rule: "tiexi.coordination-body-review", Request: deadlines.Request{Trigger: date(trigger)}})
		if a.Provisional() || slices.Contains(a.Codes(nil), "last_working_day_unsettled") != open {
			t.Errorf("%s: last working day %s, provisional %t, %v", trigger, a.LastWorkingDay, a.Provisional(), a.Codes(nil))
		}
	}
}

// TestAsOf counts over Labour Day 2019, which an amendment of 2019-03-22 made
// longer, in Guangxi and for another region's rule.
func TestAsOf(t *testing.T) {
	for _, tt := range []struct {
		name, calendar, asOf, due string
	}{
		{"before the amendment 1 May alone is off", "CN-GX", "2019-03-21", "2019-05-02"},
		{"from its day of issue 28 April is made up", "CN-GX", "2019-03-22", "2019-04-30"},
		{"all that is known now", "CN-GX", "", "2019-04-30"},
		{"the nation, before", "CN", "2019-03-21", "2019-05-02"},
		{"the rule's own calendar, after", "", "2019-03-22", "2019-04-30"},
	} {
		a := ask(t, deadlines.Question{Rule: "xihe.countersign-reply", Calendar: tt.calendar,
			Request: deadlines.Request{Trigger: date("2019-04-26"), Amount: 3, AsOf: date(tt.asOf)}})
		codes := a.Codes(nil)
		if a.Due != date(tt.due) || a.Provisional() ||
			slices.Contains(codes, "as_of_notices") != (tt.asOf != "") ||
			slices.Contains(codes, "calendar_overridden") != (tt.calendar != "") ||
			!slices.Contains(codes, "amount_overridden") || slices.Contains(codes, "issued_approximate") {
			t.Errorf("%s: due %s, provisional %t, %v; want %s", tt.name, a.Due, a.Provisional(), codes, tt.due)
		}
	}
	check(t, deadlines.Question{Rule: "xihe.revise-decided-document", Calendar: "CN-GX", Request: deadlines.Request{AsOf: date("2019-03-21")}},
		[]expect{{"2 May was to be worked", "2019-04-29", "2019-05-02", "2019-05-02"}})
	check(t, deadlines.Question{Rule: "xihe.revise-decided-document", Calendar: "CN-GX"},
		[]expect{{"the longer holiday ends in a made-up Sunday", "2019-04-29", "2019-05-02", "2019-05-05"}})
}

// TestIssuedApproximate: Guangxi's notice of spring 2025 is known to be of about
// 2025-03-01.
func TestIssuedApproximate(t *testing.T) {
	for _, tt := range []struct {
		calendar, asOf string
		want           bool
	}{
		{"CN-GX", "2024-12-30", false}, {"CN-GX", "2024-12-31", true}, {"CN-GX", "2025-03-01", true},
		{"CN-GX", "2025-04-30", true}, {"CN-GX", "2025-05-01", false}, {"CN-LN", "2025-03-01", false},
	} {
		a := ask(t, deadlines.Question{Rule: "xihe.countersign-reply", Calendar: tt.calendar,
			Request: deadlines.Request{Trigger: date("2025-06-02"), AsOf: date(tt.asOf)}})
		if slices.Contains(a.Codes(nil), "issued_approximate") != tt.want {
			t.Errorf("%s as of %s: %v", tt.calendar, tt.asOf, a.Codes(nil))
		}
	}
}

func TestCalendarOverride(t *testing.T) {
	check(t, deadlines.Question{Rule: "xishi.countersign-reply"},
		[]expect{{"Liaoning works through 三月三", "2026-04-14", "2026-04-23", "2026-04-23"}})
	check(t, deadlines.Question{Rule: "xishi.countersign-reply", Calendar: "CN-GX"},
		[]expect{{"Guangxi does not", "2026-04-14", "2026-04-27", "2026-04-27"}})
	check(t, deadlines.Question{Rule: "xiangshan.standing-meeting"},
		[]expect{{"a Friday of 三月三", "2026-04-03", "2026-04-17", "2026-04-16"}})
	check(t, deadlines.Question{Rule: "xiangshan.standing-meeting", Calendar: "CN-JL"},
		[]expect{{"the same Friday in Jilin", "2026-04-03", "2026-04-17", "2026-04-17"}})
}

// TestRollOverride: another roll replaces the rule's own, and the readings about it.
func TestRollOverride(t *testing.T) {
	const own, chosen = "roll_next", "roll_overridden"
	for _, tt := range []struct {
		rule, trigger string
		roll          deadlines.Roll
		due           string
	}{
		{"xihe.revise-decided-document", "2026-04-03", "", "2026-04-07"},
		{"xihe.revise-decided-document", "2026-04-03", deadlines.RollNext, "2026-04-07"},
		{"xihe.revise-decided-document", "2026-04-03", deadlines.RollNone, "2026-04-06"},
		{"xihe.revise-decided-document", "2026-04-03", deadlines.RollPrevious, "2026-04-03"},
		{"xihe.revise-decided-document", "2026-10-03", deadlines.RollPrevious, "2026-09-30"},
	} {
		a := ask(t, deadlines.Question{Rule: tt.rule, Request: deadlines.Request{Trigger: date(tt.trigger), Roll: tt.roll}})
		codes := a.Codes(nil)
		if a.Due != date(tt.due) || slices.Contains(codes, own) != (tt.roll == "") || slices.Contains(codes, chosen) != (tt.roll != "") {
			t.Errorf("%+v: due %s with %v", tt, a.Due, codes)
		}
	}
	a := ask(t, deadlines.Question{Rule: "tiexi.lead-urgent", Request: deadlines.Request{Trigger: date("2024-02-01"), Roll: deadlines.RollPrevious}})
	if a.Due != date("2024-01-25") || a.Roll != deadlines.RollNone || slices.Contains(a.Codes(nil), chosen) {
		t.Errorf("working days have nothing to roll: due %s, roll %s, %v", a.Due, a.Roll, a.Codes(nil))
	}
}

// TestAskEqualsCompute: a question is answered by the rule's own calendar or the
// one asked for, as it was known on a day.
func TestAskEqualsCompute(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawReal(t)
		drawRest(t, &s)
		for _, r := range catalogue().Rules {
			q := deadlines.Question{Rule: r.ID, Calendar: s.cal.ID(), Request: *s.request(r)}
			cal := s.cal
			if s.cal.ID() == r.Jurisdiction.Calendar {
				q.Calendar = ""
			}
			got, err := catalogue().Ask(table(), &q)
			want, wantErr := deadlines.Compute(r, cal, s.request(r))
			if codeOf(err) != codeOf(wantErr) || got.Due != want.Due || got.Nominal != want.Nominal || got.UnsettledFrom != want.UnsettledFrom ||
				got.Added&^deadlines.AddedIssuedApproximate != want.Added {
				t.Fatalf("%+v: asked %+v (%v), computed %+v (%v)", q, got, err, want, wantErr)
			}
		}
	})
}

// TestSettledStays: an answer that is settled by the notices of a day is the
// answer by all later ones, but for the two amendments (2019, 2020).
func TestSettledStays(t *testing.T) {
	amended := []holidays.Span{span("2019-04-01", "2019-06-30"), span("2019-12-25", "2020-03-31")}
	rapid.Check(t, func(t *rapid.T) {
		q := deadlines.Question{Request: deadlines.Request{
			Trigger: drawDate(t, "trigger", span("2019-04-02", "2026-12-31")),
			AsOf:    drawDate(t, "as of", span("2018-01-01", "2026-12-31")),
		}}
		for _, r := range catalogue().Rules {
			if !r.HasDue() {
				continue
			}
			q.Rule = r.ID
			then, err := catalogue().Ask(table(), &q)
			if err != nil || then.Provisional() {
				continue
			}
			later := q
			later.AsOf = holidays.Date{}
			now, err := catalogue().Ask(table(), &later)
			touched := slices.ContainsFunc(amended, func(s holidays.Span) bool {
				return s.Overlaps(holidays.Span{From: q.Trigger.AddDays(-20), To: q.Trigger.AddDays(200)})
			})
			if !touched && (err != nil || now.Due != then.Due) {
				t.Fatalf("%s from %s: settled as %s by %s, and now %s (%v)", r.ID, q.Trigger, then.Due, q.AsOf, now.Due, err)
			}
		}
	})
}

// TestUndated asks in a region whose festival has its days listed for 2027 only: in
// 2028 an answer says that the festival is left out.
func TestUndated(t *testing.T) {
	src := *table().Source()
	statutory := *src.Statutory
	src.Definitions = append(slices.Clone(src.Definitions), holidays.Definition{ID: "CN-SL", Parent: "CN", FirstYear: 2027, OwnNotice: &holidays.OwnNotice{DaysBefore: 7, DaysAfter: 14}})
	statutory.Regulations = append(slices.Clone(statutory.Regulations), holidays.Regulation{Calendar: "CN-SL", FromYear: 2027, Days: []holidays.FestivalDays{
		{Festival: "开斋节", Years: map[int]holidays.ListedDays{2027: {Dates: dates("2027-03-10", "2027-03-11")}}},
	}})
	src.Statutory = &statutory
	region, err := holidays.NewTable(&src, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	for trigger, undated := range map[string]bool{"2027-03-08": false, "2027-12-28": true, "2028-03-08": true} {
		for calendar, want := range map[string]bool{"CN-SL": undated, "CN": false} {
			a, err := catalogue().Ask(region, &deadlines.Question{Rule: "xihe.countersign-reply", Calendar: calendar, Request: deadlines.Request{Trigger: date(trigger)}})
			if err != nil || a.Certainty() == deadlines.Settled || slices.Contains(a.Codes(nil), "region_days_undated") != want {
				t.Errorf("%s from %s: %v, %v", calendar, trigger, a.Codes(nil), err)
			}
		}
	}
}
