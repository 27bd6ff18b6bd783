package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strconv"
	"strings"
	"unicode"

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

// columnRoles are the roles as fields of the form and for people. headings are what people
// write above such columns, the surest first, as [heading] writes it.
var columnRoles = [roles]struct {
	page.Choice
	headings []*regexp.Regexp
}{
	roleRule: {page.ChoiceOf("rule", "事项（规则编号或名称）", "Matter (rule id or title)"), patterns(
		`(时限)?规则(编号|名称)?|rule(id)?`,
		`(办理|办件|时限|公文|业务|工作)?事项(类型|类别)|(办理|办件|时限)(类型|类别)|(办理|工作|督办|督查|交办|具体)?事项(名称)?|matter`,
		`(公文|业务|工作)?(类型|类别)|文种|办理内容|工作内容|(mattertype|typeofmatter|type|category)`)},
	roleDistrict: {page.ChoiceOf("district", "区县", "District"), patterns(
		`(所属|所在|适用)?(区县|县区|县市区|区县市|行政区划?|辖区|地区|区)(名称)?|属地|district`)},
	roleTrigger: {page.ChoiceOf("trigger", "起算的那一天", "The day it counts from"), patterns(
		`(触发|起算)(日期?|时间)|trigger(date)?|start`,
		`.*(收文|收到|收件|签收|接收|接件|收函|受理|送达|收悉).{0,3}(日期?|时间)|(date)?(received|ofreceipt)(on)?(date)?`,
		`.*(来文|来件|来函|到文|登记|交办|转办|办件|批办|派发|发生|会议|召开|开会|外出|出发|起始|开始|提交|咨询|申请|诉求|送审|呈报|呈送|移送|移交|批转|下达|部署).{0,2}(日期?|时间)|(date)?(registered|assigned|submitted)(on)?(date)?|meetingdate|dateofmeeting`,
		`日期|时间|date|day`)},
	roleAmount: {page.ChoiceOf("amount", "另定的时限，或天数", "Another limit agreed, or a length in days"), patterns(
		`.*(`+byAgreement+`|另行|另限|限定|要求|指定).{0,4}(时限|期限|天数|日数|工作日数?)|`+agreed+`|(agreed|time)?(limit|amount)`,
		`.*(时限|期限)|限办天数|办理天数`,
		`(请假|外出|离岗|出差)?(天数|日数)|days`)},
	roleSuspended: {page.ChoiceOf("suspended", "中止期间，或中止的第一天", "Suspended: spans, or the first day"), patterns(
		`.*(中止|暂停|停办|暂缓)(办理|计时|计算|时限|审批)?(期间|时间|时段|日期?|区间)?(情况)?(起|自|从|开始|始)?(始|止|日|日期|时间)?(日期?|时间)?|(suspended|suspension|paused|onhold)(from|on|since)?`)},
	roleSuspendedTo: {page.ChoiceOf("suspended_to", "中止的最后一天", "Suspended: the last day"), patterns(
		`.*(中止|暂停|停办|暂缓)(办理|计时|计算|期间|时间)?(情况)?(截止|止|至|到|结束|终止)(日期?|时间)?|(suspended|suspension|paused|onhold)(to|until)`)},
	roleDone: {page.ChoiceOf("done", "办结的那一天", "The day it was done"), patterns(
		`(实际)?(办理)?(办结|完成|办毕|办理完毕|结办|回复|答复|反馈|回函)(日期?|时间)?|(date)?(done|completed|closed|replied)(on)?(date)?`)},
}

// byAgreement are the words for what both sides agreed.
const byAgreement = `另定|约定|商定|协商`

// agreed are headings of the day itself on which both sides agreed, or of the limit.
const agreed = `.*(` + byAgreement + `)的?((回复|反馈|答复|办结|完成|截止|到期)(日期?|时间)|(办理|回复|办结)?(时限|期限))`

// agreedHeading are those above a day that can be the one agreed: 商定日期 may be when it was.
var (
	agreedHeading = regexp.MustCompile(`^` + agreed + `$`)
	perhapsAgreed = regexp.MustCompile(byAgreement)
)

// otherDates are headings of dates on which nothing starts.
var otherDates = regexp.MustCompile(`截止|到期|期限|时限|要求|应|限|办结|完成|办毕|回复|反馈|答复|批复|复函|审结|结案|销号|验收|结束|归档|填报|制表|打印|成文|印发|发文|落款|制发|签发|有效|生效|出生|中止|暂停|恢复|停办|due|done|deadline|target|expir|complet|clos|repl(y|ied)|issued|signed|printed|archiv|until|suspen|pause|hold|resum`)

// otherLimits are headings of terms that nobody agreed for a matter: how long a document is
// kept, or secret, or what a law allows at most; or of what is left of a limit, or not counted.
var otherLimits = regexp.MustCompile(`剩|已用|超|逾|不计|扣除|保管|保存|保密|密级|解密|归档|有效|借阅|质保|任职|合同|法定`)

// aboutSpan are headings of what is said about a suspension besides its days.
var aboutSpan = regexp.MustCompile(`是否|原因|理由|依据|天数|次数|恢复`)

// ourPlaces are headings of those who act, among otherPlaces.
var ourPlaces = regexp.MustCompile(`^(承办|主办|办理|责任|牵头)(单位|部门|机关)$`)

// cityHeading stands above the city that a district belongs to.
var cityHeading = regexp.MustCompile(`^(所属|所在)?(地级?市|城市|市州?)(名称)?$`)

// otherPlaces are headings of those who wrote, whose rules do not count.
var otherPlaces = regexp.MustCompile(`来文|发文|来函|单位|机关|部门|主送|抄送|科室`)

func patterns(all ...string) []*regexp.Regexp {
	var out []*regexp.Regexp
	for _, p := range all {
		out = append(out, regexp.MustCompile(`^(?:`+p+`)$`))
	}
	return out
}

var (
	latin    = regexp.MustCompile(`[a-z]+`)
	aside    = regexp.MustCompile(`\([^)]*\)?`)
	required = strings.NewReplacer("*", "", ":", "", "_", "", "-", "", "/", "", ",", "")
)

// heading makes what stands above a column comparable: without what is in parentheses,
// such as a unit, and of two languages in Chinese.
func heading(s string) string {
	s = required.Replace(aside.ReplaceAllString(plain(s), ""))
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		s = latin.ReplaceAllString(s, "")
	}
	return s
}

// rankOf returns how surely a heading names a role, 0 being the surest, -1 if it does not.
func rankOf(text string, of role) int {
	key := heading(text)
	switch {
	case key == "",
		of == roleTrigger && otherDates.MatchString(key),
		of == roleAmount && otherLimits.MatchString(key),
		of == roleSuspended && (aboutSpan.MatchString(key) || rankOf(text, roleSuspendedTo) >= 0):
		return -1
	}
	for rank, p := range columnRoles[of].headings {
		if p.MatchString(key) {
			return rank
		}
	}
	return -1
}

// mapping says what the columns of a table mean.
type mapping struct {
	Header   int // index of the row of headings, the lower of two; -1 if there is none
	Upper    bool
	Headings []string // what stands above each column
	Columns  [roles]int
	Dates    []dateParts             // that stand in several columns
	Own      int                     // where our columns begin, of a table that was counted before; else its width
	Rule     *deadlines.Rule         // of all rows; nil if the column says
	District *deadlines.Jurisdiction // of all rows, if no column says
}

// maxHeader is how many rows are looked at for headings.
const maxHeader = 12

// signature tells tables apart whose columns may mean other things.
func signature(t *spreadsheet.Table) string {
	sum := sha256.Sum256([]byte(strconv.Itoa(t.Width) + "\x00" + t.Sheet + "\x00" + strings.Join(t.Rows[0].Cells, "\x00")))
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
		if m.District == nil {
			m.District = n.titleDistrict(t, &m)
		}
		return m
	}
	if header := index(fields["header"], min(maxHeader, len(t.Rows))); header != m.Header {
		m.Header, m.Upper = header, false
		m.locate(t)
	}
	for i := range m.Columns {
		m.Columns[i] = index(fields["col_"+columnRoles[i].Value], t.Width)
	}
	return m
}

// titleDistrict returns the district that the name of the sheet or the rows above the headings
// begin with; nil if none or several do.
func (n ruleNames) titleDistrict(t *spreadsheet.Table, m *mapping) *deadlines.Jurisdiction {
	found := n.titled(t.Sheet)
	for _, row := range t.Rows[:max(m.Header, 0)] {
		for c := range row.Cells {
			d := n.titled(row.Cell(c))
			if d != nil && found != nil && d != found {
				return nil
			}
			if d != nil {
				found = d
			}
		}
	}
	return found
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
