package wire

import (
	"shixian/deadlines"
	"shixian/holidays"
)

// Answer is the answer to one question. Which fields are there depends on the
// rule's shape. Dates are written YYYY-MM-DD.
type Answer struct {
	// The question's own, if it has one
	Ref          string          `json:"ref,omitempty" example:"A-17"`
	Rule         string          `json:"rule" example:"xihe.countersign-reply"`
	Title        string          `json:"title" example:"征求意见、会签回复"`
	Jurisdiction string          `json:"jurisdiction" example:"xihe"`
	Shape        deadlines.Shape `json:"shape" example:"within"`
	// How strong the text's own word is
	Strength deadlines.Strength `json:"strength" example:"general"`
	// The amount counted with, and its unit; left out if a date was agreed
	Amount int            `json:"amount,omitempty" example:"7"`
	Unit   deadlines.Unit `json:"unit,omitempty" example:"working_day"`
	// What happens to a due day that is not worked: none, next or previous
	Roll string `json:"roll,omitempty" shapes:"due,required" enums:"none,next,previous" example:"none"`
	// The civil date of the trigger in Asia/Shanghai
	Trigger holidays.Date `json:"trigger,omitzero" shapes:"due quota weekday_window,required" example:"2026-02-09"`
	// What the count gives
	Nominal holidays.Date `json:"nominal,omitzero" shapes:"due,required" example:"2026-02-25"`
	// The day by which it must be done: nominal after the roll
	Due    holidays.Date `json:"due,omitzero" shapes:"due,required" example:"2026-02-25"`
	Rolled *bool         `json:"rolled,omitempty" shapes:"due,required"`
	// year_end: when the offices last work in that year
	LastWorkingDay holidays.Date `json:"last_working_day,omitzero" shapes:"due"`
	// Whether that day can still move, and between which days
	LastWorkingDayCertainty deadlines.Certainty `json:"last_working_day_certainty,omitempty" shapes:"due"`
	LastWorkingDayEarliest  holidays.Date       `json:"last_working_day_earliest,omitzero" shapes:"due"`
	LastWorkingDayLatest    holidays.Date       `json:"last_working_day_latest,omitzero" shapes:"due"`

	// quota: whether the day planned is allowed, how much is used, of how much, in which year
	Allowed *bool `json:"allowed,omitempty" shapes:"quota,required"`
	Used    *int  `json:"used,omitempty" shapes:"quota,required"`
	// The maximum, or the minimum if there is no maximum
	Limit *int `json:"limit,omitempty" shapes:"quota,required"`
	// The minimum, and whether the rest of the window can still reach it
	Required  *int  `json:"required,omitempty" shapes:"quota"`
	Reachable *bool `json:"reachable,omitempty" shapes:"quota"`
	// What is left of the limit
	Remaining   *int           `json:"remaining,omitempty" shapes:"quota,required"`
	Window      *holidays.Span `json:"window,omitempty" shapes:"quota,required"`
	NextAllowed holidays.Date  `json:"next_allowed,omitzero" shapes:"quota"`
	// threshold: who decides
	Approver string `json:"approver,omitempty" shapes:"threshold,required"`
	// Which side of the line that is
	ApproverSide string `json:"approver_side,omitempty" shapes:"threshold,required" enums:"up_to,beyond"`
	// Whether the length is exactly on the line, which both sides claim; and the other side's
	Both          *bool  `json:"both,omitempty" shapes:"threshold,required"`
	ApproverOther string `json:"approver_other,omitempty" shapes:"threshold"`
	// weekday_window: whether the trigger is inside, and the next working day that is
	Inside     *bool         `json:"inside,omitempty" shapes:"weekday_window,required"`
	NextInside holidays.Date `json:"next_inside,omitzero" shapes:"weekday_window"`

	Calendar         string `json:"calendar" example:"CN-LN"`
	CalendarRevision int64  `json:"calendar_revision" example:"0"`
	// The state of the whole table that answered: its revision and the beginning of its last event's hash
	Position string `json:"position" example:"12.9f3c41aa"`
	// settled; bounded: an unsettled day was looked at, but cannot move the date; provisional
	Certainty deadlines.Certainty `json:"certainty" example:"settled"`
	// Whether what nobody knows yet could move the date
	Provisional bool `json:"provisional"`
	// The first day looked at that no notice has settled yet
	UnsettledFrom holidays.Date `json:"unsettled_from,omitzero"`
	// The first and the last day that the date can be moved to
	Earliest holidays.Date `json:"earliest,omitzero"`
	Latest   holidays.Date `json:"latest,omitzero"`
	// How open points of the text were read
	Interpretations []Interpretation `json:"interpretations"`
	Citation        Citation         `json:"citation"`
	// Every day from the trigger to the due day, in runs; left out with trace false
	Trace *[]Run `json:"trace,omitempty"`

	// With view=full: who must act, the event, exceptions, and how the answer came about
	Actor        string       `json:"actor,omitempty" view:"full"`
	TriggerEvent string       `json:"trigger_event,omitempty" view:"full"`
	Notes        *[]string    `json:"notes,omitempty" view:"full"`
	Explanation  *Explanation `json:"explanation,omitempty" view:"full"`

	// With readings true: the answers under other readings, one at a time
	Readings *[]Reading `json:"readings,omitempty"`
	// The strictest of the answer and all readings, each taken alone: the earliest due day, or the first day allowed
	Safe holidays.Date `json:"safe,omitzero" shapes:"due quota weekday_window"`
	// Which reading that is, as interpretation:reading; left out if it is the answer's own
	SafeReading string `json:"safe_reading,omitempty" example:"calendar_days:working_days"`
	// The strictest of all combinations of readings, only if that is stricter than safe
	SafeCombined holidays.Date `json:"safe_combined,omitzero"`
	// Which readings those are, as interpretation:reading with commas between them
	SafeCombinedReading string `json:"safe_combined_reading,omitempty" example:"trigger_day_excluded:trigger_day_counted,roll_next:no_roll"`
}

// Interpretation is a reading that the text of a rule leaves open.
type Interpretation struct {
	Code string `json:"code" example:"trigger_day_excluded"`
	// The reading in whose place this one was chosen
	InsteadOf string `json:"instead_of,omitempty"`
	Text      string `json:"text"`
	// With view=full: what it rests on, the request field by which a caller disagrees,
	// the other readings, and why there are none
	Source       string        `json:"source,omitempty"`
	Override     string        `json:"override,omitempty"`
	Alternatives []Alternative `json:"alternatives,omitempty"`
	WhyNot       string        `json:"why_not,omitempty"`
}

// Alternative is another reading that a text leaves open.
type Alternative struct {
	Code   string `json:"code" example:"working_days"`
	Text   string `json:"text"`
	Source string `json:"source"`
}

// Reading is the answer under another reading. Beside what stands here it has what the
// rule's shape answers.
type Reading struct {
	// The interpretation, and the code of its other reading
	Interpretation string        `json:"interpretation" example:"calendar_days"`
	Reading        string        `json:"reading" example:"working_days"`
	Text           string        `json:"text"`
	Due            holidays.Date `json:"due,omitzero" example:"2026-04-09"`
	Allowed        *bool         `json:"allowed,omitempty"`
	Used           *int          `json:"used,omitempty"`
	Limit          *int          `json:"limit,omitempty"`
	Required       *int          `json:"required,omitempty"`
	Reachable      *bool         `json:"reachable,omitempty"`
	Remaining      *int          `json:"remaining,omitempty"`
	// The year that the quota is counted in
	Window        *holidays.Span      `json:"window,omitempty"`
	NextAllowed   holidays.Date       `json:"next_allowed,omitzero"`
	Approver      string              `json:"approver,omitempty"`
	ApproverSide  string              `json:"approver_side,omitempty" enums:"up_to,beyond"`
	Both          *bool               `json:"both,omitempty"`
	ApproverOther string              `json:"approver_other,omitempty"`
	Certainty     deadlines.Certainty `json:"certainty" example:"settled"`
	Provisional   bool                `json:"provisional"`
	Earliest      holidays.Date       `json:"earliest,omitzero"`
	Latest        holidays.Date       `json:"latest,omitzero"`
}

// Citation is where a rule stands.
type Citation struct {
	Document  string `json:"document" example:"细河区人民政府工作规则"`
	Article   int    `json:"article" example:"49"`
	Paragraph int    `json:"paragraph,omitempty" example:"2"`
	// Whether the article's number was found by counting
	ArticleInferred bool `json:"article_inferred"`
}

// Run is a run of days that share one reason for being counted or not. Runs stand
// in the order of counting; from is the earlier day.
type Run struct {
	From holidays.Date `json:"from" example:"2026-02-15"`
	To   holidays.Date `json:"to" example:"2026-02-23"`
	Days int           `json:"days" example:"9"`
	// workday, weekend, holiday or makeup
	Kind     string `json:"kind" enums:"workday,weekend,holiday,makeup" example:"holiday"`
	Festival string `json:"festival,omitempty" example:"春节"`
	// The notice that decided the days
	Notice  string `json:"notice,omitempty" example:"国办发明电〔2025〕7号"`
	Settled bool   `json:"settled"`
	// Whether the days lie in a suspended span
	Suspended bool `json:"suspended,omitempty"`
	// How many of the days were counted
	Counted int `json:"counted" example:"0"`
}

// NewCitation returns where a rule stands.
func NewCitation(r *deadlines.Rule) Citation {
	doc := r.Document.Title
	if r.Document.Number != "" {
		doc += "（" + r.Document.Number + "）"
	}
	return Citation{Document: doc, Article: r.Article, Paragraph: r.Paragraph, ArticleInferred: r.Document.ArticlesInferred}
}
