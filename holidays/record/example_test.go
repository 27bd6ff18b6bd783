package record_test

import (
	"fmt"
	"time"

	"shixian/holidays"
	"shixian/holidays/record"
)

// A log of two events, and what it adds up to.
func Example() {
	at := time.Date(2025, time.November, 4, 3, 0, 0, 0, time.UTC)
	first, err := record.Seal(record.Event{
		Action: record.Baseline, Time: at, Who: "shixian",
		Published: []holidays.Notice{{ID: "CN-2026", Calendar: "CN", Year: 2026}},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	second, err := record.Seal(record.Event{
		Action: record.Withdraw, Time: at.Add(time.Hour), Who: "王", Why: "发布有误",
		Withdrawn: []string{"CN-2026"},
	}, &first)
	if err != nil {
		fmt.Println(err)
		return
	}
	log := []record.Event{first, second}
	fmt.Println(record.Verify(nil, log), len(record.Fold(log[:1]).Notices), len(record.Fold(log).Notices))

	log[0].Who = "李"
	fmt.Println(record.Verify(nil, log))
	// Output:
	// <nil> 1 0
	// event 0 has been changed: its hash does not fit
}
