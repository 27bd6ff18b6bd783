package admin

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"shixian/api/problem"
	"shixian/holidays/check"
	"shixian/holidays/noticetext"
)

// Limits of what people write.
const (
	MaxText   = noticetext.MaxBytes // of a notice's text
	MaxReason = 2000                // characters of a reason or a comment
	maxSteps  = 200                 // of a draft's history
)

// checkReason checks what somebody gives as a reason, at a field. It has to be there if
// it is needed, and to consist of what a person can see.
func checkReason(text, pointer string, needed bool) error {
	if strings.TrimSpace(text) == "" && needed {
		return problem.New(problem.ReasonMissing, pointer)
	}
	// An emoji may be joined, or chosen by a variation selector.
	hidden := func(r rune) bool { return check.Hidden(r) && !strings.ContainsRune("\n\r\t\u200d\ufe0e\ufe0f", r) }
	if utf8.RuneCountInString(text) > MaxReason || strings.ContainsFunc(text, hidden) {
		name := pointer[strings.LastIndex(pointer, "/")+1:]
		most := strconv.Itoa(MaxReason)
		return problem.New(problem.InvalidParameter, pointer, name, "不超过"+most+"个字符、没有控制字符的文本", "a text of at most "+most+" characters, without control characters")
	}
	return nil
}
