package rules

import (
	"errors"
	"fmt"

	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/datafile"
)

// runCases asks a rule its own cases, and returns which answers are not those expected.
func (l *loader) runCases(file *datafile.File, at string, r *deadlines.Rule, cases []workedCase) error {
	var errs []error
	for i := range cases {
		here := fmt.Sprintf("%s.cases[%d]", at, i)
		cal := l.table.Calendar(r.Jurisdiction.Calendar)
		if known := cases[i].AsOf; !known.IsZero() {
			cal = l.table.AsOf(cal.ID(), known)
		}
		errs = append(errs, runCase(file, here, r, cal, &cases[i]))
	}
	return errors.Join(errs...)
}

func runCase(file *datafile.File, at string, r *deadlines.Rule, cal *holidays.Calendar, c *workedCase) error {
	a, err := deadlines.Compute(r, cal, &deadlines.Request{
		Trigger: c.Trigger, Amount: c.Amount, Roll: c.Roll, Suspended: c.Suspended,
		History: c.History, Days: c.Days, HasDays: c.Days != 0, Agreed: c.Agreed, AsOf: c.AsOf,
	})
	var e *deadlines.Error
	switch {
	case errors.As(err, &e) && e.Code == c.Error:
		return nil
	case e != nil && c.Error != "":
		return file.Errorf(at, "%[1]s：算例要求错误 %[2]s，实际是错误 %[3]s / the case expects the error %[2]s, and the error is %[3]s", r.ID, c.Error, e.Code)
	case e != nil:
		return file.Errorf(at, "%[1]s：这个算例没有答案，错误是 %[2]s / the case has no answer, but the error %[2]s", r.ID, e.Code)
	case c.Error != "":
		return file.Errorf(at, "%[1]s：算例要求错误 %[2]s，实际有答案 / the case expects the error %[2]s, and there is an answer", r.ID, c.Error)
	}
	return compareCase(file, at, r, &a, c)
}

// compareCase requires that an answer is what the case expects of it.
func compareCase(file *datafile.File, at string, r *deadlines.Rule, a *deadlines.Answer, c *workedCase) error {
	compared := 0
	differ := func(given bool, key string, want, got any) error {
		if !given {
			return nil
		}
		compared++
		switch {
		case !answers(r, key):
			return file.Errorf(at, "%[1]s：算例要求 %[2]s，形式 %[3]s 的答案没有这一项 / the case expects %[2]s, which the answer of a %[3]s does not have", r.ID, key, r.Shape)
		case want == got:
			return nil
		}
		return file.Errorf(at, "%[1]s：算例写的 %[2]s 是 %[3]v，算出来是 %[4]v / the case expects %[2]s %[3]v, and the answer is %[4]v", r.ID, key, want, got)
	}
	approver := map[deadlines.Text]string{r.UpTo: "up_to", r.Beyond: "beyond"}[a.Approver]
	err := errors.Join(
		differ(!c.Nominal.IsZero(), "nominal", c.Nominal, a.Nominal),
		differ(!c.Due.IsZero(), "due", c.Due, a.Due),
		differ(c.Rolled != nil, "rolled", deref(c.Rolled), a.Rolled()),
		differ(!c.LastWorkingDay.IsZero(), "last_working_day", c.LastWorkingDay, a.LastWorkingDay.Date),
		differ(c.Allowed != nil, "allowed", deref(c.Allowed), a.Quota.Allowed),
		differ(c.Used != nil, "used", deref(c.Used), a.Quota.Used),
		differ(c.Limit != nil, "limit", deref(c.Limit), a.Quota.Limit),
		differ(c.Required != nil, "required", deref(c.Required), a.Quota.Required),
		differ(c.Remaining != nil, "remaining", deref(c.Remaining), a.Quota.Remaining),
		differ(c.Reachable != nil, "reachable", deref(c.Reachable), a.Quota.Reachable),
		differ(!c.NextAllowed.IsZero(), "next_allowed", c.NextAllowed, a.Quota.NextAllowed),
		differ(c.Inside != nil, "inside", deref(c.Inside), a.Window.Inside),
		differ(!c.NextInside.IsZero(), "next_inside", c.NextInside, a.Window.NextInside),
		differ(c.Approver != "", "approver", c.Approver, approver),
		differ(c.Both != nil, "both", deref(c.Both), !a.Other.IsZero()),
		differ(c.Certainty != "", "certainty", c.Certainty, string(a.Certainty())),
		differ(!c.Earliest.IsZero(), "earliest", c.Earliest, a.Earliest),
		differ(!c.Latest.IsZero(), "latest", c.Latest, a.Latest),
	)
	if err == nil && compared == 0 {
		return file.Errorf(at, "%[1]s：算例没有写应当怎样答，例如 due / the case expects nothing, such as due", r.ID)
	}
	return err
}

// answerOf says whose answers have a key; the keys that are not in it are of the
// shapes that have a due day.
var answerOf = map[string]deadlines.Shape{
	"last_working_day": deadlines.YearEnd,
	"allowed":          deadlines.Quota,
	"used":             deadlines.Quota,
	"limit":            deadlines.Quota,
	"required":         deadlines.Quota,
	"remaining":        deadlines.Quota,
	"reachable":        deadlines.Quota,
	"both":             deadlines.Threshold,
	"next_allowed":     deadlines.Quota,
	"inside":           deadlines.WeekdayWindow,
	"next_inside":      deadlines.WeekdayWindow,
	"approver":         deadlines.Threshold,
}

// answers reports whether the rule's answers have a key.
func answers(r *deadlines.Rule, key string) bool {
	if shape, ok := answerOf[key]; ok {
		return r.Shape == shape
	}
	return r.HasDue()
}

func deref[T any](p *T) T {
	var zero T
	if p == nil {
		return zero
	}
	return *p
}
