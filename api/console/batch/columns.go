package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/deadlines"
)

// role is what a column of a table means.
type role int

const (
	roleRule role = iota
	roleDistrict
	roleTrigger
	roleAmount
	roleSuspended
	roleSuspendedTo
	roleDone
	roles // how many there are
)

// columnRoles are the roles as fields of the form and for people; headings are what
// people write above such columns, compared by [plain].
var columnRoles = [roles]struct {
	page.Choice
	headings string
}{
	roleRule: {page.ChoiceOf("rule", "事项（规则编号或名称）", "Matter (rule id or title)"),
		"规则 规则编号 规则名称 时限规则 事项 事项名称 办理事项 rule ruleid matter"},
	roleDistrict: {page.ChoiceOf("district", "区县", "District"),
		"区县 县区 区 地区 辖区 行政区 行政区划 所属区县 district"},
	roleTrigger: {page.ChoiceOf("trigger", "起算的那一天", "The day it counts from"),
		"触发日 触发日期 起算日 起算日期 收文日期 收文日 收到日期 来文日期 来文日 送达日期 受理日期 发生日期 会议日期 起始日期 开始日期 日期 trigger triggerdate date received receivedon start"},
	roleAmount: {page.ChoiceOf("amount", "另定的时限，或天数", "Another limit agreed, or a length in days"),
		"时限 另定时限 另定的时限 约定时限 办理时限 期限 天数 数量 amount days limit"},
	roleSuspended: {page.ChoiceOf("suspended", "中止期间，或中止的第一天", "Suspended: spans, or the first day"),
		"中止 中止期间 中止时间 中止起 中止自 中止开始 中止日期 中止起始日 暂停 暂停期间 suspended suspendedfrom"},
	roleSuspendedTo: {page.ChoiceOf("suspended_to", "中止的最后一天", "Suspended: the last day"),
		"中止止 中止至 中止到 中止结束 中止结束日 suspendedto"},
	roleDone: {page.ChoiceOf("done", "办结的那一天", "The day it was done"),
		"办结 办结日 办结日期 办结时间 完成日 完成日期 完成时间 回复日期 done donedate doneon completed"},
}

// mapping says what the columns of a table mean.
type mapping struct {
	Header   int // index of the row of headings, -1 where there is none
	Columns  [roles]int
	Rule     *deadlines.Rule         // of all rows; nil if the column says
	District *deadlines.Jurisdiction // of all rows, where no column says
}

// maxHeader is how many rows are looked at for headings.
const maxHeader = 10

// signature tells tables apart whose columns may mean other things.
func signature(t *spreadsheet.Table) string {
	sum := sha256.Sum256([]byte(strconv.Itoa(t.Width) + "\x00" + strings.Join(t.Rows[0].Cells, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// mappingOf returns what the form says of this very table, or a guess. What the form
// says of all rows holds in either case.
func (n ruleNames) mappingOf(t *spreadsheet.Table, fields map[string]string) mapping {
	m := n.guess(t)
	m.Rule, m.District = n.cat.Rule(fields["all_rule"]), nil
	if id := fields["all_district"]; id != "" {
		m.District = n.district(id)
	}
	if fields["signature"] != signature(t) {
		return m
	}
	m.Header = index(fields["header"], min(maxHeader, len(t.Rows)))
	for i := range m.Columns {
		m.Columns[i] = index(fields["col_"+columnRoles[i].Value], t.Width)
	}
	return m
}

// index reads an index below most, or returns -1.
func index(s string, most int) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n >= most {
		return -1
	}
	return n
}

// complete reports whether enough is known to count.
func (m *mapping) complete() bool {
	if m.Rule == nil && m.Columns[roleRule] < 0 {
		return false
	}
	if m.Rule != nil && m.Rule.Shape == deadlines.Threshold {
		return m.Columns[roleAmount] >= 0
	}
	return m.Columns[roleTrigger] >= 0
}

// guess tells the headings from the rows below, and what the columns mean: by their
// headings, and where those say nothing, by what stands below.
func (n ruleNames) guess(t *spreadsheet.Table) mapping {
	m := mapping{Header: n.guessHeader(t)}
	for i := range m.Columns {
		m.Columns[i] = -1
	}
	if m.Header >= 0 {
		for column := range t.Rows[m.Header].Cells {
			if r := roleOf(t.Rows[m.Header].Cell(column)); r >= 0 && m.Columns[r] < 0 {
				m.Columns[r] = column
			}
		}
	}
	sample := t.Rows[m.Header+1:]
	sample = sample[:min(len(sample), 200)]
	if c := m.Columns[roleAmount]; c >= 0 && !most(sample, c, isNumber) {
		m.Columns[roleAmount] = -1
	}
	m.find(roleRule, t.Width, sample, func(s string) bool { return len(n.rule(s, nil)) > 0 })
	m.find(roleDistrict, t.Width, sample, func(s string) bool { return n.district(s) != nil })
	m.find(roleTrigger, t.Width, sample, func(s string) bool {
		_, fault := spreadsheet.ReadDate(s, t.Date1904)
		return fault == ""
	})
	return m
}

// find gives a role without a column the first free one that mostly holds what fits.
func (m *mapping) find(r role, width int, sample []spreadsheet.Row, fits func(string) bool) {
	for column := 0; m.Columns[r] < 0 && column < width; column++ {
		if !slices.Contains(m.Columns[:], column) && most(sample, column, fits) {
			m.Columns[r] = column
		}
	}
}

// roleOf returns the role that a heading names, or -1.
func roleOf(heading string) role {
	key, _, _ := strings.Cut(plain(heading), "(")
	for r, name := range columnRoles {
		if key != "" && slices.Contains(strings.Fields(name.headings), key) {
			return role(r)
		}
	}
	return -1
}

// most reports whether at least half of a column's values fit, and one does.
func most(sample []spreadsheet.Row, column int, fits func(string) bool) bool {
	values, good := 0, 0
	for _, r := range sample {
		if s := r.Cell(column); s != "" {
			values++
			if fits(s) {
				good++
			}
		}
	}
	return good > 0 && 2*good >= values
}

func isNumber(s string) bool {
	_, fault := spreadsheet.ReadNumber(s)
	return fault == ""
}

// guessHeader returns the index of the row of headings: the one that names the most
// roles; otherwise the first, if nothing in it is a date or a rule and there is a row
// below.
func (n ruleNames) guessHeader(t *spreadsheet.Table) int {
	best, named := -1, 0
	for i, row := range t.Rows[:min(maxHeader, len(t.Rows))] {
		found := 0
		for column := range row.Cells {
			if roleOf(row.Cell(column)) >= 0 {
				found++
			}
		}
		if found > named {
			best, named = i, found
		}
	}
	if best >= 0 || len(t.Rows) < 2 {
		return best
	}
	for column := range t.Rows[0].Cells {
		s := t.Rows[0].Cell(column)
		if _, fault := spreadsheet.ReadDate(s, t.Date1904); fault == "" || len(n.rule(s, nil)) > 0 {
			return -1
		}
	}
	return 0
}
