package noticetext_test

import (
	"slices"
	"strings"
	"testing"

	"shixian/holidays/noticetext"
)

const wholeText = `国务院办公厅关于2027年部分节假日安排的通知
国办发明电〔2026〕9号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：

　　经国务院批准，现将2027年元旦和劳动节放假调休日期的具体安排通知如下。

　　一、元旦：1月1日（周五）至3日（周日）放假，共3天。
　　二、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。4月25日（周日）上班。

　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置。

国务院办公厅
2026年11月25日
`

// Wherever a text is cut, with its closing lines or without, it is incomplete, unless
// it is cut between two sentences before the closing lines.
func TestCutAnywhere(t *testing.T) {
	body, closing, _ := strings.Cut(wholeText, "\n\n国务院办公厅\n")
	runes := []rune(body)
	for i := 1; i < len(runes); i++ {
		cut := strings.TrimRight(string(runes[:i]), "\n　")
		if r := read("CN", cut, nil); !incomplete(r, "no_closing") {
			t.Errorf("%q without its closing lines: %+v", cut, r.Problems)
		}
		if strings.HasSuffix(cut, "。") || !strings.Contains(cut, "：") {
			continue
		}
		r := read("CN", cut+"\n\n国务院办公厅\n"+closing, nil)
		if !incomplete(r, "unfinished") && len(r.Notice.Entries) > 0 {
			t.Errorf("%q: %+v", cut, r.Problems)
		}
	}
	if r := read("CN", wholeText, nil); !r.Complete() {
		t.Errorf("whole: %+v", r.Problems)
	}
}

func incomplete(r noticetext.Reading, code string) bool {
	return slices.ContainsFunc(r.Problems, func(p noticetext.Reason) bool { return p.Code == code && p.Incomplete() })
}

// What has no full stop and is whole all the same, and what is not.
func TestEndings(t *testing.T) {
	for _, c := range []struct{ name, from, to, code, detail string }{
		{"a heading", "一、元旦：", "一、元旦\n　　", "", ""},
		{"a heading without a festival", "　　节假日期间", "　　三、有关要求\n　　节假日期间", "", ""},
		{"a heading with nothing after it", "　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置。", "　　三、有关要求", "unfinished", "三、有关要求"},
		{"a heading with a day", "共3天。\n", "共3天。\n　　二、清明节4月5日\n", "unfinished", "二、清明节4月5日"},
		{"too long for a heading", "　　节假日期间，", "　　三、节假日期间各地区各部门要妥善安排好各项值班和安全保卫等工作要求\n　　四、期间，", "unfinished", "…区各部门要妥善安排好各项值班和安全保卫等工作要求"},
		{"so much for the notice", "妥善处置。", "妥善处置。\n　　特此通知", "", ""},
		{"a remark in brackets", "妥善处置。", "妥善处置。\n（此件公开发布）", "", ""},
		{"whom to call", "妥善处置。", "妥善处置。\n　　联系人：张某，电话：010-12345678", "", ""},
		{"whom to call, and a day", "妥善处置。", "妥善处置。\n　　联系人于5月6日", "unfinished", "联系人于5月6日"},
		{"a colon at the end", "妥善处置。", "妥善处置。\n　　特别安排：", "unfinished", "特别安排："},
		{"a semicolon between items", "共3天。", "共3天；", "", ""},
		{"a typewriter's full stop", "妥善处置。", "妥善处置.", "", ""},
		{"a bracket left open", "妥善处置。", "妥善处置（按规定。", "bracket_open", "…大突发事件，要按规定及时报告并妥善处置(按规定。"},
		{"a title left open", "经国务院批准", "根据《某办法经国务院批准", "bracket_open", "…7年元旦和劳动节放假调休日期的具体安排通知如下。"},
		{"a long bracket", "妥善处置。", "妥善处置（" + strings.Repeat("按规定及时报告，", 12) + "。再报告。）。", "", ""},
		{"no office, but in the title", "\n国务院办公厅\n2026", "\n2026", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(wholeText, c.from) {
				t.Fatal("nothing to replace")
			}
			r := read("CN", strings.Replace(wholeText, c.from, c.to, 1), nil)
			if c.code == "" {
				if !r.Complete() {
					t.Errorf("%+v %s", r.Problems, whys(r))
				}
				return
			}
			i := slices.IndexFunc(r.Problems, func(p noticetext.Reason) bool { return p.Incomplete() })
			if i < 0 || r.Problems[i].Code != c.code || r.Problems[i].Detail != c.detail {
				t.Errorf("%+v", r.Problems)
			}
		})
	}
	anonymous := strings.ReplaceAll(strings.Replace(wholeText, "国务院办公厅关于", "关于", 1), "\n国务院办公厅\n", "\n")
	if r := read("CN", anonymous, nil); !incomplete(r, "no_closing") {
		t.Errorf("no office at all: %+v", r.Problems)
	}
}
