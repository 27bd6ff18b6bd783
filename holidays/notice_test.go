package holidays_test

import (
	"testing"

	"shixian/holidays"
)

func TestNoticeNames(t *testing.T) {
	if holidays.NoticeID("CN", 2019, 1) != "CN-2019" || holidays.NoticeID("CN", 2019, 2) != "CN-2019-2" {
		t.Error("the first notice of a year carries no number, the second a 2")
	}
	n := holidays.Notice{ID: "CN-GX-2026"}
	if n.Name() != "CN-GX-2026" {
		t.Error(n.Name())
	}
	if n.Document = "国办发明电〔2025〕7号"; n.Name() != "国办发明电〔2025〕7号" {
		t.Error(n.Name())
	}
}
