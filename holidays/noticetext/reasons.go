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
	NoteReports        = "reports_due" // asks for reports by a day
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
	NoteReports:        {"报送期限，不作安排", "reports are due by then"},
}

func newReason(code, detail string) *Reason {
	t := reasonTexts[code]
	return &Reason{Code: code, ZH: t[0], EN: t[1], Detail: detail}
}

// refuse says that a part of a clause was not read, and why.
func refuse(why *Reason) (int, *Reason) { return 0, why }
