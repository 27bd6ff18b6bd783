package noticetext_test

import (
	"strings"
	"testing"
)

// A text in which nothing could be a notice says so.
func TestNothing(t *testing.T) {
	for text, want := range map[string]bool{
		"你好":        true,
		"":          true,
		"no notice": true,
		"今天天气很好，我们去公园。":                true,
		"会议定于5月6日召开。":                  true,
		"关于召开会议的通知\n各单位：\n会议定于5月6日召开。": true,
		"我想放假。":          true,
		"5月6日放假。":        false,
		"5月放假。":          false,
		"春节放假。":          false,
		"关于2027年放假安排的通知": false,
		"关于2027年春节的通知":   false,
	} {
		if got := read("CN", text, nil).Nothing; got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

// A text in traditional characters is read, and says that it is in them.
func TestTraditional(t *testing.T) {
	plain := read("CN", wholeText, nil)
	text := strings.NewReplacer("国", "國", "务", "務", "厅", "廳", "关", "關", "于", "於", "节", "節", "劳", "勞", "动", "動", "调", "調", "妥善处置", "妥善處置").Replace(wholeText)
	r := read("CN", text, nil)
	if !r.Traditional || !r.Complete() || entryLines(r.Notice.Entries) != entryLines(plain.Notice.Entries) || r.Calendar != "CN" {
		t.Errorf("%+v %s", r.Problems, whys(r))
	}
	if s := r.Sentences[0].Text; !strings.HasPrefix(s, "國務院辦公廳") && !strings.HasPrefix(s, "國務院办公廳") {
		t.Errorf("shown as %q", s)
	}
	if plain.Traditional {
		t.Error("simplified characters taken for traditional ones")
	}
	for link, want := range map[string]bool{"繁體中文 | 簡體中": false, "繁體國國": false, "體國國國": false, "體國國國國": true} {
		if got := read("CN", link+"\n"+wholeText, nil).Traditional; got != want {
			t.Errorf("%s: %t", link, got)
		}
	}
}
