package words

import (
	"shixian/api/console/page"
	"shixian/holidays"
)

var actionNames = map[string]holidays.Text{
	"baseline": {ZH: "建立", EN: "begun"},
	"embed":    {ZH: "程序更新带入", EN: "brought by the program"},
	"publish":  {ZH: "发布", EN: "published"},
	"withdraw": {ZH: "撤回", EN: "withdrew"},
	"rollback": {ZH: "回退", EN: "rolled back"},
}

// Action says what an event of the record did.
func Action(v *page.View, action string) string {
	if t, ok := actionNames[action]; ok {
		return v.In(t)
	}
	return action
}
