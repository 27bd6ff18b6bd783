package admin_test

import (
	"testing"

	"shixian/api/admin"
	"shixian/holidays"
	"shixian/holidays/record"
)

// A published draft says what its event did.
func TestFits(t *testing.T) {
	const notice = `{"calendar":"CN","year":2027,"document":"","issued":"2026-11-25","entries":[{"festival":"元旦","kind":"off","from":"2027-01-01","to":"2027-01-03"}]}`
	published := []holidays.Notice{{Calendar: "CN", Year: 2027, Issued: holidays.NewDate(2026, 11, 25), Entries: []holidays.Entry{
		{Festival: "元旦", Kind: holidays.Off, Span: holidays.Span{From: holidays.NewDate(2027, 1, 1), To: holidays.NewDate(2027, 1, 3)}},
	}}}
	other := []holidays.Notice{published[0]}
	other[0].Year = 2028
	publish := record.Event{Action: record.Publish, Published: published}
	withdraw := record.Event{Action: record.Withdraw, Withdrawn: []string{"CN-2020", "CN-2020-2"}}
	for name, c := range map[string]struct {
		body  string
		event record.Event
		fits  bool
	}{
		"a notice":                              {`{"proposed":` + notice + `}`, publish, true},
		"by an earlier program":                 {`{"notice":` + notice + `}`, publish, true},
		"another notice":                        {`{"proposed":` + notice + `}`, record.Event{Action: record.Publish, Published: other}, false},
		"two notices":                           {`{"proposed":` + notice + `}`, record.Event{Action: record.Publish, Published: append(published, other...)}, false},
		"no notice":                             {`{}`, publish, false},
		"a notice by another action":            {`{"proposed":` + notice + `}`, record.Event{Action: record.Rollback, Published: published}, false},
		"a notice, and a withdrawal":            {`{"proposed":` + notice + `}`, withdraw, false},
		"a withdrawal":                          {`{"kind":"withdraw","withdraw":"CN-2020","with":["CN-2020-2"]}`, withdraw, true},
		"a withdrawal that names one two times": {`{"kind":"withdraw","withdraw":"CN-2020","with":["CN-2020-2","CN-2020"]}`, withdraw, true},
		"a withdrawal of one":                   {`{"kind":"withdraw","withdraw":"CN-2020"}`, withdraw, false},
		"a withdrawal of another":               {`{"kind":"withdraw","withdraw":"CN-2020","with":["CN-2019-2"]}`, withdraw, false},
		"a withdrawal by another action":        {`{"kind":"withdraw","withdraw":"CN-2020","with":["CN-2020-2"]}`, record.Event{Action: record.Rollback, Withdrawn: withdraw.Withdrawn}, false},
		"a rollback":                            {`{"kind":"rollback","rollback":1}`, record.Event{Action: record.Rollback}, true},
		"a rollback, and a withdrawal":          {`{"kind":"rollback","rollback":1}`, withdraw, false},
		"no draft":                              {`[]`, publish, false},
	} {
		if got := admin.Fits(record.Draft{Body: []byte(c.body)}, &c.event); got != c.fits {
			t.Errorf("%s: %v", name, got)
		}
	}
}
