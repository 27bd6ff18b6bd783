package admin

import (
	"slices"

	"shixian/api/console/page"
	"shixian/holidays"
	"shixian/holidays/draft"
	"shixian/holidays/record"
)

var checkNames = map[string]holidays.Text{
	draft.CheckSentences:  {ZH: "逐句读懂", EN: "Every sentence read"},
	draft.CheckText:       {ZH: "全文完整", EN: "Text whole"},
	draft.CheckWeekdays:   {ZH: "所写星期", EN: "Weekdays stated"},
	draft.CheckSpanDays:   {ZH: "所写天数", EN: "Numbers of days stated"},
	draft.CheckEssentials: {ZH: "要素齐全", EN: "Essentials"},
	draft.CheckEntries:    {ZH: "条目成立", EN: "Entries sound"},
	draft.CheckNoConflict: {ZH: "互不矛盾", EN: "No contradiction"},
	draft.CheckMakeups:    {ZH: "补班日", EN: "Make-up days"},
	draft.CheckBalance:    {ZH: "放假与补班相抵", EN: "Days off and make-up days balance"},
	draft.CheckYear:       {ZH: "全年工作日", EN: "Working days of the year"},
	draft.CheckStatutory:  {ZH: "法定节假日都放假", EN: "Statutory days off"},
	draft.CheckPublished:  {ZH: "不重复发布", EN: "Not published yet"},
	draft.CheckPast:       {ZH: "不动过去的日子", EN: "No day in the past"},
}

// checkName names a check.
func checkName(v *page.View, code string) string {
	if t, ok := checkNames[code]; ok {
		return v.In(t)
	}
	return code
}

// noticesText lists what an event brought in and took out, briefly.
func noticesText(v *page.View, e *record.Event) string {
	text := ""
	if len(e.Published) > 0 {
		text += v.T("；生效 ", "; in force: ") + listText(v, idsOf(e.Published))
	}
	if len(e.Withdrawn) > 0 {
		text += v.T("；失效 ", "; out of force: ") + listText(v, e.Withdrawn)
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
		if k.Code == draft.CheckPast {
			return true
		}
	}
	return false
}

// handText says who has to publish, to somebody who may not.
func (m *draftView) handText(u *user) string {
	switch {
	case len(m.Publishers) == 0:
		return u.v.T("现在没有人可以发布：须有一个没有改过这份草稿、角色为 publisher 的人。请负责运行服务的人发一个令牌。",
			"Nobody can publish this now: it takes somebody with the role publisher who had no hand in it. Whoever runs the service makes tokens.")
	case slices.Contains(m.Draft.Editors, u.who.Name) && u.mayChange():
		return u.v.T("您起草或改过这份草稿，须由另一个人发布。把下面的地址发给对方。", "You had a hand in this draft, so another person has to publish it. Send them the address below.")
	}
	return u.v.T("您的角色不能发布。把下面的地址发给可以发布的人。", "Your role is not to publish. Send the address below to somebody who may.")
}
