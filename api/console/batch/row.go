package batch

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"shixian/api/answers"
	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays"
)

// rowCounter answers the rows of a table in their order, all by one table of calendars.
type rowCounter struct {
	answers  Answers
	v        *page.View
	names    ruleNames
	calendar *holidays.Table
	look     deadlines.Look
	mapping
	reader   spreadsheet.Reader
	header   spreadsheet.Row
	upper    spreadsheet.Row         // above it, perhaps of headings too
	fields   map[string]string       // the form, with the answers to questions
	asked    *questions              // what came up
	section  *deadlines.Jurisdiction // named above the rows; nil if none is
	unread   unreadColumns
	city     int             // the column of the city that a district belongs to, or -1
	year     int             // named above the rows; 0 if none is
	urgency  int             // the column that says how urgent a row is, or -1
	urgent   map[string]bool // by the field of a word, whether what it means depends on that
	numbered bool            // rows begin with a number in figures
	above    spreadsheet.Row // the row before that was not passed over
	other    int             // the line of the headings of another table, in which the row stands; 0 if it does not
}

// headedBy returns the first column with such a heading, or -1.
func (k *rowCounter) headedBy(by *regexp.Regexp) int {
	return slices.IndexFunc(k.Headings, func(h string) bool { return by.MatchString(heading(h)) })
}

// rowResult is what became of a row.
type rowResult struct {
	spreadsheet.Row
	Case    answers.Case
	Bad     []badCell // empty if the row was answered
	Asked   string    // the questions that have to be answered first
	Skipped skipped
}

// answered reports whether nothing keeps the row from its answer.
func (r *rowResult) answered() bool { return len(r.Bad) == 0 && r.Asked == "" }

// badCell is what is wrong with a cell; column -1 stands for the row.
type badCell struct {
	Column int
	Text   string
}

// count answers a row, which it gives back as it stands.
func (k *rowCounter) count(row spreadsheet.Row) rowResult {
	whole := k.likeAbove(row)
	out := k.answer(k.together(whole))
	if out.Row = row; out.Skipped == "" || out.Skipped == skippedAsTold {
		k.above = whole
	}
	return out
}

// answer answers a row. What is wrong with one cell does not keep the others from
// being looked at.
func (k *rowCounter) answer(row spreadsheet.Row) rowResult {
	out := rowResult{Row: row}
	if out.Skipped = k.skip(row); out.Skipped != "" {
		return out
	}
	if k.other > 0 {
		out.fail(-1, k.v.T("从第 "+page.Itoa(k.other)+" 行起是另一张表，各列的意思不同，没有算。请把它移到另一个工作表或文件里。",
			"another table, whose columns mean other things, begins in row "+page.Itoa(k.other)+", and was not counted. Please move it to a sheet or file of its own."))
		return out
	}
	rule := k.ruleOf(&out)
	if out.Skipped != "" {
		return out
	}
	q, look := k.question(&out, rule), k.look
	look.Done = k.near(&out, roleDone, q.Trigger)
	if len(out.Bad) > 0 {
		out.Asked = "" // the row comes back in any case
	}
	if !out.answered() {
		return out
	}
	var err error
	if out.Case, err = k.answers.Case(k.calendar, &q, look); err == nil && !look.Done.IsZero() {
		err = out.Case.StandingErr
	}
	if err != nil {
		k.refused(&out, err)
	}
	return out
}

// question is what a row asks; a rule that is not known yet is nil.
func (k *rowCounter) question(r *rowResult, rule *deadlines.Rule) deadlines.Question {
	q := deadlines.Question{}
	if rule != nil {
		q.Rule = rule.ID
		if rule.Shape == deadlines.Quota {
			r.fail(k.Columns[roleRule], k.v.T("这件事项要看今年已经用了几次，表格里没有。请在“时限计算”页逐件算。",
				"this matter depends on how often it took place this year, which the table does not say. Please count it on the page “Deadline”."))
		}
	}
	if rule == nil || rule.Shape != deadlines.Threshold {
		q.Trigger = k.trigger(r, rule)
	}
	k.amount(r, &q, rule)
	q.Suspended = k.suspended(r, q.Trigger)
	return q
}

// lacks notes that a cell is empty which has to say something.
func (k *rowCounter) lacks(r *rowResult, of role, zh, en string) {
	if !r.Unsaved(k.Columns[of]) {
		r.fail(k.Columns[of], k.v.T(zh, en))
	}
}

func (r *rowResult) fail(column int, text string) { r.Bad = append(r.Bad, badCell{column, text}) }

// ask notes a question that the row waits for.
func (r *rowResult) ask(text string) { r.Asked = strings.TrimSpace(r.Asked + " " + text) }

// nothing is what people write into a cell that has nothing to say.
var nothing = []string{"-", "--", "—", "——", "/", "\\", "无", "否", "没有", "不涉及", "未办", "未办结", "未完成", "未回复", "在办", "办理中", "未中止", "none", "n/a", "N/A"}

// notDone is what people write where the day would stand on which something is done.
var notDone = regexp.MustCompile(`^(正在|尚未|暂未|还未|未|待)[^\d]{0,5}$|^[^\d]{0,4}中$`)

// value returns what a row has for a role; what stands for nothing is "". What nobody has
// counted yet is no nothing.
func (k *rowCounter) value(r *rowResult, of role) string {
	s := r.Cell(k.Columns[of])
	if r.Unsaved(k.Columns[of]) {
		r.fail(k.Columns[of], k.v.T("这一格是公式，文件里没有它的结果。请在 Excel 或 WPS 里打开，保存一次，再上传。",
			"this cell is a formula, and the file has not got its result. Please open it in Excel or WPS, save it, and upload it again."))
	}
	if of != roleTrigger && of != roleRule && isNothing(s) || of == roleDone && notDone.MatchString(plain(s)) {
		return ""
	}
	return s
}

// trigger reads the day from which a row counts: of a trip, the first.
func (k *rowCounter) trigger(r *rowResult, rule *deadlines.Rule) holidays.Date {
	s := k.value(r, roleTrigger)
	if s == "" {
		k.lacks(r, roleTrigger, "没有写日期。", "the date is missing.")
		return holidays.Date{}
	}
	d, fault := k.reader.Date(s)
	if first := spreadsheet.FirstDay(s); first != "" && fault == spreadsheet.NotDate && rule != nil && rule.Group == "travel" {
		d, fault = k.reader.Date(first)
	}
	k.otherEvent(r, rule, d)
	switch {
	case fault == spreadsheet.NoYear:
		r.ask(k.v.T("“"+page.Clip(s, 20)+"”是哪一年？", "“"+page.Clip(s, 20)+"”: which year?"))
	case fault != "":
		r.fail(k.Columns[roleTrigger], cellFault(k.v, fault, s))
	}
	return d
}

// events are the words of events from which some matters count, as rules name them, and as
// headings do.
var events = []struct{ of, heading *regexp.Regexp }{
	{regexp.MustCompile(`会议|开会`), regexp.MustCompile(`^(会议|召开|开会|上会).*(日期?|时间)$`)},
	{regexp.MustCompile(`出行`), regexp.MustCompile(`^(外出|出差|出行|出发|离开).*(日期?|时间)$`)},
}

// otherEvent asks about a row that names the day of the event from which its matter counts in
// another column.
func (k *rowCounter) otherEvent(r *rowResult, rule *deadlines.Rule, day holidays.Date) {
	if rule == nil || day.IsZero() {
		return
	}
	for _, e := range events {
		if !e.of.MatchString(rule.Trigger.ZH) || e.heading.MatchString(heading(k.Headings[k.Columns[roleTrigger]])) {
			continue
		}
		for c, h := range k.Headings[:k.Own] {
			if !e.heading.MatchString(heading(h)) {
				continue
			}
			if d, fault := k.reader.From(r.Cell(c), day); fault == "" && d != day {
				r.fail(c, k.v.T("这件事项从这一天起算，还是从"+k.columnName(k.Columns[roleTrigger])+"起算？请在上面选对列，或把两类事项分成两张表。",
					"does this matter count from this day, or from "+k.columnName(k.Columns[roleTrigger])+"? Please choose the column above, or keep the two kinds of matters in two tables."))
			}
		}
	}
}

// near reads the date of a role that lies on or after another day, from which it has its
// year if it names none; zero if the cell is empty, or at fault.
func (k *rowCounter) near(r *rowResult, of role, day holidays.Date) holidays.Date {
	s := k.value(r, of)
	if s == "" {
		return holidays.Date{}
	}
	d, fault := k.reader.From(s, day)
	if fault == spreadsheet.NoYear && day.IsZero() {
		return holidays.Date{} // what is wrong with that day is told, or asked
	}
	if fault != "" {
		r.fail(k.Columns[of], cellFault(k.v, fault, s))
	}
	return d
}

// amount reads another limit, or the length of a threshold.
func (k *rowCounter) amount(r *rowResult, q *deadlines.Question, rule *deadlines.Rule) {
	s := k.value(r, roleAmount)
	threshold := rule != nil && rule.Shape == deadlines.Threshold
	if s == "" && threshold {
		k.lacks(r, roleAmount, "没有写多少天。", "the number of days is missing.")
	}
	if s == "" && rule != nil && rule.Overridable {
		k.askLimit(r, q.Trigger)
	}
	if s == "" || rule == nil || !threshold && rankOf(k.Headings[k.Columns[roleAmount]], roleAmount) == lengthRank {
		return
	}
	n, fault := spreadsheet.ReadNumber(k.inUnit(s, rule))
	if perhapsAgreed.MatchString(heading(k.Headings[k.Columns[roleAmount]])) && rule.Overridable && fault != "" {
		if q.Agreed, fault = k.reader.From(s, q.Trigger); fault == "" || q.Trigger.IsZero() {
			return
		}
	}
	switch {
	case fault != "":
		r.fail(k.Columns[roleAmount], k.v.T("“"+page.Clip(s, 20)+"”："+unitText(k.v, rule), "“"+page.Clip(s, 20)+"”: "+unitText(k.v, rule)))
	case threshold:
		q.Days, q.HasDays = n, true
	case n != math.Trunc(n) || n < 1 || n > deadlines.MaxAmount:
		q.Amount = -1 // which counting refuses as out of range
	case int(n) != rule.Amount: // the rule's own is none of its own
		q.Amount = int(n)
	}
}

// askLimit asks about a limit that a column without a role tells.
func (k *rowCounter) askLimit(r *rowResult, day holidays.Date) {
	for _, c := range k.unread.limits {
		another := slices.Contains([]int{0, 1}, rankOf(k.Headings[c], roleAmount)) // than the one that is read
		s := r.Cell(c)
		_, fault := k.reader.From(s, day)
		if tellsLimit.MatchString(plain(s)) || another && isLimit(s) || fault == "" && perhapsAgreed.MatchString(heading(k.Headings[c])) {
			r.fail(c, k.v.T("“"+page.Clip(s, 20)+"”没有算进去。要按它算，请在上面把这一列选作“另定的时限”。", "“"+page.Clip(s, 20)+"” was not counted. If it holds, please choose this column as “Another limit agreed” above."))
		}
	}
	for _, c := range k.unread.remarks {
		if s := r.Cell(c); limitRemark.MatchString(keptLimit.ReplaceAllString(plain(s), "")) {
			r.fail(c, k.v.T("“"+page.Clip(s, 30)+"”没有算进去。要按它算，请另立一列“另定时限”，写工作日数或商定的日期。", "“"+page.Clip(s, 30)+"” was not counted. If it holds, please write it into a column “Agreed limit”: working days, or the day agreed."))
		}
	}
}

// fieldRoles are the columns that the fields of a question come from.
var fieldRoles = map[string]role{
	"trigger": roleTrigger, "amount": roleAmount, "days": roleAmount, "agreed": roleAmount,
	"suspended": roleSuspended, "done": roleDone, "rule": roleRule, "calendar": roleRule,
}

// refused notes what counting says against a row, at the cell that it speaks of.
func (k *rowCounter) refused(r *rowResult, err error) {
	wrong := problem.ForPeople(err, k.v.Lang)
	column := -1
	for _, e := range wrong.Errors {
		if of, ok := fieldRoles[e.Field()]; ok {
			column = k.Columns[of]
		}
	}
	r.fail(column, wrong.Detail)
}
