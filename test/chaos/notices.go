package chaos

import (
	"encoding/json"
	"fmt"
	"time"

	"shixian/holidays"
)

// The days on which the days off may be made up for, by festival. No notice for
// 2027 has been issued; these are made up.
var (
	springs = []holidays.Date{on(2, 20), on(2, 21), on(1, 30), on(2, 14), on(1, 24), on(1, 31)}
	labours = []holidays.Date{on(5, 8), on(4, 25), on(4, 24), on(5, 9)}
	autumns = []holidays.Date{on(9, 26), on(9, 25), on(10, 10)}
)

func on(month time.Month, day int) holidays.Date { return holidays.NewDate(2027, month, day) }

// entries returns the arrangements of the n-th notice. They pass every check, and
// those of one notice give other due days than those of the next.
func entries(n int) []holidays.Entry {
	off := func(festival string, from, to holidays.Date) holidays.Entry {
		return holidays.Entry{Festival: festival, Kind: holidays.Off, Span: holidays.Span{From: from, To: to}}
	}
	work := func(festival string, d holidays.Date) holidays.Entry {
		return holidays.Entry{Festival: festival, Kind: holidays.Work, Span: holidays.Span{From: d, To: d}}
	}
	return []holidays.Entry{
		off("元旦", on(1, 1), on(1, 3)),
		off("春节", on(2, 5), on(2, 11)), work("春节", springs[n%len(springs)]),
		off("清明节", on(4, 3), on(4, 5)),
		off("劳动节", on(5, 1), on(5, 5)), work("劳动节", labours[n%len(labours)]),
		off("端午节", on(6, 9), on(6, 9)),
		off("中秋节", on(9, 15), on(9, 15)),
		off("国庆节", on(10, 1), on(10, 7)), work("国庆节", autumns[n%len(autumns)]), work("国庆节", on(10, 9)),
	}
}

func document(n int) string { return fmt.Sprintf("国办发明电〔2026〕%d号", 1000+n) }

// noticeJSON is the n-th notice as it is brought in.
func noticeJSON(n int) (string, error) {
	b, err := json.Marshal(map[string]any{
		"calendar": "CN", "year": 2027, "document": document(n), "issued": "2026-11-25", "entries": entries(n),
	})
	return string(b), err
}
