package app

import (
	"context"
	"encoding/json"
	"fmt"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
)

type workdayCommand struct {
	offline
	Date     *string `arg:"" optional:"" help:"日期，默认今天 / Date, today by default."`
	Calendar string  `default:"CN" help:"日历 / Calendar."`
}

// Run says whether a day is worked. Its exit status is the answer, so that cron can ask
// it; every failure has another.
func (c *workdayCommand) Run(ctx context.Context, p Process) error {
	day, err := c.day(ctx, p)
	if err == nil {
		err = c.print(p, day)
	}
	return answered(day.Working(), err)
}

func (c *workdayCommand) day(ctx context.Context, p Process) (holidays.Day, error) {
	date, err := p.today(), error(nil)
	if c.Date != nil && *c.Date != "today" { // one that is empty is no date
		if date, err = wire.ParseDate("date", *c.Date); err != nil {
			return holidays.Day{}, c.told(p, err)
		}
	}
	t, _, err := c.tables(ctx, p)
	if err != nil {
		return holidays.Day{}, err
	}
	cal := t.Calendar(c.Calendar)
	if cal == nil {
		return holidays.Day{}, c.told(p, problem.New(deadlines.CodeCalendarUnknown, "/calendar", c.Calendar))
	}
	day, err := cal.Day(date)
	if err != nil { // nothing else is wrong with a day
		err = c.told(p, deadlines.OutOfCoverage(err, "/date"))
	}
	return day, err
}

// kindWords are the kinds of days in words.
var kindWords = map[string]holidays.Text{
	"workday": {ZH: "工作日", EN: "working day"}, "weekend": {ZH: "周末", EN: "weekend"},
	"holiday": {ZH: "放假", EN: "holiday"}, "makeup": {ZH: "补班", EN: "make-up working day"},
}

func (c *workdayCommand) print(p Process, day holidays.Day) error {
	if c.JSON {
		return json.NewEncoder(p.Stdout).Encode(wire.NewDay(day))
	}
	line := day.Date.String() + " " + kindWords[day.Kind.String()].In(c.Lang)
	if day.Festival != "" {
		line += " " + day.Festival
	}
	if !day.Settled {
		line += holidays.Text{ZH: "（尚未公布，推算）", EN: " (not published yet, an estimate)"}.In(c.Lang)
	}
	_, err := fmt.Fprintln(p.Stdout, line)
	return err
}
