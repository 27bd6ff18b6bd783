package noticetext

import (
	"testing"
)

func TestSeasons(t *testing.T) {
	if len(seasons) < 10 {
		t.Fatal("seasons are missing")
	}
	for name, s := range seasons {
		if festivalNames[name] != name {
			t.Errorf("%s has a season and is not known", name)
		}
		if s[0]/100 < 1 || s[0]/100 > 12 || s[1]/100 < 1 || s[1]/100 > 12 || s[0] == s[1] {
			t.Errorf("%s: %v", name, s)
		}
	}
}
