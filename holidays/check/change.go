package check

import (
	"fmt"
	"time"

	"shixian/holidays"
)

// The codes of what a notice does to the table. Each of them can be overridden.
const (
	MakeupDays       = "makeup_days"        // days worked would not be worked otherwise
	FestivalBalance  = "festival_balance"   // days off = statutory days + make-up days
	YearWorkingDays  = "year_working_days"  // working days = weekdays − statutory days
	StatutoryDaysOff = "statutory_days_off" // every statutory day of the year is off
	NotPast          = "not_past"           // no day in the past is touched
)

var changeChecks = []Check{
	{
		Code: MakeupDays, Overridable: true, Stage: OfChange, Run: makeupDays,
		Name:  holidays.Text{ZH: "补班日", EN: "Make-up days"},
		Right: holidays.Text{ZH: "补班日都成立。", EN: "Every make-up day is one."},
		Wrong: holidays.Text{ZH: "补班日本来就上班：", EN: "Make-up days that were worked anyway: "},
	},
	{
		Code: FestivalBalance, Overridable: true, Stage: OfChange, Run: festivalBalance,
		Name:  holidays.Text{ZH: "放假与补班相抵", EN: "Days off and make-up days balance"},
		Right: holidays.Text{ZH: "各节放假的工作日都等于法定天数加补班天数。", EN: "Each festival gives its statutory days and those it makes up."},
	},
	{
		Code: YearWorkingDays, Overridable: true, Stage: OfYear, Run: yearWorkingDays,
		Name: holidays.Text{ZH: "全年工作日", EN: "Working days of the year"},
	},
	{
		Code: StatutoryDaysOff, Overridable: true, Stage: OfYear, Run: statutoryDaysOff,
		Name:  holidays.Text{ZH: "法定节假日都放假", EN: "Statutory days off"},
		Right: holidays.Text{ZH: "法定节假日都放假。", EN: "Every statutory day is off."},
		Wrong: holidays.Text{ZH: "法定节假日却上班：", EN: "Statutory days that are worked: "},
	},
	{
		Code: NotPast, Overridable: true, Stage: OfChange, Run: notPast,
		Name:  holidays.Text{ZH: "不动过去的日子", EN: "No day in the past"},
		Right: holidays.Text{ZH: "不涉及过去的日子。", EN: "No day in the past is touched."},
	},
}

func yearWorkingDays(in *Input) Outcome {
	year := in.Notice.Year
	f := FiguresOf(in.After.Source(), in.After.Calendar(in.Notice.Calendar), year)
	want := f.Weekdays - f.Statutory + f.Residue
	zh := fmt.Sprintf("%d年工作日 %d 天；周一至周五 %d 天减法定节假日 %d 天", year, f.WorkingDays, f.Weekdays, f.Statutory)
	en := fmt.Sprintf("%d has %d working days; %d weekdays less %d statutory days", year, f.WorkingDays, f.Weekdays, f.Statutory)
	if f.Residue != 0 {
		zh += fmt.Sprintf("，另有说明的差额 %+d 天", f.Residue)
		en += fmt.Sprintf(", and an explained difference of %+d", f.Residue)
	}
	if f.WorkingDays == want {
		return Outcome{Detail: holidays.Text{ZH: zh + "。", EN: en + "."}}
	}
	zh += fmt.Sprintf("，应为 %d 天；差额须说明", want)
	en += fmt.Sprintf(", make %d; the difference has to be explained", want)
	detail := holidays.Text{ZH: zh + "。", EN: en + "."}
	return Outcome{Faults: []Fault{{Entry: whole, Detail: detail, Why: en}}, Detail: detail}
}

// Figures are the sums of a calendar's year, in days.
type Figures struct {
	Weekdays    int // Mondays to Fridays
	Statutory   int // statutory days of the calendar's lineage
	WorkingDays int
	Residue     int // WorkingDays − (Weekdays − Statutory), as its notices explain it
}

// FiguresOf returns the sums of a year that cal, built from src, covers.
func FiguresOf(src *holidays.Source, cal *holidays.Calendar, year int) Figures {
	var f Figures
	for _, def := range src.Lineage(cal.ID()) {
		f.Statutory += len(src.Statutory.Days(def.ID, year, holidays.Date{}))
	}
	for d := holidays.NewDate(year, time.January, 1); d.Year() == year; d = d.AddDays(1) {
		if !d.IsWeekend() {
			f.Weekdays++
		}
		if cal.IsWorking(d) {
			f.WorkingDays++
		}
	}
	for _, n := range holidays.InForce(cal.Notices()) {
		if n.Year == year && n.Residue != nil {
			f.Residue += n.Residue.Days
		}
	}
	return f
}

// statutoryDaysOff checks that the calendar's own statutory days of the year are
// off. A region may move the days that its regulation gives: Guangxi took the day
// before 三月三 in 2015.
func statutoryDaysOff(in *Input) Outcome {
	var o Outcome
	cal := in.After.Calendar(in.Notice.Calendar)
	for _, d := range in.Before.Source().Statutory.Days(in.Notice.Calendar, in.Notice.Year, holidays.Date{}) {
		switch day, err := cal.Day(d.Date); {
		case err != nil:
		case day.Working():
			o.Faults = append(o.Faults, notice(fmt.Sprintf("%s %s", d.Date, d.Festival),
				fmt.Sprintf("%s, a statutory day of %s, is worked", d.Date, d.Festival)))
		case in.definition().Parent == "" && !in.shareName(day.Festival, d.Festival):
			o.Faults = append(o.Faults, notice(fmt.Sprintf("%s %s（没有安排）", d.Date, d.Festival),
				fmt.Sprintf("%s, a statutory day of %s, is not arranged for it", d.Date, d.Festival)))
		}
	}
	return o
}

// notPast checks that no day before today is named or changed.
func notPast(in *Input) Outcome {
	first := in.Today
	for _, id := range in.Before.IDs() {
		for _, c := range holidays.DayChanges(in.Before.Calendar(id), in.After.Calendar(id)) {
			first = holidays.Earlier(first, c.Date)
		}
	}
	if in.Notice != nil {
		for _, e := range in.Notice.Entries {
			first = holidays.Earlier(first, e.From)
		}
	}
	if first == in.Today {
		return Outcome{}
	}
	then := holidays.Text{ZH: "须另行确认", EN: "somebody has to confirm that"}
	if in.ConfirmPast {
		then = holidays.Text{ZH: "已确认", EN: "confirmed"}
	}
	return Outcome{Faults: []Fault{notice(first.String(), "")}, Accepted: in.ConfirmPast, Detail: holidays.Text{
		ZH: fmt.Sprintf("涉及过去的日子（自 %s），%s。", first, then.ZH),
		EN: fmt.Sprintf("Days in the past are touched, from %s; %s.", first, then.EN),
	}}
}
