package noticetext

import "slices"

// What a notice as a whole can lack.
var (
	problemTooLong    = Reason{"too_long", "文本过长，未予读取", "the text is too long and was not read", ""}
	problemEncoding   = Reason{"not_utf8", "文本不是有效的 UTF-8 编码", "the text is not valid UTF-8", ""}
	problemYear       = Reason{"no_year", "没有找到通知所属年度", "the year of the notice was not found", ""}
	problemYears      = Reason{"year_conflict", "标题与正文的年度不一致", "the title and the text name different years", ""}
	problemIssued     = Reason{"no_issued", "没有找到成文日期", "the date of issue was not found", ""}
	problemIssuedYear = Reason{"issued_far", "成文日期与通知年度相差过大", "the date of issue is far from the year of the notice", ""}
	problemEntries    = Reason{"no_entries", "没有读到任何放假或上班安排", "no arrangement was read", ""}
	problemTitle      = Reason{"no_title", "没有找到标题", "the title was not found", ""}
	problemDocument   = Reason{"document_unread", "文号无法识别，或与成文年份不符", "the document number cannot be read, or is not of the year of issue", ""}
	problemFestival   = Reason{"no_festival", "有安排未能确定节日名称", "an arrangement without the name of a known festival", ""}
	problemMissing    = Reason{"festival_missing", "标题或开头提到的节日没有安排", "a festival named in the title or the opening sentence is not arranged", ""}
	problemIssuer     = Reason{"issuer", "不是国务院或地区政府面向全体的通知", "not a notice of the State Council or of a region's government for all", ""}
	problemTentative  = Reason{"tentative", "文中说是征求意见或者暂定的", "it says that it is a draft or not settled", ""}
	problemDisowned   = Reason{"disowned", "文中或页面上说它不是有效的正式通知", "it, or the page around it, says that it is no notice in force", ""}
	problemAmended    = Reason{"amended_unknown", "被调整的通知不在已知通知之中", "the notice that this one changes is not known", ""}
)

// What a text lacks that is not there to its end. It is no matter of judgement: the rest has
// to be brought.
var (
	problemUnfinished = Reason{"unfinished", "句子没有写完（没有句号）", "a sentence breaks off (it has no full stop)", ""}
	problemBracket    = Reason{"bracket_open", "括号或书名号没有闭合", "a bracket or a title in 《》 is not closed", ""}
	problemClosing    = Reason{"no_closing", "没有落款（发文机关和成文日期）", "there are no closing lines (office and date of issue)", ""}
)

// Incomplete reports whether it is a problem of a text that is not there to its end.
func (r Reason) Incomplete() bool {
	return slices.Contains([]string{problemUnfinished.Code, problemBracket.Code, problemClosing.Code}, r.Code)
}

func (r *reader) problem(what Reason, detail string) {
	r.out.Problems = append(r.out.Problems, *newReason(what, detail))
}
