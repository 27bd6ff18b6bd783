package batch

import (
	"crypto/sha256"
	"encoding/hex"
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
	Header   int // index of the row of headings, -1 if there is none
	Columns  [roles]int
	Rule     *deadlines.Rule         // of all rows; nil if the column says
	District *deadlines.Jurisdiction // of all rows, if no column says
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
