package admin

import (
	"slices"
	"strings"

	"shixian/api/console/page"
	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// checkName names a check.
func checkName(v *page.View, code string) string {
	if c := check.Find(code); c != nil {
		return v.In(c.Name)
	}
	return code
}

// noticesText lists what an event brought in and took out, briefly.
func noticesText(v *page.View, e *record.Event) string {
	text := ""
	if len(e.Published) > 0 {
		text += v.T("；生效 ", "; in force: ") + listText(v, holidays.NoticeIDs(e.Published))
	}
	if len(e.Withdrawn) > 0 {
		text += v.T("；失效 ", "; out of force: ") + listText(v, e.Withdrawn)
	}
	return text
}

// whyText is the reason of an event; that of the program itself is in both languages.
func whyText(v *page.View, e *record.Event) string {
	if zh, en, both := strings.Cut(e.Why, " / "); both && e.Who == live.ByProgram {
		return v.T(zh, en)
	}
	return e.Why
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
func (m *draftView) pastFails() bool {
	return slices.ContainsFunc(m.checks(false), func(k check.Result) bool { return k.Code == check.NotPast })
}

// handText says who has to publish, to somebody who may not.
func (m *draftView) handText(u *user) string {
	switch {
	case len(m.Publishers) == 0:
		return u.v.T("现在没有人可以发布：须有一个没有改过这份草稿、角色为发布的人。请负责运行服务的人发一个令牌。",
			"Nobody can publish this now: it takes somebody with the role publisher who had no hand in it. Whoever runs the service makes tokens.")
	case slices.Contains(m.Draft.Editors, u.who.Name) && u.mayChange():
		return u.v.T("您起草或改过这份草稿，须由另一个人发布。把下面的地址发给对方。", "You had a hand in this draft, so another person has to publish it. Send them the address below.")
	}
	return u.v.T("您的角色不能发布。把下面的地址发给可以发布的人。", "Your role does not allow publishing. Send the address below to somebody who may.")
}
