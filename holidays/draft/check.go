package draft

import (
	"fmt"
	"slices"
	"strings"

	"shixian/holidays"
	"shixian/holidays/noticetext"
)

// The codes of the checks, in the order in which they stand.
const (
	CheckSentences  = "sentences_read"     // no sentence with a date was left unread
	CheckText       = "text_whole"         // nothing is missing from the text as a whole
	CheckWeekdays   = "weekdays_stated"    // each weekday stated is that of its date
	CheckSpanDays   = "span_days_stated"   // each 共N天 is the length of its span
	CheckEssentials = "essentials"         // year, date of issue, calendar and festivals are there
	CheckEntries    = "entries_sound"      // each entry is a span of the year, off or worked
	CheckNoConflict = "no_contradiction"   // no day is both off and worked
	CheckMakeups    = "makeup_days"        // days worked would not be worked otherwise
	CheckBalance    = "festival_balance"   // days off = statutory days + make-up days
	CheckYear       = "year_working_days"  // working days = weekdays − statutory days
	CheckStatutory  = "statutory_days_off" // every statutory day of the year is off
	CheckPublished  = "not_published"      // there is no such notice yet
	CheckPast       = "not_past"           // no day in the past is touched
)

// Check is one check and what came of it.
type Check struct {
	Code string
	OK   bool
	// Overridable says whether a publisher may go on all the same.
	Overridable bool
	Detail      holidays.Text
}

// judge gathers the checks of one proposal.
type judge struct {
	p      *Proposal
	n      *holidays.Notice
	before *holidays.Table
	after  *holidays.Table
	today  holidays.Date
	checks []Check
}

func (j *judge) add(code string, ok, overridable bool, zh, en string) {
	j.checks = append(j.checks, Check{code, ok, overridable, holidays.Text{ZH: zh, EN: en}})
}

// text checks what the text says of itself.
func (j *judge) text() {
	var unread []string
	for _, s := range j.p.Sentences {
		if s.Status == noticetext.StatusUnparsed {
			unread = append(unread, s.Text)
		}
	}
	switch {
	case len(unread) == 0:
		j.add(CheckSentences, true, false, "含日期的句子都已读懂。", "Every sentence with a date was read.")
	case j.p.ByHand:
		j.add(CheckSentences, true, false, fmt.Sprintf("%d 句没有读懂，条目已由人工核定。", len(unread)),
			fmt.Sprintf("%d sentences were not read; a person has settled the entries.", len(unread)))
	default:
		all := strings.Join(unread, "；")
		j.add(CheckSentences, false, false, "没有读懂，须人工核定条目："+all, "Not read; a person has to settle the entries: "+all)
	}
	j.whole()
	j.findings(CheckWeekdays, noticetext.FindingWeekday, "所写的星期", "weekday")
	j.findings(CheckSpanDays, noticetext.FindingSpanDays, "所写的天数", "number of days")
}

// whole checks that the text has what a notice has. A text that breaks off, say,
// lacks a festival that its opening announces.
func (j *judge) whole() {
	var zh, en []string
	for _, p := range j.p.Problems {
		detail := ""
		if p.Detail != "" {
			detail = " (" + p.Detail + ")"
		}
		zh, en = append(zh, p.ZH+detail), append(en, p.EN+detail)
	}
	switch {
	case len(zh) == 0:
		j.add(CheckText, true, true, "通知全文完整。", "The text is whole.")
	case j.p.ByHand:
		j.add(CheckText, true, true, "条目已由人工核定；全文："+strings.Join(zh, "；"), "A person has settled the entries; of the text: "+strings.Join(en, "; "))
	default:
		j.add(CheckText, false, true, "全文有缺："+strings.Join(zh, "；"), "The text is not whole: "+strings.Join(en, "; "))
	}
}

func (j *judge) findings(code, finding, zh, en string) {
	var wrong []string
	for _, f := range j.p.Findings {
		if f.Code == finding && !f.OK {
			wrong = append(wrong, fmt.Sprintf("%s–%s: %s ≠ %s", f.Span.From, f.Span.To, f.Stated, f.Actual))
		}
	}
	if len(wrong) == 0 {
		j.add(code, true, true, zh+"都对。", "Every "+en+" stated is right.")
		return
	}
	all := strings.Join(wrong, "; ")
	j.add(code, false, true, zh+"不符（所写 ≠ 实际）："+all, "Wrong "+en+" (stated ≠ actual): "+all)
}

// sound checks what folding needs. It reports whether the notice can be folded.
func (j *judge) sound() bool {
	cal := j.before.Calendar(j.n.Calendar)
	var missing []string
	need := func(ok bool, what string) {
		if !ok {
			missing = append(missing, what)
		}
	}
	need(cal != nil, "calendar")
	need(j.n.Year > 0 && (cal == nil || j.n.Year >= cal.First().Year() && j.n.Year <= cal.Last().Year()), "year")
	need(!j.n.Issued.IsZero(), "issued")
	need(!slices.ContainsFunc(j.n.Entries, func(e holidays.Entry) bool { return e.Festival == "" }), "festival")
	j.add(CheckEssentials, len(missing) == 0, false, either("缺少或无效：", missing, "要素齐全。"), either("Missing or invalid: ", missing, "Nothing is missing."))

	var conflicts, others []string
	for _, e := range holidays.CheckNotice(j.n) {
		switch e.Code {
		case holidays.CheckContradiction:
			conflicts = append(conflicts, e.Detail)
		case holidays.CheckIssued: // an essential
		default:
			others = append(others, e.Detail)
		}
	}
	j.add(CheckEntries, len(others) == 0, false, either("条目有误：", others, "条目都成立。"), either("Wrong entries: ", others, "Every entry is sound."))
	j.add(CheckNoConflict, len(conflicts) == 0, false, either("条目互相矛盾：", conflicts, "没有矛盾。"), either("Contradictory entries: ", conflicts, "Nothing contradicts."))
	return len(missing)+len(others)+len(conflicts) == 0
}

// either returns what is wrong, after prefix, or that all is right.
func either(prefix string, wrong []string, right string) string {
	if len(wrong) == 0 {
		return right
	}
	return prefix + strings.Join(wrong, "; ")
}

// published checks that the notice is not there already.
func (j *judge) published() {
	var same []string
	for _, n := range j.before.Source().Notices {
		if n.Calendar != j.n.Calendar {
			continue
		}
		twin := n.Document != "" && n.Document == j.n.Document
		if twin || n.Year == j.n.Year && n.Amends == "" && j.n.Amends == "" {
			same = append(same, n.Name())
		}
	}
	j.add(CheckPublished, len(same) == 0, true,
		either("该年度或该文号的通知已经发布：", same, "尚未发布。"), either("Published already for that year or under that number: ", same, "Not published yet."))
}

// past checks that no day before today is touched.
func (j *judge) past() {
	var first holidays.Date
	for _, e := range j.n.Entries {
		if e.From.Before(j.today) && (first.IsZero() || e.From.Before(first)) {
			first = e.From
		}
	}
	switch {
	case first.IsZero():
		j.add(CheckPast, true, true, "不涉及过去的日子。", "No day in the past is touched.")
	case j.p.ConfirmPast:
		j.add(CheckPast, true, true, fmt.Sprintf("涉及过去的日子（自 %s），已确认。", first), fmt.Sprintf("Days in the past are touched, from %s; confirmed.", first))
	default:
		j.add(CheckPast, false, true, fmt.Sprintf("涉及过去的日子（自 %s），须以 confirm_past 确认。", first),
			fmt.Sprintf("Days in the past are touched, from %s; confirm_past has to say so.", first))
	}
}

// statutory checks that the calendar's own statutory days of the year are off.
func (j *judge) statutory() {
	cal := j.after.Calendar(j.n.Calendar)
	var worked []string
	for _, d := range j.before.Source().Statutory.Days(j.n.Calendar, j.n.Year, holidays.Date{}) {
		if cal.IsWorking(d.Date) {
			worked = append(worked, fmt.Sprintf("%s %s", d.Date, d.Festival))
		}
	}
	j.add(CheckStatutory, len(worked) == 0, true,
		either("法定节假日却上班：", worked, "法定节假日都放假。"), either("Statutory days that are worked: ", worked, "Every statutory day is off."))
}

// year checks the working days of the notice's year.
func (j *judge) year() {
	f := holidays.YearFigures(j.after.Source(), j.after.Calendar(j.n.Calendar), j.n.Year)
	want := f.Weekdays - f.Statutory + f.Residue
	ok := f.WorkingDays == want
	zh := fmt.Sprintf("%d年工作日 %d 天；周一至周五 %d 天减法定节假日 %d 天", j.n.Year, f.WorkingDays, f.Weekdays, f.Statutory)
	en := fmt.Sprintf("%d has %d working days; %d weekdays less %d statutory days", j.n.Year, f.WorkingDays, f.Weekdays, f.Statutory)
	if f.Residue != 0 {
		zh += fmt.Sprintf("，另有说明的差额 %+d 天", f.Residue)
		en += fmt.Sprintf(", and an explained difference of %+d", f.Residue)
	}
	if !ok {
		zh += fmt.Sprintf("，应为 %d 天；差额须说明（residue）", want)
		en += fmt.Sprintf(", make %d; the difference has to be explained (residue)", want)
	}
	j.add(CheckYear, ok, true, zh+"。", en+".")
}
