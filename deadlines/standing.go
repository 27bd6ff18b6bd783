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
	// Days is how sure the working days left or over are, and Least and Most are the
	// bounds of their number, as negative numbers if they are over; zero if they are
	// settled. LightCertainty is how sure the light is.
	Days           Certainty
	Least, Most    int
	LightCertainty Certainty
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
		if a.Rule.startsAtTrigger() && day.Before(a.Trigger) {
			return Standing{}, fail(CodeDoneTooEarly, "/done", day, a.Trigger)
		}
	}
	if err := Covered(a.Calendar, day, pointer); err != nil {
		return Standing{}, err
	}
	n, err := a.Calendar.CountWorkdays(day, a.Due)
	if err != nil {
		return Standing{}, OutOfCoverage(err, "/trigger")
	}
	s := Standing{Late: day.After(a.Due)}
	if s.Late {
		s.WorkingDaysOver = -n
	} else {
		s.WorkingDaysLeft = n
	}
	done := !l.Done.IsZero()
	s.State, s.Light = state(s.Late, done, day == a.Due), light(s.Late, done, s.WorkingDaysLeft, l.Yellow)
	s.bound(a, day, l)
	if s.Late && a.Rule.Silence == DeemedNoObjection {
		s.Deemed, s.DeemedSince = true, a.Due.AddDays(1)
	}
	return s, nil
}

// bound judges how sure the days left or over are, and the light: they depend on the
// days between the look and the due day, and on what the due day depends on.
func (s *Standing) bound(a *Answer, day holidays.Date, l Look) {
	s.Days, s.LightCertainty = Settled, Settled
	_, open := a.Calendar.Unsettled(holidays.Earlier(day, a.Due).AddDays(1), holidays.Later(day, a.Due))
	if !open && a.Certainty() == Settled {
		return
	}
	earliest, latest := a.Due, a.Due
	if !a.Earliest.IsZero() {
		earliest, latest = a.Earliest, a.Latest
	}
	s.Least, _ = signedBounds(a.Calendar, day, earliest)
	_, s.Most = signedBounds(a.Calendar, day, latest)
	s.narrow(a, day)
	s.Days, s.LightCertainty = Bounded, Bounded
	if s.Least != s.Most {
		s.Days = Provisional
	}
	done := !l.Done.IsZero()
	if light(day.After(earliest), done, s.Least, l.Yellow) != light(day.After(latest), done, s.Most, l.Yellow) {
		s.LightCertainty = Provisional
	}
}

// narrow narrows the bounds of a limit in working days: what is left of it is the limit
// less what has gone by, however the days between the look and the due day are arranged.
// The estimate is one of the numbers between them.
func (s *Standing) narrow(a *Answer, day holidays.Date) {
	if a.Rule.inWorkingDays() && a.Amount > 0 && !a.parted {
		from, n := a.counted()
		least, most := signedBounds(a.Calendar, from, day)
		least, most = n-most, n-least
		if n < 0 {
			least, most = signedBounds(a.Calendar, day, from.AddDays(-1))
			least, most = least+n+1, most+n+1
		}
		s.Least, s.Most = max(s.Least, least), min(s.Most, most)
	}
	estimate := s.WorkingDaysLeft - s.WorkingDaysOver
	s.Least, s.Most = min(s.Least, estimate), max(s.Most, estimate)
}

// signedBounds returns the bounds of the working days after from up to to, as
// negative numbers if to is before from.
func signedBounds(cal *holidays.Calendar, from, to holidays.Date) (least, most int) {
	if to.Before(from) {
		l, m := cal.Bounds(to, from)
		return -m, -l
	}
	return cal.Bounds(from, to)
}

// startsAtTrigger reports whether nothing can be done under the rule before its
// trigger. A backward limit ends there, and a window may have begun earlier.
func (r *Rule) startsAtTrigger() bool {
	return r.Shape == Within || r.Shape == Term || r.Every == EveryTwoWeeks
}

func state(late, done, onDue bool) State {
	switch {
	case done && late:
		return DoneLate
	case done:
		return Done
	case late:
		return Overdue
	case onDue:
		return DueToday
	}
	return Pending
}

func light(late, done bool, left, yellow int) Light {
	switch {
	case late:
		return Red
	case done || left > yellow:
		return Green
	}
	return Yellow
}
