package batch_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/net/html"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/internal/pagetest"
)

// ledger is a table as an office keeps it.
type ledger struct {
	sheet  string // the name of its sheet
	rows   [][]any
	merged []string // as A1:C1
	before []string // names of sheets before it, which hold a sentence
	style  string   // the format of the third column
}

// formula is a cell's, which nobody has counted.
type formula string

// book is the ledger as a workbook.
func (l ledger) book(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	name := l.sheet
	if name == "" {
		name = "台账"
	}
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(f.SetSheetName("Sheet1", name))
	for i, row := range l.rows {
		for j, v := range row {
			if text, ok := v.(formula); ok {
				check(f.SetCellFormula(name, fmt.Sprintf("%s%d", spreadsheet.Letter(j), i+1), string(text)))
			} else if v != nil {
				check(f.SetCellValue(name, fmt.Sprintf("%s%d", spreadsheet.Letter(j), i+1), v))
			}
		}
	}
	for _, m := range l.merged {
		from, to, _ := strings.Cut(m, ":")
		check(f.MergeCell(name, from, to))
	}
	if l.style != "" {
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &l.style})
		check(err)
		check(f.SetColStyle(name, "C", style))
	}
	for _, other := range l.before {
		_, err := f.NewSheet(other)
		check(err)
		check(f.SetCellValue(other, "A1", "填表说明：照实填写。"))
		check(f.MoveSheet(other, name))
	}
	b, err := f.WriteToBuffer()
	check(err)
	return b.Bytes()
}

// outcomes are what the page says of each row by its number: the due day, ✕ for a
// problem, ? for a question.
func outcomes(d pagetest.Document) map[string]string {
	out := map[string]string{}
	for _, row := range gridOf(d) {
		switch got := row[1]; {
		case strings.HasPrefix(got, "✕"):
			out[row[0]] = "✕"
		case strings.HasPrefix(got, "等您"):
			out[row[0]] = "?"
		default:
			out[row[0]], _, _ = strings.Cut(got, " ")
		}
	}
	delete(out, "行")
	return out
}

// asked returns the questions of the page, by the field that answers them.
func asked(d pagetest.Document) map[string]string {
	out := map[string]string{}
	for _, l := range d.All(func(n *html.Node) bool { return n.Data == "label" }) {
		if text := pagetest.Text(l); strings.Contains(text, "哪一") || strings.Contains(text, "请选") {
			out[pagetest.Attr(l, "for")] = text
		}
	}
	return out
}

const reply = "征求意见、会签回复" //象山 3 working days, 细河 7, 双塔 5

// TestLedgers: tables as offices keep them, in which every day is right, asked about, or
// told to be at fault.
func TestLedgers(t *testing.T) {
	checkLedgers(t, map[string]ledgerCase{
		"two rows of headings, blocks merged": {ledger: ledger{
			rows: [][]any{
				{"公文办理台账（2026年）"},
				{"序号", "区县", "办理事项", "收文情况", nil, "中止", nil, "备注"},
				{nil, nil, nil, "日期", "文号", "起", "止", nil},
				{1, "象山区", reply, "2026-09-29", "象政〔2026〕1号", nil, nil, nil},
				{2, nil, reply, "2026-09-29", nil, "2026-10-09", "2026-10-10", nil},
				{3, nil, reply, "2026-09-29", nil, "2026-10-09", nil, nil},
				{4, "细河区", reply, "2026-09-29", nil, nil, nil, "已中止两天"},
			},
			merged: []string{"A1:H1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2", "H2:H3", "B4:B6"},
		}, want: map[string]string{"4": "2026-10-09", "5": "2026-10-12", "6": "✕", "7": "✕"}},
		"other order, other words, units in the headings": {ledger: ledger{
			rows: [][]any{
				{"约定时限（工作日）", "实际办结日期", "收\n文\n日\n期（年月日）", "*所属区县：", "事项类型", "要求反馈时间", "请假天数"},
				{5, "2026-10-10", "2026年9月29日", "象山", reply, "2026-09-30", 9},
				{"五个工作日", nil, "2026/9/29", "象山区人民政府办公室", "征求意见会签回复", "2026-10-01", 9},
				{"5天", nil, "2026/9/29", "象山", reply, nil, nil},
				{nil, nil, "20260929", "象山", "征求意见， 会签回复", nil, 9},
				{3, nil, "20260929", "象山", reply, nil, nil},
			},
		}, want: map[string]string{"2": "2026-10-12", "3": "2026-10-12", "4": "✕", "5": "2026-10-09", "6": "2026-10-09"}},
		"headings of two rows the other way round": {ledger: ledger{
			rows:   [][]any{{"事项", "区县", "日期", nil}, {nil, nil, "收文", "办结"}, {reply, "象山", "2026-09-29", "办理中"}, {reply, "象山", "2026-09-29", "2026-10-09"}},
			merged: []string{"A1:A2", "B1:B2", "C1:D1"},
		}, want: map[string]string{"3": "2026-10-09", "4": "2026-10-09"}},
		"whether it is done, and not when": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期", "办结", "回复"}, {reply, "象山", "2026-09-29", "是", "同意"}},
		}, want: map[string]string{"2": "2026-10-09"}},
		"natural days": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期", "时限（自然日）"}, {reply, "象山", "2026-09-29", 5}},
		}, want: map[string]string{"2": "✕"}},
		"totals, notes, a repeated heading, blank numbers": {ledger: ledger{
			rows: [][]any{
				{"序号", "事项", "区县", "收文日期"},
				{1, reply, "象山", "2026-09-29"},
				{"小计", "1件"},
				{"序号", "事项", "区县", "收文日期"},
				{2, reply, "象山", "2026-09-29"},
				{3},
				nil,
				{"合 计", "2件"},
				{"注：本表由办公室填写。"},
				{"填表人：张三", nil, "审核人：李四", "填表日期：2026-11-28"},
			},
		}, want: map[string]string{"2": "2026-10-09", "5": "2026-10-09"}, says: "合计 2 行（第 3、8 行）"},
		"districts as lines between": {ledger: ledger{
			rows: [][]any{{"事项", "收文日期"}, {"一、象山区"}, {reply, "2026-09-29"}, {"二、细河区"}, {reply, "2026-09-29"}},
		}, want: map[string]string{"3": "2026-10-09", "5": "2026-10-14"}},
		"no district anywhere": {ledger: ledger{
			rows: [][]any{{"象山区等五区台账"}, {"事项", "收文日期"}, {reply, "2026-09-29"}, {"xihe.countersign-reply", "2026-09-29"}},
		}, asks: []string{"请选"}, answers: map[string]string{"没有写区县": "xiangshan"}, want: map[string]string{"3": "2026-10-09", "4": "2026-10-14"}},
		"a word is asked about once for each district": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期"}, {"会签", "象山", "2026-09-29"}, {"会 签", "象山区", "2026-09-29"}, {"会签", "细河", "2026-09-29"}},
		}, asks: []string{"“会签”（广西壮族自治区桂林市象山区，2 行）是哪一件", "“会签”（辽宁省阜新市细河区，1 行）是哪一件"},
			answers: map[string]string{"象山区": "xiangshan.countersign-reply", "细河区": "xihe.countersign-reply"},
			want:    map[string]string{"2": "2026-10-09", "3": "2026-10-09", "4": "2026-10-14"}},
		"a word that is none of ours": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期"}, {"食堂采购", "象山", "2026-09-29"}, {reply, "象山", "2026-09-29"}},
		}, asks: []string{"“食堂采购”"}, answers: map[string]string{"食堂采购": "-"}, want: map[string]string{"3": "2026-10-09"}, says: "您说不用算的 1 行（第 2 行）"},
		"years asked once": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期", "中止期间", "办结日期"},
				{reply, "象山", "9月29日", "10月9日-10月10日", "10月9日"}, {reply, "象山", "9.29", "10月9日至10日", nil}, {reply, "象山", "九月二十九日", "9月1日-9月3日", nil}, {reply, "象山", "9.3", nil, nil}},
		}, asks: []string{"“9月29日”等 3 行"}, answers: map[string]string{"哪一年": "2026"}, want: map[string]string{"2": "2026-10-12", "3": "2026-10-12", "4": "✕", "5": "✕"}},
		"years over the turn of a year": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期"}, {reply, "象山", "12月30日"}, {reply, "象山", "1月5日"}},
		}, asks: []string{"“1月5日”等 1 行", "“12月30日”等 1 行"}, answers: map[string]string{"“1月5日": "2026", "“12月30日": "2025"}, want: map[string]string{"2": "2026-01-05", "3": "2026-01-08"}},
		"dates of other kinds beside the one": {ledger: ledger{
			rows: [][]any{{"成文日期", "来文日期", "收文日期", "截止日期", "区县", "事项"}, {"2026-09-01", "2026-09-20", "2026-09-29", "2026-12-31", "象山", reply}},
		}, want: map[string]string{"2": "2026-10-09"}},
		"a column of another due day only": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "要求完成日期"}, {reply, "象山", "2026-09-29"}},
		}, asks: []string{}, want: nil},
		"two days that could start the count": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期", "受理日期"}, {reply, "象山", "2026-09-29", "2026-09-30"}},
		}, want: nil},
		"the sender's district is not the reader's": {ledger: ledger{
			rows: [][]any{{"来文单位", "事项", "收文日期"}, {"细河区人民政府", reply, "2026-09-29"}, {"西市区人民政府", reply, "2026-09-29"}},
		}, asks: []string{"请选"}, want: map[string]string{"2": "?", "3": "?"}},
		"titles in a column called 事项, matters in another": {ledger: ledger{
			rows: [][]any{{"事项", "类别", "区县", "收文日期"}, {"关于噪声管理的函", reply, "象山", "2026-09-29"}},
		}, want: map[string]string{"2": "2026-10-09"}},
		"another district of the same name": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期"}, {reply, "沈阳市铁西区", "2026-09-29"}, {reply, "四平市铁西区", "2026-09-29"}, {reply, "朝阳区", "2026-09-29"}, {reply, "朝阳", "2026-09-29"}},
		}, want: map[string]string{"2": "✕", "3": "2026-10-12", "4": "✕", "5": "✕"}},
		"the ways of writing a district": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期"}, {reply, "广西桂林象山区", "2026-09-29"}, {reply, "广西壮族自治区桂林市象山", "2026-09-29"}, {reply, "桂林象山区政府", "2026-09-29"}, {reply, "Xiangshan District", "2026-09-29"}, {"征求意见／会签-回复", "阜新细河", "2026-09-29"}},
		}, want: map[string]string{"2": "2026-10-09", "3": "2026-10-09", "4": "2026-10-09", "5": "2026-10-09", "6": "2026-10-14"}},
		"a suspension paused and resumed": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期", "暂停日期", "恢复日期"}, {reply, "象山", "2026-09-29", "2026-10-09", "2026-10-12"}, {reply, "象山", "2026-09-29", "无", "/"}},
		}, want: map[string]string{"2": "✕", "3": "2026-10-09"}},
		"暂停办理": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期", "暂停办理"}, {reply, "象山", "2026-09-29", "2026-10-09至10-10"}, {reply, "象山", "2026-09-29", "等待补正"},
				{reply, "象山", "2026-09-29", "2026-10-09"}, {reply, "象山", "2026-09-29", "10月9日至10月9日"}},
		}, want: map[string]string{"2": "2026-10-12", "3": "✕", "4": "✕", "5": "2026-10-10"}, says: "只停一天的"},
		"a pause told in the remarks": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期", "暂停办理", "备注"}, {reply, "象山", "2026-09-29", nil, "10月9日至12日暂停"}, {reply, "象山", "2026-09-29", nil, "暂缓"},
				{reply, "象山", "2026-09-29", nil, "延期至10月20日"}, {reply, "象山", "2026-09-29", nil, "未延期"}},
		}, want: map[string]string{"2": "✕", "3": "✕", "4": "✕", "5": "2026-10-09"}},
		"limits in the words of a register": {ledger: ledger{
			rows: [][]any{{"序号", "文件名称", "事项", "区县", "收文日期", "办理时限", "保管期限", "办结时间"}, {1, "函", reply, "象山", "2026-09-29", "5个工作日内", "30年", nil}, {2, "函", reply, "象山", "2026-09-29", "2026年10月12日前", "10年", nil},
				{3, "函", reply, "象山", "2026-09-29", "尽快", "永久", nil}, {4, "函", reply, "象山", "2026-09-29", "收文后5个工作日内", "永久", nil}, {5, "函", reply, "象山", "2026-09-29", nil, "永久", "2026-10-08"}},
		}, want: map[string]string{"2": "2026-10-12", "3": "✕", "4": "✕", "5": "✕", "6": "2026-10-09"}},
		"a limit below another heading": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收到时间", "要求反馈时间", "法定时限"}, {reply, "象山", "2026-09-29", "5个工作日", "20个工作日"}, {reply, "象山", "2026-09-29", "2026-10-15", "20个工作日"}},
		}, want: map[string]string{"2": "✕", "3": "2026-10-09"}, says: "选作“另定的时限”"},
		"how long it is kept is no limit": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期", "保管期限"}, {reply, "象山", "2026-09-29", 30}},
		}, want: map[string]string{"2": "2026-10-09"}},
		"a day put off, told in the remarks": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期", "备注"}, {reply, "象山", "2026-09-29", "办理时限延长3天"}, {reply, "象山", "2026-09-29", "推迟到10月20日"}, {reply, "象山", "2026-09-29", "已电话通知"}, {reply, "象山", "2026-09-29", "退回补正，10月12日重新收文"}},
		}, want: map[string]string{"2": "✕", "3": "✕", "4": "2026-10-09", "5": "✕"}},
		"an English ledger": {ledger: ledger{
			rows: [][]any{{"Matter", "District", "Date received", "Due date", "Limit (working days)", "Completed on", "Remarks"},
				{"xiangshan.countersign-reply", "Xiangshan", "29 Sep 2026", "9 Oct 2026", nil, nil, nil}, {"xiangshan.countersign-reply", "Xiangshan", "Sep 29, 2026", nil, 5, "Oct 9, 2026", nil},
				{"xiangshan.countersign-reply", "Xiangshan", "2026-Sep-29", nil, "5 working days", nil, nil}, {"xiangshan.countersign-reply", "Xiangshan", "29/09/2026", nil, "5 days", nil, nil},
				{"xiangshan.countersign-reply", "Xiangshan", "04/05/2026", nil, nil, nil, nil}, {"xiangshan.countersign-reply", "Xiangshan", "29-Sep-26", nil, nil, nil, "On hold until 12 Oct"},
				{"xiangshan.countersign-reply", "Xiangshan", "29-Sep-26", nil, nil, nil, "not suspended"}, {"Total", nil, 7, nil, nil, nil, nil}},
		}, want: map[string]string{"2": "2026-10-09", "3": "2026-10-12", "4": "2026-10-12", "5": "✕", "6": "✕", "7": "✕", "8": "2026-10-09"}, says: "合计 1 行"},
		"English limits in calendar days": {ledger: ledger{
			rows: [][]any{{"Matter", "District", "Received", "Limit (calendar days)"}, {"xiangshan.countersign-reply", "Xiangshan", "29 Sep 2026", 5}},
		}, want: map[string]string{"2": "✕"}},
		"days of a pause": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期", "暂停天数"}, {reply, "象山", "2026-09-29", 3}, {reply, "象山", "2026-09-29", 0}},
		}, want: map[string]string{"2": "✕", "3": "2026-10-09"}},
		"a count below the days": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期"}, {reply, "象山", "2026-09-29"}, {"合计", nil, 1}},
		}, want: map[string]string{"2": "2026-10-09"}, says: "合计 1 行"},
		"a month, of which a spreadsheet makes its first day": {ledger: ledger{
			rows:  [][]any{{"事项", "区县", "收文日期"}, {reply, "象山", time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)}, {reply, "象山", time.Date(2026, 9, 29, 0, 0, 0, 0, time.UTC)}},
			style: `yyyy"年"m"月"`,
		}, want: map[string]string{"2": "✕", "3": "2026-10-09"}, says: "“2026-09”"},
		"sheets before the one": {ledger: ledger{
			before: []string{"封面", "说明"}, rows: [][]any{{"事项", "区县", "收文日期"}, {reply, "象山", "2026-09-29"}},
		}, want: map[string]string{"2": "2026-10-09"}},
		"dates in cells of dates, numbers and text": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期"}, {reply, "象山", time.Date(2026, 9, 29, 0, 0, 0, 0, time.UTC)}, {reply, "象山", 46294}, {reply, "象山", "46294"}, {reply, "象山", 9.29}, {reply, "象山", 9.3}},
		}, asks: []string{"“9.29”"}, want: map[string]string{"2": "2026-10-09", "3": "2026-10-09", "4": "2026-10-09", "5": "?", "6": "✕"}},
	})
}

// ledgerCase is a ledger, and what the page says of it.
type ledgerCase struct {
	ledger
	answers map[string]string // by a part of the question
	want    map[string]string
	asks    []string
	says    string
}

func checkLedgers(t *testing.T, cases map[string]ledgerCase) {
	h := pagetest.Pages("2026-11-28")
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			u := upload{name: "台账.xlsx", file: c.book(t), fields: map[string]string{}}
			d := u.page(t, h)
			questions := asked(d)
			texts := strings.Join(slices.Sorted(maps.Values(questions)), "\n")
			for _, want := range c.asks {
				if !strings.Contains(texts, want) {
					t.Errorf("asked:\n%s\nwant %s", texts, want)
				}
			}
			if len(c.asks) != len(questions) {
				t.Errorf("%d questions, want %d: %s", len(questions), len(c.asks), texts)
			}
			if c.answers != nil {
				maps.Copy(u.fields, chosenOf(d))
				for field, text := range questions {
					for part, answer := range c.answers {
						if strings.Contains(text, part) {
							u.fields[field[strings.LastIndex(field, "#")+1:]] = answer
						}
					}
				}
				if v, ok := u.fields["ask-district"]; ok {
					u.fields["all_district"] = v
				}
				d = u.page(t, h)
			}
			if len(d.All(pagetest.ByClass("ul", "sums"))) == 0 {
				if c.want != nil {
					t.Fatalf("not counted: %v", chosenOf(d))
				}
				return
			}
			if got := outcomes(d); !maps.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
			if !strings.Contains(d.Body, c.says) {
				t.Errorf("does not say %s", c.says)
			}
		})
	}
}

// TestSuggestions: what a word is asked about for is likely what a search for it finds.
func TestSuggestions(t *testing.T) {
	h := pagetest.Pages("2026-11-28")
	for word, want := range map[string]string{"督办\t双塔": "shuangta.710-general", "请假\t铁西": "tiexi.absence-approver", "hq\t象山": "xiangshan.countersign-reply"} {
		d := pasted("事项\t区县\t收文日期\n"+word+"\t2026-09-29\n").page(t, h)
		likely := d.One("the suggestions", func(n *html.Node) bool { return n.Data == "optgroup" && pagetest.Attr(n, "label") == "也许是" })
		var ids []string
		for n := range likely.Descendants() {
			if n.Data == "option" {
				ids = append(ids, pagetest.Attr(n, "value"))
			}
		}
		if !slices.Contains(ids, want) {
			t.Errorf("%s: %v, want %s among them", word, ids, want)
		}
	}
}
