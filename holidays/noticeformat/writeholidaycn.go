package noticeformat

import (
	"io"
	"slices"
	"strings"
	"time"

	"shixian/holidays"
)

// WriteHolidayCN writes the days of a year that are holidays or make-up days of
// cal, once all its notices are laid over each other, in the format of holiday-cn:
// isOffDay is true for a holiday and false for a make-up day, and papers are the
// sources of the notices that decided the days. A December day that the next
// year's notice moved stands with its own year. Days that are estimated, of a
// year whose notice is not out, are written too; their basis tells.
// A year that cal does not cover is a [*holidays.CoverageError].
func WriteHolidayCN(w io.Writer, cal *holidays.Calendar, year int) error {
	out := holidayCN{Year: year, Papers: []string{}, Days: []holidayCNDay{}}
	sources := map[string]string{}
	for _, n := range cal.Notices() {
		sources[n.Name()] = n.Source
	}
	for d := holidays.NewDate(year, time.January, 1); d.Year() == year; d = d.AddDays(1) {
		day, err := cal.Day(d)
		if err != nil {
			return err
		}
		if day.Kind != holidays.Holiday && day.Kind != holidays.Makeup {
			continue
		}
		off := day.Kind == holidays.Holiday
		out.Days = append(out.Days, holidayCNDay{day.Festival, d, &off, day.Basis.String()})
		for _, paper := range strings.Fields(sources[day.Notice]) {
			if !slices.Contains(out.Papers, paper) {
				out.Papers = append(out.Papers, paper)
			}
		}
	}
	return writeJSON(w, out)
}
