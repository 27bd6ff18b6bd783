// Package notices writes notices as governments word them. Its tests spoil the notices of
// every year in one place at a time, and ask that none of them can be published with
// wrong working days.
//
// Its assumption: the wording is made up from the notices in the program, in the form
// of the newest ones.
package notices

import (
	"fmt"
	"slices"
	"strings"

	"shixian/holidays"
)

const (
	numerals = "一二三四五六七八九"
	weekdays = "日一二三四五六"
	closing  = "\n　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。\n"
)

// Write writes a yearly notice as the State Council and Guangxi word theirs.
func Write(n *holidays.Notice) string {
	if n.Calendar == "CN-GX" {
		return region(n, "　　一、"+item(n, n.Entries[0].Festival)+"\n")
	}
	var b strings.Builder
	festivals := festivalsOf(n)
	fmt.Fprintf(&b, "国务院办公厅关于%d年\n部分节假日安排的通知\n%s\n\n各省、自治区、直辖市人民政府，国务院各部委、各直属机构：\n\n", n.Year, n.Document)
	fmt.Fprintf(&b, "　　经国务院批准，现将%d年%s放假调休日期的具体安排通知如下。\n\n", n.Year, strings.Join(festivals, "、"))
	for i, festival := range festivals {
		fmt.Fprintf(&b, "　　%s、%s：%s\n", string([]rune(numerals)[i]), festival, item(n, festival))
	}
	fmt.Fprintf(&b, "%s\n国务院办公厅\n%s\n", closing, civil(n.Issued))
	return b.String()
}

// region writes Guangxi's notice around its body.
func region(n *holidays.Notice, body string) string {
	return fmt.Sprintf("广西壮族自治区人民政府办公厅关于%d年“广西三月三”放假的通知\n\n各市、县人民政府，自治区人民政府各组成部门、各直属机构：\n\n%s\n广西壮族自治区人民政府办公厅\n%s\n",
		n.Year, body, civil(n.Issued))
}

func festivalsOf(n *holidays.Notice) []string {
	var out []string
	for _, e := range n.Entries {
		if !slices.Contains(out, e.Festival) {
			out = append(out, e.Festival)
		}
	}
	return out
}

// item writes the sentences about one festival.
func item(n *holidays.Notice, festival string) string {
	var off, work []string
	for _, e := range n.Entries {
		switch {
		case e.Festival != festival:
		case e.Kind == holidays.Off && e.From == e.To:
			off = append(off, day(e.From, n.Year)+"放假。")
		case e.Kind == holidays.Off:
			off = append(off, fmt.Sprintf("%s至%s放假调休，共%d天。", day(e.From, n.Year), day(e.To, n.Year), e.Days()))
		default:
			for d := e.From; !d.After(e.To); d = d.AddDays(1) {
				work = append(work, day(d, n.Year))
			}
		}
	}
	if len(work) > 0 {
		off = append(off, strings.Join(work, "、")+"上班。")
	}
	return strings.Join(off, "")
}

// day writes a day with its weekday, and its year if it is not the notice's.
func day(d holidays.Date, year int) string {
	y, m, dd := d.Civil()
	s := fmt.Sprintf("%d月%d日（星期%s）", m, dd, string([]rune(weekdays)[d.Weekday()]))
	if y != year {
		s = fmt.Sprintf("%d年", y) + s
	}
	return s
}

func civil(d holidays.Date) string {
	y, m, dd := d.Civil()
	return fmt.Sprintf("%d年%d月%d日", y, m, dd)
}
