package holidays

// DayChange is a day of a calendar that one state of it says another thing of than the
// state before.
type DayChange struct {
	Calendar      string
	Date          Date
	Before, After Kind
}

// DayChanges returns the days, in order, that two states of a calendar cover and whose
// kind differs. Days of the same kind that another notice decided are none.
func DayChanges(before, after *Calendar) []DayChange {
	var out []DayChange
	shift := before.index(after.first)
	for i := range after.days {
		if i+shift < 0 || i+shift >= len(before.days) {
			continue
		}
		if b, a := before.days[i+shift].kind, after.days[i].kind; b != a {
			out = append(out, DayChange{after.ID(), after.first.AddDays(i), b, a})
		}
	}
	return out
}
