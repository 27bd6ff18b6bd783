package noticetext

// Problem is something that the notice as a whole lacks.
type Problem struct {
	Code   string `json:"code"` // one of the codes of this package
	ZH     string `json:"zh"`
	EN     string `json:"en"`
	Detail string `json:"detail,omitempty"`
}

// The codes of problems.
const (
	ProblemTooLong    = "too_long"         // longer than [MaxBytes]; nothing was read
	ProblemEncoding   = "not_utf8"         // bytes that are not UTF-8
	ProblemYear       = "no_year"          // the year of the notice was not found
	ProblemYears      = "year_conflict"    // the title and the text name different years
	ProblemIssued     = "no_issued"        // no date of issue
	ProblemIssuedYear = "issued_far"       // issued neither in the year nor in the one before
	ProblemEntries    = "no_entries"       // no day was arranged
	ProblemTitle      = "no_title"         // the title was not found
	ProblemDocument   = "document_unread"  // what looks like a document number cannot be one
	ProblemFestival   = "no_festival"      // an entry without the name of a festival, or with one that neither the title nor the opening has
	ProblemMissing    = "festival_missing" // announced in the opening sentence and not arranged
	ProblemIssuer     = "issuer"           // of an office that cannot arrange days off for all, such as a ministry, or for some people alone
	ProblemTentative  = "tentative"        // it says that it is a draft, or not settled
	ProblemAmended    = "amended_unknown"  // the notice that this one changes is not known
)

// The codes of problems of a text that is not there to its end. They are no matter
// of judgement: the rest has to be brought.
const (
	ProblemUnfinished = "unfinished"   // a sentence has no full stop
	ProblemBracket    = "bracket_open" // a bracket, or a title in 《》, has no end
	ProblemClosing    = "no_closing"   // no office and date at the end
)

// Incomplete reports whether the problem is that the text is not there to its end.
func (p Problem) Incomplete() bool {
	return p.Code == ProblemUnfinished || p.Code == ProblemBracket || p.Code == ProblemClosing
}

var problemTexts = map[string][2]string{
	ProblemTooLong:    {"文本过长，未予读取", "the text is too long and was not read"},
	ProblemEncoding:   {"文本不是有效的 UTF-8 编码", "the text is not valid UTF-8"},
	ProblemYear:       {"没有找到通知所属年度", "the year of the notice was not found"},
	ProblemYears:      {"标题与正文的年度不一致", "the title and the text name different years"},
	ProblemIssued:     {"没有找到成文日期", "the date of issue was not found"},
	ProblemIssuedYear: {"成文日期与通知年度相差过大", "the date of issue is far from the year of the notice"},
	ProblemEntries:    {"没有读到任何放假或上班安排", "no arrangement was read"},
	ProblemTitle:      {"没有找到标题", "the title was not found"},
	ProblemDocument:   {"文号无法识别，或与成文年份不符", "the document number cannot be read, or is not of the year of issue"},
	ProblemFestival:   {"有安排未能确定节日名称", "an arrangement without the name of a known festival"},
	ProblemMissing:    {"开头提到的节日没有安排", "a festival announced in the opening sentence is not arranged"},
	ProblemIssuer:     {"不是国务院或地区政府面向全体的通知", "not a notice of the State Council or of a region's government for all"},
	ProblemTentative:  {"文中说是征求意见或者暂定的", "it says that it is a draft or not settled"},
	ProblemAmended:    {"被调整的通知不在已知通知之中", "the notice that this one changes is not known"},
	ProblemUnfinished: {"句子没有写完（没有句号）", "a sentence breaks off (it has no full stop)"},
	ProblemBracket:    {"括号或书名号没有闭合", "a bracket or a title in 《》 is not closed"},
	ProblemClosing:    {"没有落款（发文机关和成文日期）", "there are no closing lines (office and date of issue)"},
}

func (r *reader) problem(code, detail string) {
	t := problemTexts[code]
	r.out.Problems = append(r.out.Problems, Problem{Code: code, ZH: t[0], EN: t[1], Detail: detail})
}
