package check_test

import (
	"fmt"
	"log"

	"shixian/holidays"
	"shixian/holidays/check"
)

// tableOf is a table that an example is sure of.
func tableOf(notices ...holidays.Notice) *holidays.Table {
	t, err := holidays.NewTable(small(notices...), 7, nil)
	if err != nil {
		log.Fatal(err)
	}
	return t
}

// A notice is run through the list on top of the table that it is to be laid over. What fails
// blocks it, unless a person overrides the check by its code.
func ExampleRun() {
	n := entries(off("2026-10-08")) // a day more than the make-up days pay for
	results, after, err := check.Run(check.Input{Notice: &n, Before: tableOf(), Today: on("2025-11-05")})
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range results {
		if r.Blocks([]string{check.YearWorkingDays}) {
			fmt.Println(r.Code, "-", r.Detail.EN)
		}
	}
	fmt.Println("revision", after.Revision())
	// Output:
	// festival_balance - Days off are not statutory days and make-up days: 国庆节 gives 4 days net, by statute 3
	// revision 8
}

// The entries of a notice are looked at before there is a table to lay it over.
func ExampleNotice() {
	n := entries(work("2026-10-07"), off("2026-05-02", "2026-05-01"))
	for _, f := range check.Notice(&n) {
		fmt.Println(f.Error())
	}
	// Output:
	// notice n1, entry 4: work 2026-10-07 to 2026-10-07 contradicts entry 1, off 2026-10-01 to 2026-10-07 (no_contradiction)
	// notice n1, entry 5: it ends on 2026-05-01, before it starts on 2026-05-02 (entries_sound)
}

// The notices of the program are checked at start. One that fails names the override, with
// the reason, in its file.
func ExampleSource() {
	src := small(entries(off("2026-10-08")))
	for _, overrides := range []check.Overrides{nil, {"n1": {check.FestivalBalance: "多放一天", check.YearWorkingDays: "多放一天"}}} {
		faults, err := check.Source(src, overrides)
		fmt.Println(len(faults), err)
		for _, f := range faults {
			fmt.Println(f.Explain())
		}
	}
	// Output:
	// 1 <nil>
	// 国庆节 gives 4 days net, by statute 3 (festival_balance)
	// 0 <nil>
}

// To withdraw a notice takes it away from under the one that amends it.
func ExampleTable() {
	for _, r := range check.Table(tableOf(nation(), amendment()), tableOf(amendment()), on("2026-04-01"), false) {
		if !r.OK {
			fmt.Println(r.Code, "-", r.Detail.EN)
		}
	}
	// Output:
	// amended_in_force - Withdraw what amends it first, or together with it: n1 ← n2
}

func ExampleFiguresOf() {
	t := tableOf(nation())
	f := check.FiguresOf(t.Source(), t.Calendar("N"), 2026)
	fmt.Printf("%d weekdays, %d of them by statute off, %d worked\n", f.Weekdays, f.Statutory, f.WorkingDays)
	// Output:
	// 261 weekdays, 3 of them by statute off, 258 worked
}

func ExampleFind() {
	c := check.Find(check.MakeupDistance)
	fmt.Println(c.Name.EN, c.Overridable)
	// Output:
	// Make-up days near the days off true
}
