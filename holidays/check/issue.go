package check

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"shixian/holidays"
)

// CalendarFits is the code of the check that the notice is one of the calendar under
// which it stands. It cannot be overridden.
const CalendarFits = "calendar_fits"

// The codes of when the notice was issued. Only that it was not in the future cannot
// be overridden.
const (
	IssuedByNow  = "issued_by_now"  // it is not issued in the future
	IssuedInTime = "issued_in_time" // a year's notice is issued from September of the year before on
	DocumentYear = "document_year"  // the year in the document number is that of issue
)

var calendarCheck = Check{
	Code: CalendarFits, Stage: OfNotice, Run: calendarFits,
	Name:  holidays.Text{ZH: "是本日历的通知", EN: "Of this calendar"},
	Right: holidays.Text{ZH: "是本日历的通知。", EN: "It is a notice of this calendar."},
}

var issueChecks = []Check{
	{
		Code: IssuedByNow, Stage: OfChange, Run: issuedByNow,
		Name:  holidays.Text{ZH: "已经印发", EN: "Issued by now"},
		Right: holidays.Text{ZH: "成文日期不晚于今天。", EN: "It is issued today or earlier."},
		Wrong: holidays.Text{ZH: "成文日期在今天以后：", EN: "Issued after today: "},
	},
	{
		Code: IssuedInTime, Overridable: true, Stage: OfChange, Run: issuedInTime,
		Name:  holidays.Text{ZH: "印发时间", EN: "Issued in time"},
		Right: holidays.Text{ZH: "整年通知不早于上年9月1日。", EN: "A year's notice is issued on 1 September of the year before or later."},
		Wrong: holidays.Text{ZH: "整年通知早于上年9月1日：", EN: "A year's notice issued before 1 September of the year before: "},
	},
	{
		Code: DocumentYear, Overridable: true, Stage: OfChange, Run: documentYear,
		Name:  holidays.Text{ZH: "文号年份", EN: "Year of the document number"},
		Right: holidays.Text{ZH: "文号的年份与成文年份相符。", EN: "The year in the document number is that of issue."},
		Wrong: holidays.Text{ZH: "文号的年份不是成文年份：", EN: "The year in the document number is not that of issue: "},
	},
}

// calendarFits checks that nothing says that the notice is another calendar's: not
// its text, nor its document number, nor the festivals that it arranges.
func calendarFits(in *Input) Outcome {
	whose := in.whose()
	if whose == "" {
		return Outcome{}
	}
	zh, en := whose, whose
	if cal := in.Before.Calendar(whose); cal != nil {
		zh, en = cal.Definition().NameZH+"（"+whose+"）", cal.Definition().NameEN+" ("+whose+")"
	}
	detail := holidays.Text{
		ZH: fmt.Sprintf("这是%s的通知，不能放在 %s 之下。", zh, in.Notice.Calendar),
		EN: fmt.Sprintf("This is a notice of %s, and cannot stand under %s.", en, in.Notice.Calendar),
	}
	return Outcome{Faults: []Fault{{Entry: whole, Detail: detail}}, Detail: detail}
}

// nationalNumber is how the numbers of the State Council's documents begin.
var nationalNumber = regexp.MustCompile(`^国(办|发)`)

// whose returns the calendar, or the name of the region, whose notice it is; empty
// if nothing says that it is another's than that under which it stands.
func (in *Input) whose() string {
	n, lineage := in.Notice, in.Before.Source().Lineage(in.Notice.Calendar)
	switch {
	case len(lineage) == 0 || len(n.Entries) > MaxEntries:
		return "" // what other checks say is wrong
	case in.Text.Calendar == n.Calendar:
		return "" // its text says so
	case in.Text.Calendar != "":
		return in.Text.Calendar
	case nationalNumber.MatchString(n.Document) && len(lineage) > 1:
		return lineage[0].ID
	}
	if other := in.festivalOfAnother(lineage); other != "" {
		return other
	}
	def := lineage[len(lineage)-1]
	own := slices.ContainsFunc(n.Entries, func(e holidays.Entry) bool { return len(in.statutoryIn(def.ID, e.Festival)) > 0 })
	if in.yearly() && !own && len(n.Entries) > 0 && len(in.statutoryIn(def.Parent, n.Entries[0].Festival)) > 0 &&
		(def.OwnNotice != nil || len(in.festivals()) > fewFestivals) {
		return def.Parent
	}
	return ""
}

// fewFestivals are as many as a region without a yearly notice may arrange by itself;
// more of them are the nation's year.
const fewFestivals = 2

// festivalOfAnother returns the calendar whose regulation gives one of the festivals
// that the notice arranges, if no calendar of its lineage does.
func (in *Input) festivalOfAnother(lineage []*holidays.Definition) string {
	for _, e := range in.Notice.Entries {
		if len(in.statutory(e.Festival)) > 0 {
			continue
		}
		for _, def := range in.Before.Source().Definitions {
			if !slices.ContainsFunc(lineage, func(d *holidays.Definition) bool { return d.ID == def.ID }) && len(in.statutoryIn(def.ID, e.Festival)) > 0 {
				return def.ID
			}
		}
	}
	return ""
}

// issuedByNow checks that the notice is not issued after today: as_of goes by the
// day of issue, and would contradict the table.
func issuedByNow(in *Input) Outcome {
	if in.Today.IsZero() || !in.Notice.Issued.After(in.Today) {
		return Outcome{}
	}
	return Outcome{Faults: []Fault{notice(in.Notice.Issued.String(), "")}}
}

// issuedInTime checks that a whole year's notice was not issued long before the
// usual time, October to December.
func issuedInTime(in *Input) Outcome {
	if !in.yearly() || !in.Notice.Issued.Before(holidays.NewDate(in.Notice.Year-1, time.September, 1)) {
		return Outcome{}
	}
	return Outcome{Faults: []Fault{notice(in.Notice.Issued.String(), fmt.Sprintf("it is issued on %s, before September %d", in.Notice.Issued, in.Notice.Year-1))}}
}

// yearOfNumber is the year in a document number (国办发明电〔2026〕9号).
var yearOfNumber = regexp.MustCompile(`[〔\[（(［]([0-9]{4})[〕\]）)］]`)

func documentYear(in *Input) Outcome {
	m := yearOfNumber.FindStringSubmatch(strings.TrimSpace(in.Notice.Document))
	if m == nil || m[1] == strconv.Itoa(in.Notice.Issued.Year()) {
		return Outcome{}
	}
	return Outcome{Faults: []Fault{notice(in.Notice.Document+" ≠ "+in.Notice.Issued.String(),
		fmt.Sprintf("document %s is not of the year of issue, %d", in.Notice.Document, in.Notice.Issued.Year()))}}
}
