package noticeformat_test

import (
	"strings"
	"testing"

	"shixian/holidays/noticeformat"
)

// TestProse: the source of a web page is read as it is seen, and prose stays as it is.
func TestProse(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"prose", "一、元旦：1月1日至3日放假，共3天。\n2月5日 < 2月6日 > x", "一、元旦：1月1日至3日放假，共3天。\n2月5日 < 2月6日 > x"},
		{"a page", `<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知_网站</title><style>p{x:"<p>5月9日放假"}</style>` +
			`<script>var a = "<p>5月8日放假</p>"</script></head><body><!-- <p>5月7日放假</p> --><p><b>一、元旦：</b><span>1月1日</span>放假&emsp;1天&#12290;</p></body></html>`,
			"一、元旦：1月1日放假\u20031天。"},
		{"part of a page, and broken", `<P align=center>关于2027年<BR/>节假日安排的<o:p>通知</P><p>二、春节<`, "关于2027年|节假日安排的通知||二、春节<"},
		{"a table", `<table><tr><th>节日</th><th>放假</th></tr><tr><td>元旦</td><td>1月1日</td></tr></table>`, "节日\t放假||\t元旦\t1月1日"},
		{"a text shown by the browser", "<html><body><pre>一、元旦：\n1月1日放假。</pre></body></html>", "一、元旦：|1月1日放假。"},
	} {
		got := strings.ReplaceAll(string(noticeformat.Prose([]byte(c.source))), "\n", "|")
		if c.name == "prose" {
			got = string(noticeformat.Prose([]byte(c.source)))
		}
		if got = strings.Trim(got, "|\t"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
