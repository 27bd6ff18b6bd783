package noticetext

import (
	"strings"
	"testing"
)

// Lists of festivals, as headings and titles write them.
func TestFestivals(t *testing.T) {
	for in, want := range map[string]string{
		"国庆节、中秋节": "国庆节、中秋节", "中秋节和国庆节放假安排": "中秋节、国庆节", "2019年元旦": "元旦", "清明": "清明节", `"壮族三月三"`: "壮族三月三",
		"某某胜利70周年纪念日": "某某胜利70周年纪念日", "花山节": "花山节", "七国庆节": "", "2端午节": "", "节假日": "", "安排": "", "": "", "5月1日": "", "至春节": "",
	} {
		names, ok := festivals(in)
		if got := strings.Join(names, "、"); got != want || ok != (want != "") {
			t.Errorf("%q: %q %t", in, got, ok)
		}
	}
}
