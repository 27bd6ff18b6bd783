package noticeformat

import (
	"fmt"

	"shixian/holidays"
	"shixian/holidays/check"
)

// Limits words the check [check.Limits] of a notice that no body was read for. The error
// is an [*Error] whose place is a pointer into the notice.
func Limits(n *holidays.Notice) error {
	if len(n.Entries) > MaxEntries {
		return fail(CodeEntries, Place{Pointer: "/entries"}, MaxEntries)
	}
	for _, t := range check.Texts(n) {
		if t.Visible() {
			continue
		}
		at := "/" + t.Field
		if t.Entry >= 0 {
			at = fmt.Sprintf("/entries/%d%s", t.Entry, at)
		}
		return fail(CodeText, Place{Pointer: at}, t.Value, t.Most)
	}
	return nil
}
