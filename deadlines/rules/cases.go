package rules

import (
	"errors"
	"fmt"
	"reflect"

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
	c.HasDays = c.Days != 0
	a, err := deadlines.Compute(r, cal, &c.Request)
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
	var errs []error
	compared := 0
	for _, e := range expectations(a, c) {
		want := reflect.ValueOf(e.want)
		if want.IsZero() {
			continue
		}
		compared++
		switch is := reflect.Indirect(want).Interface(); {
		case e.shape != r.Shape && (e.shape != withDue || !r.HasDue()):
			errs = append(errs, file.Errorf(at, "%[1]s：算例要求 %[2]s，形式 %[3]s 的答案没有这一项 / the case expects %[2]s, which the answer of a %[3]s does not have", r.ID, e.key, r.Shape))
		case is != e.got:
			errs = append(errs, file.Errorf(at, "%[1]s：算例写的 %[2]s 是 %[3]v，算出来是 %[4]v / the case expects %[2]s %[3]v, and the answer is %[4]v", r.ID, e.key, is, e.got))
		}
	}
	if compared == 0 {
		return file.Errorf(at, "%[1]s：算例没有写应当怎样答，例如 due / the case expects nothing, such as due", r.ID)
	}
	return errors.Join(errs...)
}

// withDue stands for the shapes whose answers have a due day.
const withDue deadlines.Shape = ""

// expectation is what a case can expect of the answers of a shape: want, or where it points,
// unless that is zero.
type expectation struct {
	key       string
	shape     deadlines.Shape
	want, got any
}

func expectations(a *deadlines.Answer, c *workedCase) []expectation {
	approver := map[deadlines.Text]string{a.Rule.UpTo: "up_to", a.Rule.Beyond: "beyond"}[a.Approver]
	return []expectation{
		{"nominal", withDue, c.Nominal, a.Nominal},
		{"due", withDue, c.Due, a.Due},
		{"rolled", withDue, c.Rolled, a.Rolled()},
		{"last_working_day", deadlines.YearEnd, c.LastWorkingDay, a.LastWorkingDay.Date},
		{"allowed", deadlines.Quota, c.Allowed, a.Quota.Allowed},
		{"used", deadlines.Quota, c.Used, a.Quota.Used},
		{"limit", deadlines.Quota, c.Limit, a.Quota.Limit},
		{"required", deadlines.Quota, c.Required, a.Quota.Required},
		{"remaining", deadlines.Quota, c.Remaining, a.Quota.Remaining},
		{"reachable", deadlines.Quota, c.Reachable, a.Quota.Reachable},
		{"next_allowed", deadlines.Quota, c.NextAllowed, a.Quota.NextAllowed},
		{"inside", deadlines.WeekdayWindow, c.Inside, a.Window.Inside},
		{"next_inside", deadlines.WeekdayWindow, c.NextInside, a.Window.NextInside},
		{"approver", deadlines.Threshold, c.Approver, approver},
		{"both", deadlines.Threshold, c.Both, !a.Other.IsZero()},
		{"certainty", withDue, c.Certainty, string(a.Certainty())},
		{"earliest", withDue, c.Earliest, a.Earliest},
		{"latest", withDue, c.Latest, a.Latest},
	}
}
