package noticetext

// Reason says why a sentence was not understood or arranges nothing.
type Reason struct {
	Code string `json:"code"` // one of the codes of this package
	ZH   string `json:"zh"`
	EN   string `json:"en"`
	// Detail is the piece of text, the date or the number that the reason is about.
	Detail string `json:"detail,omitempty"`
}

// The codes of sentences that were not understood.
const (
	ReasonUnknownText  = "unknown_text"       // words that are not known next to dates
	ReasonNoVerb       = "no_verb"            // dates without 放假, 上班 or the like
	ReasonNoDate       = "no_date"            // 放假, 上班 or the like without a date
	ReasonRelative     = "relative_day"       // days named relative to others (节后第一天)
	ReasonImpossible   = "impossible_date"    // a date that no calendar has
	ReasonYearRange    = "year_out_of_range"  // a date outside the year of the notice
	ReasonNoYear       = "no_year"            // the year of the notice is not known
	ReasonReversed     = "span_reversed"      // a span that ends before it starts
	ReasonTooLong      = "span_too_long"      // a span too long for a holiday
	ReasonRangeEnd     = "range_end_missing"  // a span without its end
	ReasonBracket      = "bracket_not_closed" // an opening bracket without its end
	ReasonWeekday      = "weekday_mismatch"   // the weekday stated is not that of the date
	ReasonWeekdayList  = "weekday_list"       // weekdays that cannot be told to dates
	ReasonSpanDays     = "span_days_mismatch" // the number of days stated is not that of the span
	ReasonWeekend      = "weekend_mismatch"   // days said to join a weekend do not
	ReasonContradicts  = "contradiction"      // days both worked and not worked
	ReasonOverlap      = "festival_overlap"   // a day off under two festivals
	ReasonDetail       = "detail_outside"     // a detail (其中) outside the span that it belongs to
	ReasonSummary      = "summary_mismatch"   // a summary (即) with days that are worked
	ReasonReference    = "reference_mismatch" // a quotation that is not what the quoted notice says
	ReasonNoPrior      = "no_prior"           // refers to a notice that is not known
	ReasonOpenEnded    = "open_ended"         // days from a date on (起), without an end
	ReasonCountOnly    = "count_without_date" // a number of days off, and no days
	ReasonCancelNoDate = "cancel_without_date"
)

// The codes of sentences that arrange nothing.
const (
	NoteTitle          = "title"
	NoteIssued         = "date_of_issue"
	NoteFurniture      = "page_furniture"
	NoteRecommendation = "recommendation"       // encourages, does not arrange
	NoteQuoted         = "quoted_notice"        // quotes another notice
	NoteSummary        = "summary"              // repeats what was arranged
	NoteNames          = "names_a_day"          // says which festival a day is
	NoteOrdinary       = "ordinary_working_day" // days that are worked anyway
	NoteEffective      = "effective_date"
)

var reasonTexts = map[string][2]string{
	ReasonUnknownText:  {"日期旁有不认识的文字", "words next to dates are not known"},
	ReasonNoVerb:       {"有日期，但没有说明放假还是上班", "dates without saying off or worked"},
	ReasonNoDate:       {"提到放假或上班，但没有日期", "off or worked without a date"},
	ReasonRelative:     {"用相对的说法指日期", "days are named relative to other days"},
	ReasonImpossible:   {"日期不存在", "no such date"},
	ReasonYearRange:    {"日期不在通知所属年度", "the date is outside the year of the notice"},
	ReasonNoYear:       {"不知道通知属于哪一年", "the year of the notice is not known"},
	ReasonReversed:     {"结束日期早于开始日期", "the span ends before it starts"},
	ReasonTooLong:      {"时间段过长", "the span is too long for a holiday"},
	ReasonRangeEnd:     {"时间段缺少结束日期", "the span has no end"},
	ReasonBracket:      {"括号没有闭合", "a bracket is not closed"},
	ReasonWeekday:      {"星期与日期不符", "the weekday is not that of the date"},
	ReasonWeekdayList:  {"括号内的星期与日期对应不上", "the weekdays cannot be told to the dates"},
	ReasonSpanDays:     {"天数与日期不符", "the number of days is not that of the dates"},
	ReasonWeekend:      {"所述日期不与周末相连", "the days do not join a weekend"},
	ReasonContradicts:  {"前后矛盾：同一天既放假又上班", "contradiction: a day is both off and worked"},
	ReasonOverlap:      {"同一天列在两个节日之下", "a day is off under two festivals"},
	ReasonDetail:       {"“其中”所列日期不在总的假期之内", "a detail lies outside the holiday it belongs to"},
	ReasonSummary:      {"概括的假期中有上班的日子", "the summary covers a day that is worked"},
	ReasonReference:    {"引用的日期与被引用的通知不符", "the quotation is not what the quoted notice says"},
	ReasonNoPrior:      {"所依据的通知不在已知通知之中", "the notice that it refers to is not known"},
	ReasonOpenEnded:    {"只有开始日期，没有结束日期", "a start without an end"},
	ReasonCountOnly:    {"只有天数，没有日期", "a number of days without dates"},
	ReasonCancelNoDate: {"取消放假，但没有日期", "a holiday is cancelled without dates"},
	NoteTitle:          {"标题", "title"},
	NoteIssued:         {"成文日期", "date of issue"},
	NoteFurniture:      {"网页或版面文字", "page furniture"},
	NoteRecommendation: {"鼓励性表述，不作安排", "a recommendation, no arrangement"},
	NoteQuoted:         {"引用其他通知的安排", "quotes another notice"},
	NoteSummary:        {"概括已有安排", "repeats what is arranged"},
	NoteNames:          {"说明某日是什么节日，不作安排", "says which festival a day is"},
	NoteOrdinary:       {"本来就是工作日", "worked anyway"},
	NoteEffective:      {"施行日期", "effective date"},
}

func newReason(code, detail string) *Reason {
	t := reasonTexts[code]
	return &Reason{Code: code, ZH: t[0], EN: t[1], Detail: detail}
}

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
	ProblemIssued     = "no_issued"        // no date of issue in the closing lines
	ProblemIssuedYear = "issued_far"       // issued neither in the year nor in the one before
	ProblemEntries    = "no_entries"       // no day was arranged
	ProblemTitle      = "no_title"         // the title was not found
	ProblemDocument   = "document_unread"  // what looks like a document number cannot be one
	ProblemFestival   = "no_festival"      // an entry without the name of a festival, or with one that neither the title nor the opening has
	ProblemSeason     = "out_of_season"    // days under a festival that never falls there
	ProblemMissing    = "festival_missing" // announced in the opening sentence and not arranged
	ProblemAmended    = "amended_unknown"  // the notice that this one changes is not known
)

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
	ProblemSeason:     {"日期与节日的时节不符", "days that are out of the festival's season"},
	ProblemMissing:    {"开头提到的节日没有安排", "a festival announced in the opening sentence is not arranged"},
	ProblemAmended:    {"被调整的通知不在已知通知之中", "the notice that this one changes is not known"},
}

func (r *reader) problem(code, detail string) {
	t := problemTexts[code]
	r.out.Problems = append(r.out.Problems, Problem{Code: code, ZH: t[0], EN: t[1], Detail: detail})
}
