package announcement

import (
	"testing"

	"shixian/api/console/page"
	"shixian/holidays"
	"shixian/holidays/record"
)

// TestWithdrawal: a notice is withdrawn by itself or together with those that amend it.
func TestWithdrawal(t *testing.T) {
	en := &page.View{Lang: holidays.English}
	for want, ids := range map[string][]string{
		"The notice CN-2027 was withdrawn; deadlines are counted without it now.":                {"CN-2027"},
		"The notices CN-2027, CN-2027-2 were withdrawn; deadlines are counted without them now.": {"CN-2027", "CN-2027-2"},
	} {
		if got := lineOf(en, &record.Event{Action: record.Withdraw, Withdrawn: ids}, nil).Text; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
