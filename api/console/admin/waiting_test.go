package admin_test

import (
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"shixian/api/console/internal/pagetest"
	"shixian/test/notice2027"
)

// TestWhoIsWaitedFor: the first page says of each draft who has to do what, and sets apart
// those that wait for whoever looks.
func TestWhoIsWaitedFor(t *testing.T) {
	w := pagetest.NewService(t)
	zhang, li := w.As("zhang"), w.As("li")
	address := zhang.Draft(notice2027.Text)
	zhang.Get("/admin").Says("等别人 草稿 CN 2027 国办发明电〔2026〕99号 等 li、zhao 发布")
	li.Get("/admin").Says("等您发布或修改 草稿 CN 2027", "缺2027年的放假通知，通常在2026年11月30日以前发布", "通常在2027年3月15日以前发布")

	form := li.Get(address).Form(address + "/comments")
	form.Set("comment", "请核对春节")
	form.Set("action", "return")
	li.Follow(li.PostForm(address+"/comments", form))
	zhang.Get("/admin").Says("等您修改 草稿 CN 2027", "已退回，等 zhang 修改")
	li.Get("/admin").Says("等别人 草稿 CN 2027")
}

// TestDownloadMoves: the list of all deadlines that move has as many rows as the page
// counts, before and after publishing.
func TestDownloadMoves(t *testing.T) {
	w := pagetest.NewService(t)
	zhang, li := w.As("zhang"), w.As("li")
	address := zhang.Draft(notice2027.Text)
	rows := func() [][]string {
		answer := li.Get(address + "/moves")
		all, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(answer.Body, "\ufeff"))).ReadAll()
		if err != nil || answer.Status != http.StatusOK || len(all) < 2 {
			t.Fatalf("%d, %d rows, %v", answer.Status, len(all), err)
		}
		return all
	}
	before := rows()
	if before[0][0] != "规则编号" || before[1][4] == before[1][5] {
		t.Errorf("%q", before[:2])
	}
	li.Get(address).Says("共有 " + strconv.Itoa(len(before)-1) + " 个起算日")
	li.PostForm(address+"/publish", li.Get(address).Form(address+"/publish"))
	if after := rows(); len(after) != len(before) {
		t.Errorf("%d rows of the published draft, %d before", len(after), len(before))
	}
}

// TestPublishOfAChangedDraft: whoever publishes a draft that was changed meanwhile is told
// so, in words for publishing, and nothing is published.
func TestPublishOfAChangedDraft(t *testing.T) {
	w := pagetest.NewService(t)
	zhang, li := w.As("zhang"), w.As("li")
	address := zhang.Draft(notice2027.Text)
	stale := li.Get(address).Form(address + "/publish")
	form := zhang.Get(address).Form(address)
	form.Set("action", "save")
	zhang.Follow(zhang.PostForm(address, form))

	told := li.PostForm(address+"/publish", stale)
	told.Says("没有做任何改动", "请重新核对，再点一次")
	if strings.Contains(told.Main(), "您的没有存上") || w.Revision() != 0 {
		t.Errorf("revision %d: %s", w.Revision(), told.Main())
	}
	again := told.Form(address + "/publish")
	if done := li.PostForm(address+"/publish", again); w.Revision() != 1 {
		t.Errorf("pressed once more: %d %s", done.Status, done.Main())
	}
}
