package console

import (
	"slices"

	"shixian/api/admit/token"
	"shixian/api/console/page"
	"shixian/holidays"
)

var checkNames = map[string]holidays.Text{
	"sentences_read":     {ZH: "逐句读懂", EN: "Every sentence read"},
	"text_whole":         {ZH: "全文完整", EN: "Text whole"},
	"weekdays_stated":    {ZH: "所写星期", EN: "Weekdays stated"},
	"span_days_stated":   {ZH: "所写天数", EN: "Numbers of days stated"},
	"essentials":         {ZH: "要素齐全", EN: "Essentials"},
	"entries_sound":      {ZH: "条目成立", EN: "Entries sound"},
	"no_contradiction":   {ZH: "互不矛盾", EN: "No contradiction"},
	"makeup_days":        {ZH: "补班日", EN: "Make-up days"},
	"festival_balance":   {ZH: "放假与补班相抵", EN: "Days off and make-up days balance"},
	"year_working_days":  {ZH: "全年工作日", EN: "Working days of the year"},
	"statutory_days_off": {ZH: "法定节假日都放假", EN: "Statutory days off"},
	"not_published":      {ZH: "不重复发布", EN: "Not published yet"},
	checkPast:            {ZH: "不动过去的日子", EN: "No day in the past"},
}

// checkName names a check.
func checkName(v *page.View, code string) string {
	if t, ok := checkNames[code]; ok {
		return v.In(t)
	}
	return code
}

// noticesText lists what an event brought in and took out, briefly.
func noticesText(v *page.View, published, withdrawn []string) string {
	text := ""
	if len(published) > 0 {
		text += v.T("；生效 ", "; in force: ") + listText(v, published)
	}
	if len(withdrawn) > 0 {
		text += v.T("；失效 ", "; out of force: ") + listText(v, withdrawn)
	}
	return text
}

// listText lists the first few of many.
func listText(v *page.View, ids []string) string {
	const most = 4
	text := ""
	for i, id := range ids {
		if i == most {
			return text + v.N(len(ids), " 等 {} 份", ", … ({} in all)")
		}
		if i > 0 {
			text += v.T("、", ", ")
		}
		text += id
	}
	return text
}

// rowKind names the kind of an entry.
func rowKind(v *page.View, kind string) string {
	if kind == string(holidays.Work) {
		return v.T("补班", "worked")
	}
	return v.T("放假", "off")
}

// pastFails reports whether a day in the past is touched, and nobody has confirmed it.
func pastFails(m *draftView) bool {
	for _, k := range m.failed() {
		if k.Code == checkPast {
			return true
		}
	}
	return false
}

// handText says who has to publish, to somebody who may not.
func (m *draftView) handText(d *desk) string {
	switch {
	case len(m.Publishers) == 0:
		return d.v.T("现在没有人可以发布：须有一个没有改过这份草稿、角色为 publisher 的人。请负责运行服务的人发一个令牌。",
			"Nobody can publish this now: it takes somebody with the role publisher who had no hand in it. Whoever runs the service makes tokens.")
	case slices.Contains(m.Draft.Editors, d.who.Name) && d.may(token.Publisher):
		return d.v.T("您起草或改过这份草稿，须由另一个人发布。把下面的地址发给对方。", "You had a hand in this draft, so another person has to publish it. Send them the address below.")
	}
	return d.v.T("您的角色不能发布。把下面的地址发给可以发布的人。", "Your role is not to publish. Send the address below to somebody who may.")
}
