package api

import (
	"net/http"

	"shixian/deadlines"
)

// The codes that the API itself returns; those of package deadlines come beside them.
const (
	codeInternal         deadlines.Code = "internal_error"
	codeNotFound         deadlines.Code = "not_found"
	codeMethod           deadlines.Code = "method_not_allowed"
	codeMediaType        deadlines.Code = "unsupported_media_type"
	codeBodyTooLarge     deadlines.Code = "body_too_large"
	codeTooManyItems     deadlines.Code = "too_many_items"
	codeLineTooLong      deadlines.Code = "line_too_long"
	codeMalformed        deadlines.Code = "malformed_json"
	codeTrailing         deadlines.Code = "trailing_data"
	codeUnknownField     deadlines.Code = "unknown_field"
	codeDuplicateField   deadlines.Code = "duplicate_field"
	codeWrongType        deadlines.Code = "wrong_type"
	codeInvalidDate      deadlines.Code = "invalid_date"
	codeInvalidTrigger   deadlines.Code = "invalid_trigger"
	codeInvalidParameter deadlines.Code = "invalid_parameter"
	codeMissingParameter deadlines.Code = "parameter_missing"
	codeRangeReversed    deadlines.Code = "range_reversed"
	codeRangeTooLong     deadlines.Code = "range_too_long"
	codeReadFailed       deadlines.Code = "body_unreadable"
	codeNotReady         deadlines.Code = "not_ready"
	codeStopping         deadlines.Code = "stopping"
	codeRevisionUnknown  deadlines.Code = "revision_unknown"
	codeTooManyWatchers  deadlines.Code = "too_many_watchers"
	codeRecordDown       deadlines.Code = "record_unavailable"
	codeUnsure           deadlines.Code = "outcome_unknown"
	codeRecordBroken     deadlines.Code = "record_broken"
	codeConflict         deadlines.Code = "conflict"
	codeMoved            deadlines.Code = "base_revision_moved"
	codeAdminOff         deadlines.Code = "admin_disabled"
	codeUnauthorized     deadlines.Code = "unauthorized"
	codeForbidden        deadlines.Code = "forbidden"
	codeTooManyFailures  deadlines.Code = "too_many_failures"
	codeDraftUnknown     deadlines.Code = "draft_unknown"
	codeNoticeUnknown    deadlines.Code = "notice_unknown"
	codeNoticeUnreadable deadlines.Code = "notice_unreadable"
	codePrecondition     deadlines.Code = "if_match_missing"
	codeStale            deadlines.Code = "draft_changed"
	codeChecksFailed     deadlines.Code = "checks_failed"
	codeFourEyes         deadlines.Code = "four_eyes"
	codeReasonMissing    deadlines.Code = "reason_missing"
	codeKeyReused        deadlines.Code = "idempotency_key_reused"
	codeNothingToDo      deadlines.Code = "nothing_to_do"
	codeRateLimited      deadlines.Code = "rate_limited"
	codeOverloaded       deadlines.Code = "overloaded"
)

// message is how a code is told to a caller. {0}, {1} and so on stand for the
// error's arguments.
type message struct {
	status        int
	title, detail deadlines.Text
}

func msg(status int, titleZH, titleEN, zh, en string) message {
	return message{status, deadlines.Text{ZH: titleZH, EN: titleEN}, deadlines.Text{ZH: zh, EN: en}}
}

var messages = map[deadlines.Code]message{
	codeInternal: msg(http.StatusInternalServerError, "服务内部错误", "Internal error",
		"服务出错，未作任何更改。请把 request_id 告知运维人员。", "The service failed and changed nothing. Please give the request_id to operations."),
	codeNotFound: msg(http.StatusNotFound, "没有这个地址", "Not found",
		"没有 {0} 这个地址。可用的地址见 /docs/。", "There is nothing at {0}. See /docs/ for what there is."),
	codeMethod: msg(http.StatusMethodNotAllowed, "不支持的方法", "Method not allowed",
		"{0} 不支持 {1} 方法，可用的方法见 Allow 头。", "{0} does not take {1}; the Allow header says what it takes."),
	codeMediaType: msg(http.StatusUnsupportedMediaType, "不支持的内容类型", "Unsupported media type",
		"Content-Type 应为 {0}，收到的是“{1}”。", "Content-Type has to be {0}, not “{1}”."),
	codeBodyTooLarge: msg(http.StatusRequestEntityTooLarge, "请求体过大", "Body too large",
		"请求体不得超过 {0} 字节。", "The body may have {0} bytes at most."),
	codeTooManyItems: msg(http.StatusRequestEntityTooLarge, "条目过多", "Too many items",
		"一批不得超过 {0} 条；更多的条目请用 application/x-ndjson。", "A batch may have {0} items at most; send more as application/x-ndjson."),
	codeLineTooLong: msg(http.StatusRequestEntityTooLarge, "行过长", "Line too long",
		"一行不得超过 {0} 字节。", "A line may have {0} bytes at most."),
	codeMalformed: msg(http.StatusBadRequest, "JSON 格式错误", "Malformed JSON",
		"第 {0} 字节处不是合法的 JSON。", "The body is not JSON at byte {0}."),
	codeTrailing: msg(http.StatusBadRequest, "JSON 之后还有内容", "Trailing data",
		"JSON 值在第 {0} 字节处结束，其后还有内容。", "The JSON value ends at byte {0}, and more follows it."),
	codeUnknownField: msg(http.StatusBadRequest, "未知的字段", "Unknown field",
		"没有“{0}”这个字段。", "There is no field “{0}”."),
	codeDuplicateField: msg(http.StatusBadRequest, "重复的字段", "Duplicate field",
		"字段“{0}”出现了不止一次。", "The field “{0}” stands more than once."),
	codeWrongType: msg(http.StatusBadRequest, "字段类型错误", "Wrong type",
		"“{0}”应为{1}。", "“{0}” has to be {2}."),
	codeInvalidDate: msg(http.StatusUnprocessableEntity, "日期无效", "Invalid date",
		"“{0}”应为存在的日期，写作 YYYY-MM-DD。", "“{0}” has to be a date that exists, written YYYY-MM-DD."),
	codeInvalidTrigger: msg(http.StatusUnprocessableEntity, "日期或时刻无效", "Invalid date or instant",
		"“{0}”应为日期 YYYY-MM-DD，或带时差的 RFC 3339 时刻，如 2026-02-09T17:30:00+08:00。",
		"“{0}” has to be a date YYYY-MM-DD or an RFC 3339 instant with an offset, such as 2026-02-09T17:30:00+08:00."),
	codeInvalidParameter: msg(http.StatusBadRequest, "参数无效", "Invalid parameter",
		"参数“{0}”应为{1}。", "The parameter “{0}” has to be {2}."),
	codeMissingParameter: msg(http.StatusBadRequest, "缺少参数", "Missing parameter",
		"缺少参数“{0}”。", "The parameter “{0}” is missing."),
	codeRangeReversed: msg(http.StatusUnprocessableEntity, "起止颠倒", "Range reversed",
		"“to”（{1}）早于“from”（{0}）。", "“to” ({1}) is before “from” ({0})."),
	codeRangeTooLong: msg(http.StatusUnprocessableEntity, "范围过长", "Range too long",
		"一次最多查询 {0} 天。", "One call may ask for {0} days at most."),
	codeReadFailed: msg(http.StatusBadRequest, "请求体读取失败", "Body unreadable",
		"请求体没有读完：连接中断或超时。", "The body did not arrive whole: the connection broke or timed out."),
	codeNotReady: msg(http.StatusServiceUnavailable, "服务未就绪", "Not ready",
		"服务没有可用的日历表（{0}），不作回答。请稍后再试，或告知运维人员。", "The service has no table to answer from ({0}), and answers nothing. Please try again, or tell operations."),
	codeStopping: msg(http.StatusServiceUnavailable, "服务即将停止", "Stopping",
		"这个副本即将停止，请向其他副本发送请求；已收到的请求照常答复。", "This replica is about to stop. Please ask another; what reaches it is still answered."),
	codeRevisionUnknown: msg(http.StatusNotFound, "没有这个版本", "Unknown revision",
		"没有版本 {0}。", "There is no revision {0}."),
	codeTooManyWatchers: msg(http.StatusServiceUnavailable, "等待变更的连接过多", "Too many watchers",
		"等待变更的连接已达 {0} 个，请稍后再试。", "{0} callers wait for changes already; please try again."),
	codeRecordDown: msg(http.StatusServiceUnavailable, "记录库暂时不可用", "Record unavailable",
		"记录库连接不上，未作任何更改；查询和计算不受影响。请稍后再试。", "The record cannot be reached and nothing was changed; reading and counting go on. Please try again."),
	codeUnsure: msg(http.StatusServiceUnavailable, "不知道更改是否完成", "Outcome unknown",
		"写入时与记录库的连接中断，不知道更改是否已经完成。请用同一个 Idempotency-Key 重发，或先查看日志。",
		"The connection to the record broke while it was written, and whether it was is not known. Please send it again with the same Idempotency-Key, or look into the log first."),
	codeRecordBroken: msg(http.StatusServiceUnavailable, "记录已损坏", "The record is broken",
		"记录的哈希链不合，可能被改动过；未作任何更改，查询和计算沿用现行的表。请告知运维人员。",
		"The record's hash chain does not fit; it may have been tampered with. Nothing was changed; reading and counting go on by the table in force. Please tell operations."),
	codeConflict: msg(http.StatusConflict, "已被他人抢先", "Conflict",
		"在此期间记录已有新的变更，本次未作任何更改。请重新读取后再试。", "The record has changed in the meantime, and this changed nothing. Please read again and retry."),
	codeMoved: msg(http.StatusConflict, "日历表已有新版本", "The table has moved on",
		"草稿以版本 {0} 为基础，现行版本是 {1}。请重新核对后保存草稿，再发布。", "The draft is based on revision {0}, and revision {1} is in force. Please look again, save the draft, and publish then."),
	codeAdminOff: msg(http.StatusForbidden, "管理接口未开启", "The admin API is off",
		"没有配置令牌文件。用 shixian token new 生成令牌，把输出的那一行写入文件，再以 SHIXIAN_TOKENS 指明该文件。",
		"There is no token file. Make a token with shixian token new, put the line that it prints into a file, and name the file in SHIXIAN_TOKENS."),
	codeUnauthorized: msg(http.StatusUnauthorized, "令牌无效", "Unauthorized",
		"请在 Authorization 头中以 Bearer 方式给出有效的令牌。", "A valid token is needed in the Authorization header, as Bearer."),
	codeForbidden: msg(http.StatusForbidden, "权限不足", "Forbidden",
		"令牌的角色是 {0}，此操作需要 {1}。", "The token's role is {0}; this needs {1}."),
	codeTooManyFailures: msg(http.StatusTooManyRequests, "令牌错误次数过多", "Too many failures",
		"此地址令牌错误次数过多，请 {0} 秒后再试。", "This address has presented too many wrong tokens; please wait {0} s."),
	codeRateLimited: msg(http.StatusTooManyRequests, "请求过于频繁", "Too many requests",
		"每个调用方的上限是 {0}，请 {1} 秒后再试。", "A client may make {0}; please wait {1} s."),
	codeOverloaded: msg(http.StatusServiceUnavailable, "服务繁忙", "Overloaded",
		"请求超出处理能力，本次未作处理。请稍后再试。", "There are more requests than can be answered, and this one was not looked at. Please try again."),
	codeDraftUnknown: msg(http.StatusNotFound, "没有这份草稿", "Unknown draft",
		"没有草稿“{0}”，可能已发布或删除。", "There is no draft “{0}”; it may have been published or dropped."),
	codeNoticeUnknown: msg(http.StatusNotFound, "没有这份通知", "Unknown notice",
		"现行日历表中没有通知“{0}”。", "There is no notice “{0}” in the table in force."),
	codeNoticeUnreadable: msg(http.StatusUnprocessableEntity, "通知读不懂", "Notice unreadable",
		"{0}", "{1}"),
	codePrecondition: msg(http.StatusPreconditionRequired, "缺少 If-Match", "If-Match missing",
		"请在 If-Match 头中给出草稿的 ETag。", "The draft's ETag is needed in the If-Match header."),
	codeStale: msg(http.StatusPreconditionFailed, "草稿已被修改", "The draft has changed",
		"草稿在此期间被修改过，请重新读取后再试。", "The draft has changed in the meantime; please read it again."),
	codeChecksFailed: msg(http.StatusUnprocessableEntity, "检查未通过", "Checks failed",
		"以下检查未通过，未发布：{0}", "Not published, for these checks failed: {0}"),
	codeFourEyes: msg(http.StatusForbidden, "须由他人发布", "Another person has to publish",
		"起草或修改过草稿的人不能发布这份草稿（SHIXIAN_FOUR_EYES）。", "Who made or changed a draft cannot publish it (SHIXIAN_FOUR_EYES)."),
	codeReasonMissing: msg(http.StatusUnprocessableEntity, "缺少理由", "Reason missing",
		"请说明理由，理由会留在日志中。", "A reason is needed; it stays in the log."),
	codeKeyReused: msg(http.StatusUnprocessableEntity, "Idempotency-Key 已用于其他请求", "Idempotency-Key reused",
		"这个 Idempotency-Key 已用于另一个请求，请换一个。", "This Idempotency-Key was used for another request; please take another."),
	codeNothingToDo: msg(http.StatusUnprocessableEntity, "没有可回退的内容", "Nothing to do",
		"现行通知与版本 {0} 相同。", "The notices in force are those of revision {0}."),

	deadlines.CodeRuleUnknown: msg(http.StatusNotFound, "没有这条规则", "Unknown rule",
		"没有“{0}”这条规则。全部规则见 /v1/rules。", "There is no rule “{0}”. See /v1/rules for all of them."),
	deadlines.CodeNotInForce: msg(http.StatusUnprocessableEntity, "规则尚未施行", "Rule not in force",
		"{0} 自 {1} 起施行，不适用于 {2} 的事项。", "{0} is in force from {1} and does not apply to an event on {2}."),
	deadlines.CodeOutOfCoverage: msg(http.StatusUnprocessableEntity, "日期超出日历范围", "Date out of coverage",
		"日历 {0} 涵盖 {1} 至 {2}，计算要用到此外的日子。", "The calendar {0} covers {1} to {2}, and the count needs a day outside it."),
	deadlines.CodeCalendarUnknown: msg(http.StatusNotFound, "没有这个日历", "Unknown calendar",
		"没有“{0}”这个日历。全部日历见 /v1/calendars。", "There is no calendar “{0}”. See /v1/calendars for all of them."),
	deadlines.CodeAmountNotAllowed: msg(http.StatusUnprocessableEntity, "不可另定时限", "Amount not allowed",
		"{0} 的时限由条文定死，不可另定；请去掉“amount”。", "The limit of {0} is fixed by its text and cannot be agreed otherwise; leave “amount” out."),
	deadlines.CodeAmountRange: msg(http.StatusUnprocessableEntity, "时限超出范围", "Amount out of range",
		"“amount”应为 {0} 至 {1} 的整数。", "“amount” has to be a whole number from {0} to {1}."),
	deadlines.CodeRollUnknown: msg(http.StatusUnprocessableEntity, "顺延方式无效", "Unknown roll",
		"“roll”应为 none、next 或 previous，收到的是“{0}”。", "“roll” has to be none, next or previous, not “{0}”."),
	deadlines.CodeFieldMissing: msg(http.StatusUnprocessableEntity, "缺少字段", "Missing field",
		"缺少字段“{0}”。", "The field “{0}” is missing."),
	deadlines.CodeFieldNotAllowed: msg(http.StatusUnprocessableEntity, "字段不适用", "Field not applicable",
		"字段“{0}”不适用于 {1}（{2}）。", "The field “{0}” means nothing to {1} ({2})."),
	deadlines.CodeSpanReversed: msg(http.StatusUnprocessableEntity, "起止颠倒", "Span reversed",
		"中止期间的止日 {1} 早于起日 {0}。", "The suspension ends on {1}, before it starts on {0}."),
	deadlines.CodeTooManySpans: msg(http.StatusUnprocessableEntity, "条目过多", "Too many entries",
		"最多 {0} 项。", "There may be {0} entries at most."),
	deadlines.CodeDaysRange: msg(http.StatusUnprocessableEntity, "天数超出范围", "Days out of range",
		"“days”应大于 0，且不超过 {0}。", "“days” has to be more than 0 and at most {0}."),
	deadlines.CodeNoDueDate: msg(http.StatusUnprocessableEntity, "规则没有截止日", "Rule without a due day",
		"{0}（{1}）没有截止日，谈不上办理进度。", "{0} ({1}) has no due day, so a matter under it does not stand anywhere."),
}
