package words

import (
	"shixian/api/console/page"
	"shixian/holidays"
)

var overrideNames = map[string]holidays.Text{
	"amount":    {ZH: "填“另有约定的时限”可改", EN: "“Another limit agreed” overrides it"},
	"roll":      {ZH: "选“截止日不上班时”可改", EN: "“A due day that is not worked” overrides it"},
	"calendar":  {ZH: "选“日历”可改", EN: "“Calendar” overrides it"},
	"suspended": {ZH: "填“中止期间”可改", EN: "“Suspended” overrides it"},
	"as_of":     {ZH: "填“只按这一天已公布的通知”可改", EN: "“Only by notices issued by” overrides it"},
	"agreed":    {ZH: "填“另有商定的日子”可改", EN: "“A day agreed” overrides it"},
	"trigger":   {ZH: "改填另一天即可", EN: "another day overrides it"},
}

// Override says by which field a caller disagrees.
func Override(v *page.View, field string) string {
	if t, ok := overrideNames[field]; ok {
		return v.In(t)
	}
	return field
}
