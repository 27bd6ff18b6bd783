package noticetext_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"shixian/holidays"
	"shixian/holidays/data"
	"shixian/holidays/noticetext"
)

// TestGuangxiWordings reads the bodies in testdata/guangxi.txt, made up from the facts of
// their years: as many ways as people could think of to say the same. Each gives just the
// days that the table has.
func TestGuangxiWordings(t *testing.T) {
	src, err := data.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	facts := map[int][]holidays.Date{}
	for _, w := range guangxiWordings(t) {
		if facts[w.year] == nil {
			facts[w.year] = restDays(t, src, w.year)
		}
		known := *src
		known.Notices = slices.DeleteFunc(slices.Clone(src.Notices), func(n holidays.Notice) bool { return n.Calendar == "CN-GX" && n.Year == w.year })
		r := noticetext.Read("CN-GX", w.text, &known)
		if !r.Complete() {
			t.Errorf("%d: %s%s%+v", w.year, w.body, whys(r), r.Problems)
			continue
		}
		known.Notices = append(known.Notices, r.Notice)
		if got := restDays(t, &known, w.year); !slices.Equal(got, facts[w.year]) {
			t.Errorf("%d: %sgot\n%v\nwant\n%v", w.year, w.body, got, facts[w.year])
		}
	}
}

// guangxiWording is a body, and the text that has it.
type guangxiWording struct {
	year       int
	body, text string
}

func guangxiWordings(t *testing.T) (out []guangxiWording) {
	t.Helper()
	file, err := os.ReadFile("testdata/guangxi.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, section := range strings.Split(string(file), "=== ")[1:] {
		var w guangxiWording
		head, body, _ := strings.Cut(section, "\n")
		if _, err := fmt.Sscan(head, &w.year); err != nil {
			t.Fatal(err)
		}
		name := "壮族三月三"
		if w.year >= 2025 {
			name = "广西三月三"
		}
		w.body = body
		w.text = fmt.Sprintf("广西壮族自治区人民政府办公厅关于%d年“%s”放假的通知\n\n各市、县人民政府，自治区人民政府各组成部门、各直属机构：\n\n%s\n广西壮族自治区人民政府办公厅\n%d年2月20日\n", w.year, name, body, w.year)
		out = append(out, w)
	}
	if len(out) < 100 {
		t.Fatalf("%d wordings", len(out))
	}
	return out
}
