package batch_test

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"shixian/api/console/internal/pagetest"
)

// TestDatesInSeveralColumns: month and day, and perhaps the year, that stand in columns of
// their own are one date, of whose year is asked once if no heading or column says it.
func TestDatesInSeveralColumns(t *testing.T) {
	checkLedgers(t, map[string]ledgerCase{
		"year, month and day": {ledger: ledger{
			rows: [][]any{{"序号", "区县", "事项", "年", "月", "日"}, {1, "象山区", reply, 2026, 9, 29}, {2, "象山区", reply, "2026年", "9月", "29日"}, {3, "象山区", reply, "二〇二六", "九", "二十九"},
				{4, "象山区", reply, 2026, 9, nil}, {5, "象山区", reply, 2026, 9, 31}, {6, "象山区", reply, nil, nil, nil}},
		}, want: map[string]string{"2": "2026-10-09", "3": "2026-10-09", "4": "2026-10-09", "5": "✕", "6": "✕", "7": "✕"}},
		"month and day, the year asked once": {ledger: ledger{
			rows: [][]any{{"月份", "日期", "事项", "区县", "备注"}, {9, 29, reply, "象山区"}, {"9月", 30, reply, "象山区"}, {nil, 30, reply, "象山区"}, {"月份", "日期", "事项", "区县", "备注"}, {9, "2026-09-29", reply, "象山区"}},
		}, asks: []string{"“9月29日”等 2 行"}, answers: map[string]string{"哪一年": "2026"}, want: map[string]string{"2": "2026-10-09", "3": "2026-10-10", "4": "✕", "6": "2026-10-09"}, says: "重复的标题 1 行"},
		"the year above": {ledger: ledger{
			rows:   [][]any{{"收文登记簿"}, {"序号", "2026年", nil, "事项", "区县"}, {nil, "月", "日", nil, nil}, {1, 9, 29, reply, "象山区"}},
			merged: []string{"A1:E1", "A2:A3", "B2:C2", "D2:D3", "E2:E3"},
		}, want: map[string]string{"4": "2026-10-09"}},
		"several dates": {ledger: ledger{
			rows:   [][]any{{"事项", "区县", "截止", nil, "收文", nil, nil, "办结", nil}, {nil, nil, "月", "日", "年", "月", "日", "月", "日"}, {reply, "象山区", 12, 31, 2026, 9, 29, 10, 9}},
			merged: []string{"A1:A2", "B1:B2", "C1:D1", "E1:G1", "H1:I1"},
		}, want: map[string]string{"3": "2026-10-09"}, says: "按时办结"},
		"the day by which it is due only": {ledger: ledger{
			rows:   [][]any{{"事项", "区县", "截止日期", nil}, {nil, nil, "月", "日"}, {reply, "象山区", 12, 31}},
			merged: []string{"A1:A2", "B1:B2", "C1:D1"},
		}},
		"in words of one row": {ledger: ledger{
			rows: [][]any{{"收文年", "收文月", "收文日", "事项", "区县"}, {26, 9, 29, reply, "象山区"}},
		}, want: map[string]string{"2": "2026-10-09"}},
	})
}

// TestLedgerWords: words of ledgers that say where else to look, or that there is nothing.
func TestLedgerWords(t *testing.T) {
	checkLedgers(t, map[string]ledgerCase{
		"as above": {ledger: ledger{
			rows: [][]any{{"序号", "区县", "事项", "收文日期", "暂停办理"}, {1, "象山区", reply, "2026-09-29", nil}, {2, "同上", "〃", "同上", nil}, {"小计", "1件"}, {3, "″", "\"", "''", nil}, {4, "象山区", reply, "2026-09-29", "10月9日至10月10日"}, {5, "同上", "同上", "同上", "同上"}, {6, "象山区", reply, nil, nil}, {7, "象山区", reply, "同上", nil}},
		}, want: map[string]string{"2": "2026-10-09", "3": "2026-10-09", "5": "2026-10-09", "6": "2026-10-12", "7": "2026-10-12", "8": "✕", "9": "✕"}},
		"days of a month, and what shows as nothing": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "收文日期"}, {"象山区", reply, "1-5日"}, {"\u200b象山区", "征求意见、\u00a0会签回复", "\u200b2026-09-29\u00a0"}, {"象山区", reply, "【2026年9月29日】"}},
		}, want: map[string]string{"2": "✕", "3": "2026-10-09", "4": "2026-10-09"}},
		"ticks and noes": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "收文日期", "是否中止", "办结时间"}, {"象山区", reply, "2026-09-29", "√", nil}, {"象山区", reply, "2026-09-29", "×", "正在办理"}, {"象山区", reply, "2026-09-29", "不中止", "推进中"}, {"象山区", reply, "2026-09-29", "N", "尚未办结"}, {"象山区", reply, "2026-09-29", false, "×"}, {"象山区", reply, "2026-09-29", true, nil}, {"象山区", reply, "2026-09-29", "未", "已办结"}},
		}, want: map[string]string{"2": "✕", "3": "2026-10-09", "4": "2026-10-09", "5": "2026-10-09", "6": "2026-10-09", "7": "✕", "8": "✕"}},
		"completed or not": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "收文日期", "补正情况"}, {"象山区", reply, "2026-09-29", "10月9日补正"}, {"象山区", reply, "2026-09-29", "无需补正"}, {"象山区", reply, "2026-09-29", "材料齐全"}, {"象山区", reply, "2026-09-29", "不需要补正"}},
		}, want: map[string]string{"2": "✕", "3": "2026-10-09", "4": "2026-10-09", "5": "2026-10-09"}},
		"told elsewhere": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "收文日期", "状态", "领导批示"}, {"象山区", reply, "2026-09-29", "暂停", nil}, {"象山区", reply, "2026-09-29", "作废", nil}, {"象山区", reply, "2026-09-29", "已办结", "同意延期"}, {"象山区", reply, "2026-09-29", "办理中", "无需延期"}, {"象山区", reply, "2026-09-29", "10月9日函告补充材料", nil}, {"象山区", reply, "2026-09-29", "实际收到为9月30日", nil}},
		}, want: map[string]string{"2": "✕", "3": "✕", "4": "✕", "5": "2026-10-09", "6": "✕", "7": "✕"}},
		"how long it took is no limit": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "收文日期", "办结日期", "办理天数"}, {"象山区", reply, "2026-09-29", "2026-10-09", 10}},
		}, want: map[string]string{"2": "2026-10-09"}},
		"a limit whose formula failed": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "收文日期", "时限"}, {"象山区", reply, "2026-09-29", "#N/A"}, {"象山区", reply, "2026-09-29", nil}},
		}, want: map[string]string{"2": "✕", "3": "2026-10-09"}},
		"formulas whose results the file has not got": {ledger: ledger{
			rows: [][]any{{"序号", "区县", "事项", "收文日期", "办结", "另定时限"}, {1, "象山区", reply, formula("DATE(2026,9,29)")}, {2, "象山区", reply, "2026-09-29", formula("D3")}, {3, "象山区", reply, "2026-09-29", nil, formula("5")}, {4, "象山区", reply, "2026-09-29"}, {5, nil, formula("C2"), formula("D2")}},
		}, want: map[string]string{"2": "✕", "3": "✕", "4": "✕", "5": "2026-10-09"}, says: "这一格是公式，文件里没有它的结果"},
		"a day and the time of day": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "收文日期", "收文时间"}, {"象山区", reply, time.Date(2026, 9, 29, 0, 0, 0, 0, time.UTC), "9:30"}, {"象山区", reply, "2026-09-29", "下午"}},
		}, want: map[string]string{"2": "2026-10-09", "3": "2026-10-09"}},
		"groups, totals beside a merged district, names below": {ledger: ledger{
			rows:   [][]any{{"序号", "事项", "收文日期", "区县"}, {"一", "会签类（2件）"}, {1, reply, "2026-09-29", "象山区"}, {nil, "小计", "1件", nil}, {"（二）", "细河区"}, {2, reply, "2026-09-29", nil}, {"制表：张三", "审核：李四"}, {"填报时间：", "2026年9月30日"}, {"总 数", 2}},
			merged: []string{"D3:D4"},
		}, want: map[string]string{"3": "2026-10-09", "6": "2026-10-14"}, says: "分组标题 2 行（第 2、5 行）"},
		"matters numbered in Chinese": {ledger: ledger{
			rows: [][]any{{"序号", "事项", "收文日期", "区县"}, {"一", reply, "2026-09-29", "象山区"}, {"二", "会签", nil, nil}},
		}, asks: []string{"“会签”"}, want: map[string]string{"2": "2026-10-09", "3": "✕"}},
	})
}

// TestLedgerContext: what stands above the rows, or beside the matter, decides if that is
// clear, and is asked about if it is not.
func TestLedgerContext(t *testing.T) {
	checkLedgers(t, map[string]ledgerCase{
		"the district in the title": {ledger: ledger{
			rows: [][]any{{"2026年象山区公文办理台账"}, {"事项", "收文日期"}, {reply, "2026-09-29"}, {"二、细河区"}, {reply, "2026-09-29"}},
		}, want: map[string]string{"3": "2026-10-09", "5": "2026-10-14"}},
		"the district in the name of the sheet, and the office's below": {ledger: ledger{
			sheet: "四平市铁西区", rows: [][]any{{"编制单位：铁西区人民政府办公室"}, {"事项", "收文日期"}, {reply, "2026-09-29"}},
		}, want: map[string]string{"3": "2026-10-12"}},
		"titles of several districts, and of another one": {ledger: ledger{
			sheet: "象山区、细河区", rows: [][]any{{"沈阳市铁西区台账"}, {"事项", "收文日期"}, {reply, "2026-09-29"}},
		}, asks: []string{"请选"}, want: map[string]string{"3": "?"}},
		"a matter by how urgent it is": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "收文日期", "紧急程度"}, {"铁西区", "公文审批", "2026-09-29", "特急"}, {"铁西区", "公文审批", "2026-09-29", "加急"}, {"象山", "会签", "2026-09-29", "加急"}, {"象山", "会签", "2026-09-29", "平件"}},
		}, asks: []string{"“公文审批（特急）”", "“公文审批（加急）”", "“会签”"}, answers: map[string]string{"特急": "tiexi.approval-extra-urgent", "公文审批（加急": "tiexi.approval-expedited", "会签": "xiangshan.countersign-reply"},
			want: map[string]string{"2": "2026-10-09", "3": "2026-10-12", "4": "2026-10-09", "5": "2026-10-09"}},
		"the day of the meeting in another column": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "收文日期", "会议日期"}, {"双塔区", "印发会议纪要", "2026-09-29", "2026-10-09"}, {"象山区", reply, "2026-09-29", "2026-10-09"}, {"双塔区", "印发会议纪要", "2026-09-29", nil}},
		}, want: map[string]string{"2": "✕", "3": "2026-10-09", "4": "2026-10-08"}, says: "这件事项从这一天起算，还是从C 列“收文日期”起算"},
		"several limits": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "收文日期", "办理时限（工作日）", "办理时限（自然日）"}, {"象山区", reply, "2026-09-29", 5, nil}, {"象山区", reply, "2026-09-29", nil, 5}},
		}, want: map[string]string{"2": "2026-10-12", "3": "✕"}},
		"several suspensions": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "收文日期", "第一次中止", "第二次中止", "中止事由"}, {"象山区", reply, "2026-09-29", "2026-10-09至2026-10-10", "2026-10-12至2026-10-13", nil}, {"象山区", reply, "2026-09-29", "2026-10-09至2026-10-10", "无", "等待补正"}},
		}, want: map[string]string{"2": "✕", "3": "2026-10-12"}},
		"the day agreed": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "收文日期", "商定回复日期"}, {"象山区", reply, "2026-09-29", "2026-10-20"}, {"象山区", reply, "2026-09-29", "10月20日"}, {"象山区", reply, "2026-09-29", "5个工作日"}, {"象山区", reply, "2026-09-29", nil}, {"象山区", reply, "2026-09-29", "面议"}, {"象山区", reply, "2026-09-29", "2026-09-01"}},
		}, want: map[string]string{"2": "2026-10-20", "3": "2026-10-20", "4": "2026-10-12", "5": "2026-10-09", "6": "✕", "7": "✕"}},
		"the day agreed, or on which something was": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "收文日期", "商定日期"}, {"象山区", reply, "2026-09-29", "2026-10-20"}, {"象山区", reply, "2026-09-29", nil}},
		}, want: map[string]string{"2": "✕", "3": "2026-10-09"}, says: "选作“另定的时限”"},
		"papers that go back": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "收文日期", "备注"}, {"象山区", reply, "2026-09-29", "实收2份，原件退回"}, {"象山区", reply, "2026-09-29", "实收日期10月9日"}, {"象山区", reply, "2026-09-29", "已退回"}, {"象山区", reply, "2026-09-29", "材料不全，退回"}, {"象山区", reply, "2026-09-29", "不计名投票"}, {"象山区", reply, "2026-09-29", "10月9日不计"}},
		}, want: map[string]string{"2": "2026-10-09", "3": "✕", "4": "✕", "5": "✕", "6": "2026-10-09", "7": "✕"}},
		"two rows of headings, repeated": {ledger: ledger{
			rows:   [][]any{{"序号", "收文", nil, "事项", "区县"}, {nil, "日期", "文号", nil, nil}, {1, "2026-09-29", "1", reply, "象山区"}, {"序号", "收文", nil, "事项", "区县"}, {nil, "日期", "文号", nil, nil}, {2, "2026-09-29", "1", reply, "象山区"}},
			merged: []string{"A1:A2", "B1:C1", "D1:D2", "E1:E2", "A4:A5", "B4:C4", "D4:D5", "E4:E5"},
		}, want: map[string]string{"3": "2026-10-09", "6": "2026-10-09"}, says: "重复的标题 2 行（第 4、5 行）"},
		"the city of a district in a column": {ledger: ledger{
			rows: [][]any{{"市", "区", "事项", "收文日期"}, {"桂林市", "象山区", reply, "2026-09-29"}, {"沈阳市", "铁西区", reply, "2026-09-29"}, {"四平", "铁西区", reply, "2026-09-29"}, {nil, "细河区", reply, "2026-09-29"}, {"桂林市", "桂林市象山区", reply, "2026-09-29"}},
		}, want: map[string]string{"2": "2026-10-09", "3": "✕", "4": "2026-10-12", "5": "2026-10-14", "6": "2026-10-09"}},
		"districts that act, and not": {ledger: ledger{
			rows: [][]any{{"来文单位", "承办单位", "事项", "收文日期"}, {"双塔区", "象山区政府办", reply, "2026-09-29"}, {"双塔区", "细河区政府办", reply, "2026-09-29"}},
		}, want: map[string]string{"2": "2026-10-09", "3": "2026-10-14"}},
		"years as lines between": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期"}, {"2025年"}, {reply, "象山区", "9月29日"}, {"2026年度"}, {reply, "象山区", "9月29日"}},
		}, want: map[string]string{"3": "2025-10-10", "5": "2026-10-09"}},
		"what is not counted, and what is left": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "收文日期", "扣除时间", "不计入时限", "剩余时限（工作日）"}, {"象山区", reply, "2026-09-29", "10月9日至10月10日", nil, 5}, {"象山区", reply, "2026-09-29", nil, 2, 5}, {"象山区", reply, "2026-09-29", "/", 0, 5}},
		}, want: map[string]string{"2": "✕", "3": "✕", "4": "2026-10-09"}},
		"headings in both languages, and the numbers of columns": {ledger: ledger{
			rows: [][]any{{"区县 District", "事项 Matter", "收文日期 Date", "备注 Remarks"}, {"甲", "乙", "丙", "丁"}, {1, 2, 3, 4}, {"象山区", reply, "2026-09-29", "暂停"}, {"象山区", reply, "2026-09-29", nil}},
		}, want: map[string]string{"4": "✕", "5": "2026-10-09"}, says: "重复的标题 2 行"},
		"the first day of a trip": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "外出时间"}, {"细河区", "部门主要负责人离阜外出报告", "2026年9月29日至10月3日"}, {"细河区", reply, "2026年9月29日至10月3日"}},
		}, want: map[string]string{"2": "2026-09-24", "3": "✕"}},
	})
}

// TestAnotherTable: rows below the headings of a table with other columns are not counted by
// those of the first.
func TestAnotherTable(t *testing.T) {
	checkLedgers(t, map[string]ledgerCase{
		"another day in the same column": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期"}, {reply, "象山区", "2026-09-29"}, {"合计", "1件"}, {"事项", "区县", "截止日期", "收文日期"}, {reply, "象山区", "2026-10-12", "2026-09-29"}, {reply, "象山区", "2026-10-13", "2026-09-30"}},
		}, want: map[string]string{"2": "2026-10-09", "5": "✕", "6": "✕"}, says: "从第 4 行起是另一张表"},
		"and the first again": {ledger: ledger{
			rows: [][]any{{"事项", "收文日期", "区县"}, {reply, "2026-09-29", "象山区"}, {"事项", "办结日期", "区县"}, {reply, "2026-09-28", "象山区"}, {"事项", "收文日期", "区县", "备注"}, {reply, "2026-09-29", "象山区", nil}},
		}, want: map[string]string{"2": "2026-10-09", "4": "✕", "6": "2026-10-09"}},
		"trips below": {ledger: ledger{
			rows: [][]any{{"一、收文"}, {"事项", "区县", "收文日期"}, {reply, "象山区", "2026-09-29"}, nil, {"姓名", "区县", "事项", "出发日期"}, {"张三", "细河区", "部门主要负责人离阜外出报告", "2026-10-20"}},
		}, want: map[string]string{"3": "2026-10-09", "6": "✕"}},
		"words of headings in a row": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期", "状态", "备注"}, {"督办事项", "象山区", "待定", "完成", "请看要求"}, {"督办事项", "象山区", nil, nil, "没写时间"}, {reply, "象山区", "2026-09-29", "完成", nil}},
		}, asks: []string{"“督办事项”"}, want: map[string]string{"2": "✕", "3": "✕", "4": "2026-10-09"}},
	})
}

// TestRemarks: what is said of another limit, or of another day of receipt, is asked about;
// other remarks are not.
func TestRemarks(t *testing.T) {
	rows := [][]any{{"事项", "区县", "收文日期", "备注"}}
	want := map[string]string{}
	for remark, due := range map[string]string{
		"时限改为5个工作日": "✕", "限5个工作日": "✕", "主办单位要求10月12日前回复": "✕", "请于10月15日前反馈": "✕", "另约定七日": "✕", "10月20日前回复": "✕",
		"10月8日已退文": "✕", "以最后一次收到为准": "✕", "10月9日重新送签": "✕", "10月8日补送附件": "✕", "实际9月30日收到": "✕", "纸质件10月9日收到": "✕", "来文日期写错": "✕", "暂不办理": "✕",
		"9月29日收到": "2026-10-09", "已于10月9日收到回复": "2026-10-09", "10月8日收到住建局意见": "2026-10-09", "已于10月8日前回复": "2026-10-09", "10月9日收到原件": "✕", "要求复印3份": "2026-10-09", "按时限办理": "2026-10-09", "领导10月8日签批": "2026-10-09", "10月8日已回复": "2026-10-09", "填写人李四": "2026-10-09",
	} {
		rows = append(rows, []any{reply, "象山区", "2026-09-29", remark})
		want[strconv.Itoa(len(rows))] = due
	}
	rows = append(rows, []any{"印发会议纪要", "双塔区", "2026-09-29", "请于10月15日前印发"}) // whose limit nobody sets
	want[strconv.Itoa(len(rows))] = "2026-10-08"
	checkLedgers(t, map[string]ledgerCase{"remarks": {ledger: ledger{rows: rows}, want: want}})
}

// TestNumbered: numbers before matters, months above them and trips from day to day.
func TestNumbered(t *testing.T) {
	checkLedgers(t, map[string]ledgerCase{
		"a word with numbers is asked about once": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期"}, {"1." + reply, "象山区", "2026-09-29"}, {"（二）" + reply + "。", "象山区", "2026-09-29"}, {"三、会签", "象山区", "2026-09-29"}, {"4、会签", "象山区", "2026-09-29"}},
		}, asks: []string{"会签”（广西壮族自治区桂林市象山区，2 行）"}, answers: map[string]string{"会签": "xiangshan.countersign-reply"}, want: map[string]string{"2": "2026-10-09", "3": "2026-10-09", "4": "2026-10-09", "5": "2026-10-09"}},
		"months and quarters": {ledger: ledger{
			rows: [][]any{{"事项", "区县", "收文日期"}, {"九月"}, {reply, "象山区", "2026-09-29"}, {"2026年10月"}, {"第四季度"}, {reply, "象山区", "2026-10-09"}},
		}, want: map[string]string{"3": "2026-10-09", "6": "2026-10-13"}},
		"the year of trips": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "外出时间"}, {"双塔区", "部门主要负责人离朝外出报备", "10月20日—25日"}, {"双塔区", "部门主要负责人离朝外出报备", "10.20-10.25"}},
		}, asks: []string{"“10月20日”等 2 行"}, answers: map[string]string{"哪一年": "2026"}, want: map[string]string{"2": "2026-10-16", "3": "2026-10-16"}},
		"hours of a meeting": {ledger: ledger{
			rows: [][]any{{"区县", "事项", "会议时间"}, {"双塔区", "印发会议纪要", "2026-09-29 09:30-11:30"}, {"双塔区", "印发会议纪要", "2026年9月29日14:00至16:00"}},
		}, want: map[string]string{"2": "2026-10-08", "3": "2026-10-08"}},
	})
}

// TestCountedTwice: the columns that a table got are none of those that say something when it
// is counted again.
func TestCountedTwice(t *testing.T) {
	own := []any{"截止日", "星期", "剩余工作日", "灯", "暂定", "依据", "问题", "说明"}
	checkLedgers(t, map[string]ledgerCase{
		"the explanation tells of a roll and a suspension": {ledger: ledger{
			rows: [][]any{append([]any{"事项", "区县", "收文日期"}, own...), {reply, "象山区", "2026-09-29", "2026-10-09", "周五", -3, "红", "", "《…》", "", "顺延到下一个工作日；中止了2天"}},
		}, want: map[string]string{"2": "2026-10-09"}},
		"no day besides": {ledger: ledger{
			rows: [][]any{append([]any{"事项", "区县", "要求完成日期"}, own...), {reply, "象山区", "2026-12-31", "2026-10-09", "周五", 3, "绿"}},
		}},
	})
}

// TestStaleAnswers: what an earlier count said of rows that are passed over now is gone, and a
// heading that is repeated is known without our columns.
func TestStaleAnswers(t *testing.T) {
	h := pagetest.Pages("2026-11-28")
	head := []any{"事项", "区县", "收文日期"}
	own := []any{"截止日", "星期", "剩余工作日", "灯", "暂定", "依据", "问题", "说明"}
	stale := []any{"2026-01-05", "周一", 3, "绿", nil, "《…》", nil, "算过"}
	u := upload{name: "台账.xlsx", fields: map[string]string{}, file: ledger{rows: [][]any{
		append(slices.Clone(head), own...), append([]any{reply, "象山区", "2026-09-29"}, stale...), head, append([]any{"食堂采购", "象山区", "2026-09-29"}, stale...), append([]any{nil, nil, nil}, stale...),
	}}.book(t)}
	d := u.page(t, h)
	for field := range asked(d) {
		u.fields[field[strings.LastIndex(field, "#")+1:]] = "-"
	}
	f, err := excelize.OpenReader(bytes.NewReader(body(t, u.send(t, h, "/batch/download"))))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for cell, want := range map[string]string{"D2": "2026-10-09", "D3": "", "J3": "", "D4": "", "K4": "", "D5": "", "K5": "", "L1": ""} {
		if got, err := f.GetCellValue("台账", cell); got != want || err != nil {
			t.Errorf("%s: %q, want %q (%v)", cell, got, want, err)
		}
	}
}

// TestColumnsOnce: CSV that is counted again has the columns of answers once.
func TestColumnsOnce(t *testing.T) {
	h := pagetest.Pages("2026-11-28")
	u := upload{name: "台账.csv", file: []byte("事项,区县,收文日期\n" + reply + ",象山区,2026-09-29\n")}
	first := body(t, u.send(t, h, "/batch/download?as=csv"))
	u.file = first
	if again := body(t, u.send(t, h, "/batch/download?as=csv")); !bytes.Equal(again, first) {
		t.Errorf("%s, first %s", again, first)
	}
}
