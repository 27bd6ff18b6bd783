package draft

import (
	"fmt"
	"slices"
	"strings"

	"shixian/holidays"
)

// balance checks that a yearly notice gives off, of the days that would be worked
// without it, just the statutory days and those that it makes up: for each
// festival or, where one festival's day is made up in another, as a whole. It
// holds for every national notice since 2007 but those that gave days away, in
// 2015 and 2020. A notice that amends another has to leave the sum as it was.
func (j *judge) balance() {
	under := j.under()
	j.makeups(under)
	sums, order := j.sums(under)
	var wrong, wrongEN []string
	total, totalWant := 0, 0
	for _, festival := range order {
		given, want := sums[festival], j.statutoryOf(festival)
		total += given
		totalWant += want
		if given != want {
			wrong = append(wrong, fmt.Sprintf("%s净放 %d 天，法定 %d 天", festival, given, want))
			wrongEN = append(wrongEN, fmt.Sprintf("%s gives %d days net, by statute %d", festival, given, want))
		}
	}
	switch {
	case len(wrong) == 0:
		j.add(CheckBalance, true, true, "各节放假的工作日都等于法定天数加补班天数。", "Each festival gives its statutory days and those it makes up.")
	case total == totalWant && j.n.Amends == "":
		j.add(CheckBalance, true, true, "有节日互相补班，通知整体上相等。", "One festival's day is made up in another; the notice balances as a whole.")
	default:
		j.add(CheckBalance, false, true, "放假天数与法定天数加补班天数不等："+strings.Join(wrong, "；"),
			"Days off are not statutory days and make-up days: "+strings.Join(wrongEN, "; "))
	}
}

// under returns the calendar as it would be without the notice and without
// statutory days, so that only the week and other notices decide. Under a yearly
// notice lies no other notice of its year.
func (j *judge) under() *holidays.Calendar {
	src := *j.before.Source()
	src.Statutory = &holidays.Statutory{Dates: src.Statutory.Dates}
	src.Notices = slices.DeleteFunc(slices.Clone(src.Notices), func(n holidays.Notice) bool {
		return j.n.Amends == "" && n.Calendar == j.n.Calendar && n.Year == j.n.Year
	})
	// The calendar is defined: sound has made sure of it.
	cal, err := holidays.Build(&src, holidays.BuildOptions{Calendar: j.n.Calendar})
	if err != nil {
		return j.before.Calendar(j.n.Calendar)
	}
	return cal
}

// makeups checks that the days worked would not be worked otherwise.
func (j *judge) makeups(under *holidays.Calendar) {
	var wrong []string
	for _, e := range holidays.CheckMakeups(j.n, under) {
		wrong = append(wrong, e.Detail)
	}
	j.add(CheckMakeups, len(wrong) == 0, true,
		either("补班日本来就上班：", wrong, "补班日都成立。"), either("Make-up days that were worked anyway: ", wrong, "Every make-up day is one."))
}

// sums returns, for each festival, the days that it turns off less those that it
// turns into working days, and the festivals in order.
func (j *judge) sums(under *holidays.Calendar) (sums map[string]int, order []string) {
	sums = map[string]int{}
	state := map[holidays.Date]bool{}
	worked := func(d holidays.Date) bool {
		if w, ok := state[d]; ok {
			return w
		}
		if !under.Covers(d) { // December before the first year
			return !d.IsWeekend()
		}
		return under.IsWorking(d)
	}
	for _, e := range j.n.Entries {
		if !slices.Contains(order, e.Festival) {
			order = append(order, e.Festival)
		}
		for d := e.From; !d.After(e.To); d = d.AddDays(1) {
			was, is := worked(d), e.Kind == holidays.Work
			if was && !is {
				sums[e.Festival]++
			} else if !was && is {
				sums[e.Festival]--
			}
			state[d] = is
		}
	}
	return sums, order
}

// statutoryOf returns the statutory days of a festival, or of several joined by
// 、 in one entry; none for a notice that amends another, whose days are given
// already.
func (j *judge) statutoryOf(festival string) int {
	if j.n.Amends != "" {
		return 0
	}
	days := 0
	for _, d := range j.before.Source().Statutory.Days(j.n.Calendar, j.n.Year, holidays.Date{}) {
		if slices.Contains(strings.Split(festival, "、"), d.Festival) || sameFestival(festival, d.Festival) {
			days++
		}
	}
	return days
}

// sameFestival reports whether two names are of one festival: Guangxi's has been
// called 壮族三月三 and 广西三月三.
func sameFestival(a, b string) bool {
	const sanyuesan = "三月三"
	return strings.HasSuffix(a, sanyuesan) && strings.HasSuffix(b, sanyuesan)
}
