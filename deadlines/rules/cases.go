package rules

import (
	"errors"
	"fmt"

	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/datafile"
)

// runCases asks a rule its own cases, and returns the first answer that is not
// the one expected.
func (l *loader) runCases(file *datafile.File, at string, r *deadlines.Rule, cases []workedCase) error {
	cal := l.table.Calendar(r.Jurisdiction.Calendar)
	for i := range cases {
		here := fmt.Sprintf("%s.cases[%d]", at, i)
		if err := runCase(file, here, r, cal, &cases[i]); err != nil {
			return err
		}
	}
	return nil
}

func runCase(file *datafile.File, at string, r *deadlines.Rule, cal *holidays.Calendar, c *workedCase) error {
	a, err := deadlines.Compute(r, cal, &deadlines.Request{
		Trigger: c.Trigger, Amount: c.Amount, Roll: c.Roll, Suspended: c.Suspended,
		History: c.History, Days: c.Days, HasDays: c.Days != 0,
	})
	var e *deadlines.Error
	switch {
	case c.Error != "" && errors.As(err, &e) && e.Code == c.Error:
		return nil
	case c.Error != "":
		return file.Errorf(at, "%s: the case expects the error %s, and the answer is due %s (%v)", r.ID, c.Error, a.Due, err)
	case err != nil:
		return file.Errorf(at, "%s: the case has no answer: %v", r.ID, err)
	}
	compared := 0
	differ := func(given bool, key string, want, got any) error {
		if !given {
			return nil
		}
		compared++
		if want == got {
			return nil
		}
		return file.Errorf(at, "%s: the case expects %s %v, and the answer is %v", r.ID, key, want, got)
	}
	approver := map[deadlines.Text]string{r.UpTo: "up_to", r.Beyond: "beyond"}[a.Approver]
	err = errors.Join(
		differ(!c.Nominal.IsZero(), "nominal", c.Nominal, a.Nominal),
		differ(!c.Due.IsZero(), "due", c.Due, a.Due),
		differ(c.Rolled != nil, "rolled", deref(c.Rolled), a.Rolled()),
		differ(!c.LastWorkingDay.IsZero(), "last_working_day", c.LastWorkingDay, a.LastWorkingDay),
		differ(c.Allowed != nil, "allowed", deref(c.Allowed), a.Quota.Allowed),
		differ(c.Used != nil, "used", deref(c.Used), a.Quota.Used),
		differ(!c.NextAllowed.IsZero(), "next_allowed", c.NextAllowed, a.Quota.NextAllowed),
		differ(c.Inside != nil, "inside", deref(c.Inside), a.Window.Inside),
		differ(!c.NextInside.IsZero(), "next_inside", c.NextInside, a.Window.NextInside),
		differ(c.Approver != "", "approver", c.Approver, approver),
	)
	if err == nil && compared == 0 {
		return file.Errorf(at, "%s: the case expects nothing, such as due", r.ID)
	}
	return err
}

func deref[T any](p *T) T {
	var zero T
	if p == nil {
		return zero
	}
	return *p
}
