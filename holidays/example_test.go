package holidays_test

import (
	"fmt"
	"log"

	"shixian/holidays"
)

// calendars returns the table of the embedded notices.
func calendars() *holidays.Table {
	table, err := embeddedOnce()
	if err != nil {
		log.Fatal(err)
	}
	return table
}

func ExampleParseDate() {
	d, err := holidays.ParseDate("2026-02-14")
	fmt.Println(d, d.Weekday(), err)
	_, err = holidays.ParseDate("2026-2-14")
	fmt.Println(err)
	// Output:
	// 2026-02-14 Saturday <nil>
	// not a date written YYYY-MM-DD
}

func ExampleParseInstant() {
	d, err := holidays.ParseInstant("2026-02-13T16:00:00Z") // midnight in Shanghai
	fmt.Println(d, err)
	// Output: 2026-02-14 <nil>
}

func ExampleDate_AddMonths() {
	d := holidays.NewDate(2024, 1, 31)
	due, exists := d.AddMonths(1)
	fmt.Println(due, exists)
	// Output: 2024-02-29 false
}

func ExampleCalendar_AddWorkdays() {
	cal := calendars().Calendar("CN")
	d := holidays.NewDate(2026, 2, 12)
	// The 14th, a Saturday, is made up; the 15th to 23rd are Spring Festival.
	due, err := cal.AddWorkdays(d, 3)
	fmt.Println(due, err)
	back, err := cal.AddWorkdays(due, -3)
	fmt.Println(back, err)
	// Output:
	// 2026-02-24 <nil>
	// 2026-02-12 <nil>
}

func ExampleCalendar_CountWorkdays() {
	cal := calendars().Calendar("CN")
	n, err := cal.CountWorkdays(holidays.NewDate(2026, 2, 12), holidays.NewDate(2026, 2, 24))
	fmt.Println(n, err)
	_, err = cal.CountWorkdays(holidays.NewDate(2006, 12, 29), holidays.NewDate(2007, 1, 4))
	fmt.Println(err)
	// Output:
	// 3 <nil>
	// calendar CN covers 2007-01-01 to 2050-12-31, not "2006-12-29"
}

func ExampleCalendar_Day() {
	d := holidays.NewDate(2017, 4, 1)
	for _, id := range []string{"CN", "CN-GX"} {
		day, err := calendars().Calendar(id).Day(d)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(id, day.Kind, day.Festival, day.Notice)
	}
	// Output:
	// CN makeup 清明节 国办发明电〔2016〕17号
	// CN-GX holiday 壮族三月三 CN-GX-2017
}

func ExampleCalendar_NextWorking() {
	cal := calendars().Calendar("CN")
	d := holidays.NewDate(2026, 10, 3)
	next, err := cal.NextWorking(d)
	fmt.Println(next, err)
	previous, err := cal.PreviousWorking(d)
	fmt.Println(previous, err)
	// Output:
	// 2026-10-08 <nil>
	// 2026-09-30 <nil>
}

func ExampleCalendar_Unsettled() {
	cal := calendars().AsOf("CN", holidays.NewDate(2026, 10, 1))
	d, open := cal.Unsettled(holidays.NewDate(2026, 12, 1), holidays.NewDate(2026, 12, 31))
	fmt.Println(d, open, cal.SettledThrough())
	// Output: 2026-12-25 true 2026-12-24
}

// Labour Day of 2019 was prolonged by a notice of 22 March.
func ExampleTable_AsOf() {
	table := calendars()
	for _, known := range []holidays.Date{holidays.NewDate(2019, 3, 21), holidays.NewDate(2019, 3, 22)} {
		due, err := table.AsOf("CN", known).AddWorkdays(holidays.NewDate(2019, 4, 30), 1)
		fmt.Println(known, due, err)
	}
	// Output:
	// 2019-03-21 2019-05-02 <nil>
	// 2019-03-22 2019-05-05 <nil>
}

func ExampleStatutory_Days() {
	src := calendars().Source()
	for _, known := range []holidays.Date{holidays.NewDate(2024, 11, 9), holidays.NewDate(2024, 11, 10)} {
		fmt.Println(known, len(src.Statutory.Days("CN", 2025, known)))
	}
	// Output:
	// 2024-11-09 11
	// 2024-11-10 13
}
