package problem

import (
	"fmt"
	"strings"

	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

// fieldNames are what the fields of a question are called on the pages.
var fieldNames = map[string]deadlines.Text{
	"rule": {ZH: "事项", EN: "the matter"}, "trigger": {ZH: "起算的日子", EN: "the day it starts from"},
	"amount": {ZH: "另定的时限", EN: "the limit agreed"}, "agreed": {ZH: "商定的日子", EN: "the day agreed"},
	"days": {ZH: "天数", EN: "the number of days"}, "history": {ZH: "已用的日子", EN: "the days already used"},
	"suspended": {ZH: "中止的期间", EN: "the suspension"}, "roll": {ZH: "截止日不上班时怎么办", EN: "what happens to a due day that is not worked"},
	"calendar": {ZH: "日历", EN: "the calendar"}, "as_of": {ZH: "通知公布的日子", EN: "the day of the notices"},
	"at": {ZH: "看的日子", EN: "the day of the look"}, "done": {ZH: "办结的日子", EN: "the day it was done"},
	"revision": {ZH: "日历表的版本", EN: "the revision of the table"}, "interpret": {ZH: "怎样理解", EN: "the reading"},
	"from": {ZH: "起日", EN: "the first day"}, "to": {ZH: "止日", EN: "the last day"}, "year": {ZH: "年份", EN: "the year"},
	"issued": {ZH: "发布日期", EN: "the day of issue"}, "festival": {ZH: "节日", EN: "the festival"}, "reason": {ZH: "理由", EN: "the reason"},
	"document": {ZH: "文号", EN: "the document’s number"}, "source": {ZH: "出处", EN: "the source"},
}

// peoples words those codes for somebody who fills in a form whose other message is for
// programs: no names of fields and headers, and an example of what to write. {0} and so
// on are the arguments; of a field, what it is called.
var peoples = map[deadlines.Code]deadlines.Text{
	Internal:         {ZH: "服务出错，未作任何更改。请稍后再试；仍不行，请告知运维人员。", EN: "The service failed and changed nothing. Please try again; if that does not help, tell operations."},
	InvalidDate:      {ZH: "{0}请写年、月、日，例如 2026-03-12 或 2026年3月12日。", EN: "Please write {0} as year, month and day, such as 2026-03-12."},
	InvalidTrigger:   {ZH: "{0}请写年、月、日，例如 2026-03-12 或 2026年3月12日。", EN: "Please write {0} as year, month and day, such as 2026-03-12."},
	InvalidParameter: {ZH: "{0}写得不对，应为{1}。", EN: "Please correct {0}: it has to be {2}."},
	WrongType:        {ZH: "{0}请只写数字，例如 5。", EN: "Please write {0} as a number and nothing else, such as 5."},
	DuplicateField:   {ZH: "{0}写了不止一次，请只留一个。", EN: "Please give {0} once."},
	RevisionUnknown:  {ZH: "没有版本 {0} 的日历表，请改用现行的。", EN: "There is no revision {0} of the table; please take the one in force."},
	PositionUnknown:  {ZH: "这个链接所指的日历表版本已经找不到，请按现行的日历表重新计算。", EN: "The table that this link names cannot be found any more; please count by the table in force."},
	PositionNeeded:   {ZH: "这个链接所指的日历表版本说不准是哪一个，请按现行的日历表重新计算。", EN: "Which table this link names cannot be told for certain; please count by the table in force."},
	PositionAhead:    {ZH: "服务还没有收到这个链接所指的日历表，请过一会儿再打开。", EN: "The service has not got the table that this link names; please open it again in a while."},
	MissingParameter: {ZH: "还没有填{0}。", EN: "Please fill in {0}."},
	NotReady:         {ZH: "服务没有可用的日历表，不作回答。请稍后再试，或告知运维人员。", EN: "The service has no table to answer from, and answers nothing. Please try again, or tell operations."},
	RangeReversed:    {ZH: "止日 {1} 早于起日 {0}，请检查是不是填反了。", EN: "The last day, {1}, is before the first, {0}; please check whether they are the wrong way round."},
	RecordDown:       {ZH: "记录库连接不上或写不进去，未作任何更改；查询和计算不受影响。请稍后再试；仍不行，请告知运维人员。", EN: "The record cannot be reached or written to, and nothing was changed; reading and counting go on. Please try again, or tell operations."},
	Unsure:           {ZH: "写入时与记录库的连接中断，不知道更改是否已经完成。请先看历史，再决定是否重做。", EN: "The connection to the record broke while it was written. Please look at the history before you do it again."},
	Forbidden:        {ZH: "您的角色不能做这件事，请角色够的人来做。", EN: "Your role does not allow this; please ask somebody whose role does."},
	Unauthorized:     {ZH: "令牌无效，请检查有没有抄错。", EN: "The token is not valid; please check whether it was copied whole."},
	Precondition:     {ZH: "请重新打开草稿再试。", EN: "Please open the draft again and retry."},
	FourEyes:         {ZH: "起草或修改过草稿的人不能发布这份草稿，请另一个人来发布。", EN: "Who made or changed a draft cannot publish it; please ask another person."},
	NeedsSecondPerson: {ZH: "这里改动日历表须由两人办理：请先起草，再由另一人发布。",
		EN: "Here a change of the table takes two people: please draft it, and have another person publish it."},
	DraftUnknown:  {ZH: "没有这份草稿，可能已经删除。请回到概况，从列表里选。", EN: "There is no such draft; it may have been deleted. Please choose one from the list of the overview."},
	NoticeUnknown: {ZH: "现行日历表中没有这份通知，可能已经撤回。请在历史里看。", EN: "There is no such notice in force; it may have been withdrawn. Please look at the history."},
	MediaType: {ZH: "可以上传文本、CSV、XLSX 或 JSON。Word、PDF、网页请打开，复制全文，贴在“通知原文”里。",
		EN: "Text, CSV, XLSX and JSON can be read. Please open a Word, PDF or web page, copy all of its text, and paste it as the notice’s own text."},
	BodyTooLarge: {ZH: "文件或文字太长，请只留通知的正文。", EN: "The file or the text is too long; please leave nothing but the notice."},
	KeyReused:    {ZH: "这个表单已经发过一次，请重新打开再填。", EN: "This form was sent before; please open it again."},

	deadlines.CodeRuleUnknown:      {ZH: "没有这个事项，请从列表里选。", EN: "There is no such matter; please choose one of the list."},
	deadlines.CodeNotInForce:       {ZH: "这份规则自{1}起施行，不适用于{2}的事项。", EN: "These rules are in force from {1} and do not apply to an event on {2}."},
	deadlines.CodeSuperseded:       {ZH: "这份规则适用到{1}为止，{3}的事项应按“{2}”。", EN: "These rules apply up to {1}; {3} is for “{2}”."},
	deadlines.CodeOutOfCoverage:    {ZH: "日历涵盖{1}至{2}，计算要用到此外的日子。", EN: "The calendar covers {1} to {2}, and the count needs a day outside it."},
	deadlines.CodeCalendarUnknown:  {ZH: "没有这个日历，请从列表里选。", EN: "There is no such calendar; please choose one of the list."},
	deadlines.CodeAmountNotAllowed: {ZH: "这个事项的时限由条文定死，不能另定；请把另定的时限清空。", EN: "The limit of this matter is fixed by its text; please leave the agreed limit empty."},
	deadlines.CodeAmountRange:      {ZH: "另定的时限请写 {0} 至 {1} 的整数，例如 5。", EN: "Please write the limit agreed as a whole number from {0} to {1}, such as 5."},
	deadlines.CodeRollUnknown:      {ZH: "截止日不上班时怎么办，请从列表里选。", EN: "Please choose from the list what happens to a due day that is not worked."},
	deadlines.CodeFieldMissing:     {ZH: "还没有填{0}。", EN: "Please fill in {0}."},
	deadlines.CodeFieldNotAllowed:  {ZH: "这个事项不用填{0}，请清空。", EN: "This matter does not take {0}; please leave it empty."},
	deadlines.CodeSpanReversed:     {ZH: "中止期间的止日{1}早于起日{0}，请检查是不是填反了。", EN: "The suspension ends on {1}, before it starts on {0}; please check whether the days are the wrong way round."},
	deadlines.CodeTooManySpans:     {ZH: "这里最多写 {0} 项，请合并或去掉一些。", EN: "There can be at most {0} entries here; please join or remove some."},
	deadlines.CodeDaysRange:        {ZH: "天数请写大于 0、不超过 {0} 的数，例如 3 或 0.5。", EN: "Please write the number of days, more than 0 and at most {0}, such as 3 or 0.5."},
	deadlines.CodeAgreedNotAllowed: {ZH: "这个事项的时限由条文定死，不能另行商定；请把商定的日子清空。", EN: "The limit of this matter is fixed by its text; please leave the agreed day empty."},
	deadlines.CodeAgreedAndAmount:  {ZH: "另定的时限和商定的日子只填一个。", EN: "Please give either the limit agreed or the day agreed, not both."},
	deadlines.CodeReadingUnknown:   {ZH: "没有这种理解，请从列表里选。", EN: "There is no such reading; please choose one of the list."},
	deadlines.CodeReadingNotOpen:   {ZH: "原文不容这种理解：{3}", EN: "The text leaves no room for this reading: {4}"},
	deadlines.CodeReadingTwice:     {ZH: "同一处只能选一种理解。", EN: "Only one reading can be chosen of one place."},
	deadlines.CodeReadingAndRoll:   {ZH: "截止日不上班时怎么办，和关于休息日的理解，只选一个。", EN: "Please choose either what happens to a due day that is not worked, or a reading about days off."},
	deadlines.CodeNoDueDate:        {ZH: "这个事项没有截止日，谈不上办理进度。", EN: "This matter has no due day, so there is no status to tell."},
}

// titles take the place of those that speak of fields and parameters.
var titles = map[deadlines.Code]deadlines.Text{
	MediaType: {ZH: "这种文件读不了", EN: "A file of this kind cannot be read"}, BodyTooLarge: {ZH: "太长了", EN: "Too long"},
	WrongType: misfilled, InvalidParameter: misfilled, MissingParameter: unfilled, DuplicateField: misfilled, PositionUnknown: tableGone, PositionNeeded: tableGone, deadlines.CodeFieldMissing: unfilled, deadlines.CodeFieldNotAllowed: misfilled,
}

var (
	misfilled = deadlines.Text{ZH: "填写有误", EN: "Something is not filled in correctly"}
	unfilled  = deadlines.Text{ZH: "还没有填完", EN: "Something is not filled in"}
	tableGone = deadlines.Text{ZH: "这个版本找不到了", EN: "This table cannot be found"}
)

// notations takes the place of a message that would say how the API writes a value.
var notations = deadlines.Text{ZH: "{0}写得不对，请改正或清空。", EN: "Please correct {0}, or leave it empty."}

func isLatin(r rune) bool { return r >= 'A' && r <= 'z' }

// called is what an argument is called: a field by its name, and a day out of a list with
// the name of the list's field.
func called(code deadlines.Code, arg, pointer string) any {
	if name, field := fieldNames[arg]; field {
		return name
	}
	list, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	if name, field := fieldNames[list]; field && code == InvalidDate {
		return deadlines.Text{ZH: name.ZH + "里的“" + arg + "”", EN: name.EN + " (“" + arg + "”)"}
	}
	return arg
}

// ForPeople is [Of] for a page: it says what to write and gives an example, and names no
// field or header of the API.
func ForPeople(err error, lang string) Problem {
	p := Of(err, lang)
	text, ok := peoples[deadlines.Code(p.Code)]
	if !ok {
		return p
	}
	if title, other := titles[deadlines.Code(p.Code)]; other {
		p.Title = title.In(lang)
	}
	code, pointer, args := parts(err)
	if p.Code == string(InvalidParameter) && strings.ContainsFunc(fmt.Sprint(args[1]), isLatin) {
		text = notations
	}
	said := make([]any, len(args))
	for i, a := range args {
		said[i] = a
		switch a := a.(type) {
		case string:
			said[i] = called(code, a, pointer)
		case holidays.Date:
			said[i] = explain.In(lang).Date(a)
		}
	}
	p.Detail = sprint(text.In(lang), said, lang)
	for i := range p.Errors {
		p.Errors[i].Detail = p.Detail
	}
	return p
}
