package service

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"shixian/test/notice2027"
)

// regionNotice is a notice of the README's region, which repeats the nation's days.
const regionNotice = `示例自治区人民政府办公厅关于2027年部分节假日安排的通知

各市、县（区）人民政府，自治区政府各部门、各直属机构：

　　根据国务院办公厅关于2027年部分节假日安排的通知精神，结合我区实际，现将我区2027年部分节假日放假调休日期的具体安排通知如下。

　　一、元旦：1月1日（周五）至3日（周日）放假，共3天。
　　二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月20日（周六）上班。
　　三、开斋节：3月10日（周三）至11日（周四）放假，共2天。
　　四、清明节：4月3日（周六）至5日（周一）放假，共3天。
　　五、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
　　六、古尔邦节：5月17日（周一）至18日（周二）放假，共2天。
　　七、端午节：6月9日（周三）放假1天，不调休。
　　八、中秋节：9月15日（周三）放假1天，不调休。
　　九、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。9月26日（周日）、10月9日（周六）上班。

　　节假日期间，各地、各部门要妥善安排好值班和安全、保卫等工作。

示例自治区人民政府办公厅
2026年11月27日
`

// regionFolder returns a folder with the example of a region and a district in it.
func regionFolder(t *testing.T) string {
	t.Helper()
	example, err := os.ReadFile("../../docs/examples/CN-SL.yaml")
	if err != nil {
		t.Fatal(err)
	}
	district, err := os.ReadFile("testdata/sample-district.yaml")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for name, text := range map[string]string{"CN-SL.yaml": string(example), "shili.yaml": string(district)} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// TestRegion adds a region and a district of it as the README says, without
// building anything, and publishes the region's notice.
func TestRegion(t *testing.T) {
	t.Parallel()
	tokens, auth := tokenFileOf(t, "one:publisher")
	r := startReplica(t, "SHIXIAN_RULES="+regionFolder(t), "SHIXIAN_TOKENS="+tokens)
	due := func(rule, trigger string, settled bool, want string) {
		t.Helper()
		a := r.want(200, "GET", "/v1/deadlines?rule=shili."+rule+"&trigger="+trigger, "")
		if a.field(t, "due") != want || a.field(t, "provisional") != !settled {
			t.Errorf("%s from %s: want %s, settled %v: %s", rule, trigger, want, settled, a.body)
		}
	}
	due("countersign-reply", "2026-03-18", true, "2026-03-27") // by the list alone
	due("countersign-reply", "2027-03-08", false, "2027-03-17")
	r.scrape().has(t, series{`shixian_calendar_own_notice_due_timestamp_seconds{calendar="CN-SL"}`: 1798646400}) // 2026-12-31
	if c := r.want(200, "GET", "/v1/calendars/CN-SL", ""); c.field(t, "undated_from") != 2028.0 {
		t.Errorf("2028 is not the first year without dates: %s", c.body)
	}
	if page := r.want(200, "GET", "/calendar?calendar=CN-SL&year=2027", ""); !strings.Contains(string(page.body), "示例自治区") || !strings.Contains(string(page.body), "开斋节") {
		t.Errorf("the page of the calendar lacks the region or its festival")
	}

	publish := func(calendar, text string) {
		t.Helper()
		draft := r.want(201, "POST", "/v1/admin/drafts?calendar="+calendar, text, "Authorization", auth["one"], "Content-Type", "text/plain; charset=utf-8")
		if draft.field(t, "publishable") != true {
			t.Fatalf("not publishable: %s", draft.body)
		}
		r.want(200, "POST", draft.header.Get("Location")+"/publish", `{"reason":"例"}`, "Authorization", auth["one"],
			"If-Match", draft.header.Get("ETag"), "Content-Type", "application/json")
	}
	first := r.want(201, "POST", "/v1/admin/drafts?calendar=CN-SL", regionNotice, "Authorization", auth["one"], "Content-Type", "text/plain; charset=utf-8")
	if first.field(t, "publishable") != true || len(first.field(t, "notice.entries").([]any)) != 2 {
		t.Errorf("before the nation's: %s", first.body)
	}
	publish("CN", notice2027.Text)
	due("countersign-reply", "2027-03-08", false, "2027-03-17") // the region's own is awaited
	for _, other := range []string{"CN", "CN-GX"} {
		draft := r.call("POST", "/v1/admin/drafts?calendar="+other, regionNotice, "Authorization", auth["one"], "Content-Type", "text/plain; charset=utf-8")
		if draft.status == 201 && draft.field(t, "publishable") == true {
			t.Errorf("publishable under %s: %s", other, draft.body)
		}
	}
	publish("CN-SL", regionNotice)
	due("countersign-reply", "2027-03-08", true, "2027-03-17")
	due("countersign-reply", "2027-05-14", true, "2027-05-25")
	due("minutes", "2027-03-09", true, "2027-03-16")
	nation := r.want(200, "GET", "/v1/deadlines?rule=shili.countersign-reply&trigger=2027-03-08&calendar=CN", "")
	if nation.field(t, "due") != "2027-03-15" {
		t.Errorf("with the nation's days alone: %s", nation.body)
	}
	r.scrape().has(t, series{`shixian_calendar_own_notice_due_timestamp_seconds{calendar="CN-SL"}`: 1830182400}) // 2027-12-31
	if feed := r.want(200, "GET", "/calendar/CN-SL.ics", ""); !strings.Contains(string(feed.body), "开斋节") || strings.Contains(string(feed.body), "三月三") {
		t.Errorf("the feed lacks the region's festival, or has another's")
	}
}

// noticeOf are the lines of a calendar's file on the region's own yearly notice.
var noticeOf = regexp.MustCompile(`(?m)^  (?:own_notice|bounds):\n(?:    .*\n)+`)

// TestRegionWithoutNotices: a region that issues no notice of its own, and whose file says so, waits
// for none: it is settled as far as the nation is.
func TestRegionWithoutNotices(t *testing.T) {
	t.Parallel()
	folder := regionFolder(t)
	file := filepath.Join(folder, "CN-SL.yaml")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	without := noticeOf.ReplaceAll(text, nil)
	if err := os.WriteFile(file, without, 0o600); err != nil || bytes.Contains(without, []byte("own_notice")) {
		t.Fatal(err, string(without))
	}
	r := startReplica(t, "SHIXIAN_RULES="+folder)
	nation, region := r.want(200, "GET", "/v1/calendars/CN", ""), r.want(200, "GET", "/v1/calendars/CN-SL", "")
	if want := nation.field(t, "settled_through"); region.field(t, "settled_through") != want {
		t.Errorf("want it settled through %s: %s", want, region.body)
	}
	if due, there := r.scrape()[`shixian_calendar_own_notice_due_timestamp_seconds{calendar="CN-SL"}`]; there {
		t.Errorf("a notice is due at %v", due)
	}
}
