package admin_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"shixian/api/console/internal/pagetest"
	"shixian/test/notice2027"
)

// labels are what the forms call the fields for text, where the page that asks to sign in
// again says more or less.
var labels = map[string]string{
	"festival": "节日", "from": "起", "to": "止", "amends": "修改的通知", "restates": "重新安排的节日", "extends": "增加日子的节日", "replaces": "更正并取代的全年通知",
	"residue_days": "工作日差额", "source": "出处", "unread_reason": "确认未读懂之处的理由", "reason": "理由", "why": "理由",
}

// TestSessionEndedAnyForm: whatever form is sent once the session has ended, each text is
// shown again under the name that the form gave it, with the way back to its page.
func TestSessionEndedAnyForm(t *testing.T) {
	w := pagetest.NewService(t)
	li := w.As("li")
	address := w.As("zhang").Draft(strings.Replace(notice2027.Text, "2月20日（周六）上班", "2月20日（周六）或者上班", 1))
	shown := li.Get(address)
	ended := w.Browser()
	w.Now = w.Now.Add(9 * time.Hour)
	for _, to := range []string{address, address + "/comments", address + "/publish"} {
		form, texts := shown.Form(to), map[string]string{}
		for _, n := range shown.All(isText) {
			name := pagetest.Attr(n, "name")
			if values := form[name]; len(values) > 0 {
				texts[name] = "写在 " + name + " " + strconv.Itoa(len(texts))
				values[0] = texts[name]
			}
		}
		if len(texts) == 0 {
			t.Errorf("%s has no texts", to)
		}
		again := signedInAgain(ended, to, form)
		for name, text := range texts {
			kind, _, _ := strings.Cut(name, ".") // why.<check>
			label := labels[kind]
			if label == "" {
				label = labelOf(shown, name)
			}
			again.Says(label + " " + text)
		}
		if !slices.ContainsFunc(again.All(func(n *html.Node) bool { return n.Data == "a" }), func(n *html.Node) bool { return pagetest.Attr(n, "href") == address }) {
			t.Errorf("%s: no way back to %s", to, address)
		}
	}
}

// signedInAgain sends a form without a session, and signs in.
func signedInAgain(nobody *pagetest.Browser, to string, form url.Values) pagetest.Document {
	nobody.T.Helper()
	clear(nobody.Cookies)
	in := nobody.PostForm(to, form).Form("/admin/sign-in")
	in.Set("token", nobody.Secrets["li"])
	return nobody.PostForm("/admin/sign-in", in)
}

// isText matches fields into which one writes.
func isText(n *html.Node) bool {
	return n.Data == "input" && slices.Contains([]string{"text", "date"}, pagetest.Attr(n, "type")) && !pagetest.Has(n, "readonly")
}

func labelOf(d pagetest.Document, id string) string {
	return pagetest.Text(d.One("the label of "+id, func(n *html.Node) bool { return n.Data == "label" && pagetest.Attr(n, "for") == id }))
}

// TestCommentRefused: the page that says what is wrong with a comment is that of the draft,
// whose forms work.
func TestCommentRefused(t *testing.T) {
	w := pagetest.NewService(t)
	li := w.As("li")
	address := w.As("zhang").Draft(notice2027.Text)
	refused := li.PostForm(address+"/comments", li.Get(address).Form(address+"/comments"))
	if refused.Status != http.StatusUnprocessableEntity {
		t.Errorf("%d: %s", refused.Status, refused.Main())
	}
	refused.Form(address + "/comments")
	li.Follow(li.PostForm(address, refused.Form(address))).Says("已保存")
}
