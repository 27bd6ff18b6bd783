package deadlines

import "slices"

// weekdayWindow: whether the trigger is one of the rule's weekdays, and the first
// working day, on or after it, that is.
func (a *Answer) weekdayWindow() error {
	a.Window.Inside = slices.Contains(a.Rule.Weekdays, a.Trigger.Weekday())
	for d := a.Trigger; ; d = d.AddDays(1) {
		if err := covered(a.Calendar, d, "/trigger"); err != nil {
			return err
		}
		if !slices.Contains(a.Rule.Weekdays, d.Weekday()) {
			continue
		}
		if !a.Provisional {
			a.dependOn(d, d)
		}
		if a.Calendar.IsWorking(d) {
			a.Window.NextInside = d
			return nil
		}
	}
}
