package noticeformat

import (
	"fmt"

	"shixian/holidays"
)

// Limits checks of a notice what [Read] checks of every body: how many entries it has,
// and that its texts are short and consist of characters that a person can see. Fields
// may be missing. The error is an [*Error] whose place is a pointer into the notice.
func Limits(n *holidays.Notice) error {
	if len(n.Entries) > MaxEntries {
		return fail(CodeEntries, Place{Pointer: "/entries"}, MaxEntries)
	}
	d := rawNotice{Notice: *n}
	for _, t := range append(d.texts(), shortText{"calendar", n.Calendar, maxName}) {
		if !t.visible() {
			return fail(CodeText, Place{Pointer: "/" + t.field}, t.value, t.most)
		}
	}
	for i, e := range n.Entries {
		for _, t := range []shortText{{"festival", e.Festival, maxName}, {"kind", string(e.Kind), maxName}} {
			if !t.visible() {
				return fail(CodeText, Place{Pointer: fmt.Sprintf("/entries/%d/%s", i, t.field)}, t.value, t.most)
			}
		}
	}
	return nil
}
