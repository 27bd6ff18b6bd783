package noticetext

// Reason says why a sentence was not understood or arranges nothing, or what the notice as a
// whole lacks.
type Reason struct {
	Code string `json:"code"` // one of the codes of this package
	ZH   string `json:"zh"`
	EN   string `json:"en"`
	// Detail is the piece of text, the date or the number that the reason is about.
	Detail string `json:"detail,omitempty"`
}

// Why a sentence was not understood.
var (
	reasonUnknownText  = Reason{"unknown_text", "日期旁有不认识的文字", "words next to dates are not known", ""}
	reasonNoVerb       = Reason{"no_verb", "有日期，但没有说明放假还是上班", "dates without saying off or worked", ""}
	reasonNoDate       = Reason{"no_date", "提到放假或上班，但没有日期", "off or worked without a date", ""}
	reasonRelative     = Reason{"relative_day", "用相对的说法指日期", "days are named relative to other days", ""}
	reasonImpossible   = Reason{"impossible_date", "日期不存在", "no such date", ""}
	reasonYearRange    = Reason{"year_out_of_range", "日期不在通知所属年度", "the date is outside the year of the notice", ""}
	reasonNoYear       = Reason{"no_year", "不知道通知属于哪一年", "the year of the notice is not known", ""}
	reasonReversed     = Reason{"span_reversed", "结束日期早于开始日期", "the span ends before it starts", ""}
	reasonTooLong      = Reason{"span_too_long", "时间段过长", "the span is too long for a holiday", ""}
	reasonRangeEnd     = Reason{"range_end_missing", "时间段缺少结束日期", "the span has no end", ""}
	reasonWeekday      = Reason{"weekday_mismatch", "星期与日期不符", "the weekday is not that of the date", ""}
	reasonWeekdayList  = Reason{"weekday_list", "括号内的星期与日期对应不上", "the weekdays cannot be told to the dates", ""}
	reasonSpanDays     = Reason{"span_days_mismatch", "天数与日期不符", "the number of days is not that of the dates", ""}
	reasonWeekend      = Reason{"weekend_mismatch", "所述日期不与周末相连", "the days do not join a weekend", ""}
	reasonContradicts  = Reason{"contradiction", "前后矛盾：同一天既放假又上班", "contradiction: a day is both off and worked", ""}
	reasonOverlap      = Reason{"festival_overlap", "同一天列在两个节日之下", "a day is off under two festivals", ""}
	reasonDetail       = Reason{"detail_outside", "“其中”所列日期不在总的假期之内", "a detail lies outside the holiday it belongs to", ""}
	reasonSummary      = Reason{"summary_mismatch", "概括的假期中有上班的日子", "the summary covers a day that is worked", ""}
	reasonReference    = Reason{"reference_mismatch", "引用的日期与被引用的通知不符", "the quotation is not what the quoted notice says", ""}
	reasonNoPrior      = Reason{"no_prior", "所依据的通知不在已知通知之中", "the notice that it refers to is not known", ""}
	reasonOpenEnded    = Reason{"open_ended", "只有开始日期，没有结束日期", "a start without an end", ""}
	reasonCountOnly    = Reason{"count_without_date", "只有天数，没有日期", "a number of days without dates", ""}
	reasonCancelNoDate = Reason{"cancel_without_date", "取消放假，但没有日期", "a holiday is cancelled without dates", ""}
)

// Why a sentence arranges nothing.
var (
	noteTitle          = Reason{"title", "标题", "title", ""}
	noteIssued         = Reason{"date_of_issue", "成文日期", "date of issue", ""}
	noteFurniture      = Reason{"page_furniture", "网页或版面文字", "page furniture", ""}
	noteRecommendation = Reason{"recommendation", "鼓励性表述，不作安排", "a recommendation, no arrangement", ""}
	noteQuoted         = Reason{"quoted_notice", "引用其他通知的安排", "quotes another notice", ""}
	noteSummary        = Reason{"summary", "概括已有安排", "repeats what is arranged", ""}
	noteNames          = Reason{"names_a_day", "说明某日是什么节日，不作安排", "says which festival a day is", ""}
	noteOrdinary       = Reason{"ordinary_working_day", "本来就是工作日", "worked anyway", ""}
	noteEffective      = Reason{"effective_date", "施行日期", "effective date", ""}
	noteReports        = Reason{"reports_due", "报送期限，不作安排", "reports are due by then", ""}
)

// newReason returns a reason with what it is about; detail may be empty.
func newReason(why Reason, detail string) *Reason {
	why.Detail = detail
	return &why
}

// refuse says that a part of a clause was not read, and why.
func refuse(why *Reason) (int, *Reason) { return 0, why }
