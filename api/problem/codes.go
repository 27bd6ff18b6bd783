package problem

import (
	"maps"
	"slices"

	"shixian/deadlines"
)

// The codes that the API itself returns; those of package deadlines come beside them.
const (
	Internal         deadlines.Code = "internal_error"
	NotFound         deadlines.Code = "not_found"
	Method           deadlines.Code = "method_not_allowed"
	MediaType        deadlines.Code = "unsupported_media_type"
	BodyTooLarge     deadlines.Code = "body_too_large"
	TooManyItems     deadlines.Code = "too_many_items"
	LineTooLong      deadlines.Code = "line_too_long"
	LineEmpty        deadlines.Code = "line_empty"
	Malformed        deadlines.Code = "malformed_json"
	Trailing         deadlines.Code = "trailing_data"
	UnknownField     deadlines.Code = "unknown_field"
	DuplicateField   deadlines.Code = "duplicate_field"
	WrongType        deadlines.Code = "wrong_type"
	InvalidDate      deadlines.Code = "invalid_date"
	InvalidTrigger   deadlines.Code = "invalid_trigger"
	InvalidParameter deadlines.Code = "invalid_parameter"
	MissingParameter deadlines.Code = "parameter_missing"
	RangeReversed    deadlines.Code = "range_reversed"
	RangeTooLong     deadlines.Code = "range_too_long"
	ReadFailed       deadlines.Code = "body_unreadable"
	NotReady         deadlines.Code = "not_ready"
	Stopping         deadlines.Code = "stopping"
	RevisionUnknown  deadlines.Code = "revision_unknown"
	PositionUnknown  deadlines.Code = "position_unknown"
	PositionNeeded   deadlines.Code = "position_needed"
	Unsigned         deadlines.Code = "checkpoint_missing"
	TooManyWatchers  deadlines.Code = "too_many_watchers"
	RecordDown       deadlines.Code = "record_unavailable"
	Unsure           deadlines.Code = "outcome_unknown"
	RecordBroken     deadlines.Code = "record_broken"
	RecordNewer      deadlines.Code = "record_newer"
	Conflict         deadlines.Code = "conflict"
	Moved            deadlines.Code = "base_revision_moved"
	AdminOff         deadlines.Code = "admin_disabled"
	Unauthorized     deadlines.Code = "unauthorized"
	Forbidden        deadlines.Code = "forbidden"
	TooManyFailures  deadlines.Code = "too_many_failures"
	DraftUnknown     deadlines.Code = "draft_unknown"
	NoticeUnknown    deadlines.Code = "notice_unknown"
	NoticeUnreadable deadlines.Code = "notice_unreadable"
	Precondition     deadlines.Code = "if_match_missing"
	Stale            deadlines.Code = "draft_changed"
	ChecksFailed     deadlines.Code = "checks_failed"
	FourEyes         deadlines.Code = "four_eyes"
	ReasonMissing    deadlines.Code = "reason_missing"
	KeyReused        deadlines.Code = "idempotency_key_reused"
	// NeedsSecondPerson says that one person cannot do it in one call.
	NeedsSecondPerson deadlines.Code = "needs_second_person"
	DraftReturned     deadlines.Code = "draft_returned"
	DraftPublished    deadlines.Code = "draft_published"
	TooManyDrafts     deadlines.Code = "too_many_drafts"
	NothingToDo       deadlines.Code = "nothing_to_do"
	RateLimited       deadlines.Code = "rate_limited"
	Overloaded        deadlines.Code = "overloaded"
)

// Codes returns the codes of all problems, in order.
func Codes() []deadlines.Code { return slices.Sorted(maps.Keys(messages)) }
