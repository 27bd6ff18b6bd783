package deadlines

import "shixian/holidays"

// State says where a matter stands.
type State string

// The states.
const (
	Pending  State = "pending"
	DueToday State = "due_today"
	Overdue  State = "overdue"
	Done     State = "done"
	DoneLate State = "done_late"
)

// Light is a state at a glance.
type Light string

// The lights.
const (
	Green  Light = "green"
	Yellow Light = "yellow"
	Red    Light = "red"
)

// DefaultYellow is the number of working days left from which the light is
// yellow.
const DefaultYellow = 2

// Look is a look at a matter.
type Look struct {
	At   holidays.Date // the day of the look
	Done holidays.Date // the day on which the matter was done; zero if it was not
	// Yellow is the number of working days left from which the light is yellow.
	Yellow int
}

// Standing is where a matter stands on the day of a look. The clock of a matter
// that is done stops on the day on which it was done.
type Standing struct {
	State State
	Light Light
	// Late says which of WorkingDaysOver and WorkingDaysLeft applies.
	Late            bool
	WorkingDaysLeft int // after the look up to the due day, due day included
	WorkingDaysOver int // after the due day up to the look, look included
	// Deemed says that silence has become consent, since DeemedSince, the day after
	// the due day.
	Deemed      bool
	DeemedSince holidays.Date
}

// Stand says where the matter of answer a stands. Errors are [*Error]: a rule
// without a due day, or a day that the calendar does not cover.
func Stand(a *Answer, l Look) (Standing, error) {
	if !a.Rule.HasDue() {
		return Standing{}, fail(CodeNoDueDate, "/rule", a.Rule.ID, string(a.Rule.Shape))
	}
	day, pointer := l.At, "/at"
	if !l.Done.IsZero() {
		day, pointer = l.Done, "/done"
	}
	if err := covered(a.Calendar, day, pointer); err != nil {
		return Standing{}, err
	}
	n, err := a.Calendar.CountWorkdays(day, a.Due)
	if err != nil {
		return Standing{}, located(err, a.Calendar)
	}
	s := Standing{Late: day.After(a.Due)}
	if s.Late {
		s.WorkingDaysOver = -n
	} else {
		s.WorkingDaysLeft = n
	}
	s.State, s.Light = s.judge(day == a.Due, !l.Done.IsZero(), l.Yellow)
	if s.Late && a.Rule.Silence == DeemedNoObjection {
		s.Deemed, s.DeemedSince = true, a.Due.AddDays(1)
	}
	return s, nil
}

func (s *Standing) judge(onDue, done bool, yellow int) (State, Light) {
	switch {
	case done && s.Late:
		return DoneLate, Red
	case done:
		return Done, Green
	case s.Late:
		return Overdue, Red
	}
	light := Green
	if s.WorkingDaysLeft <= yellow {
		light = Yellow
	}
	if onDue {
		return DueToday, light
	}
	return Pending, light
}
