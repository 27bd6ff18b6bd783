package words

import (
	"shixian/api/console/page"
	"shixian/holidays"
	"shixian/holidays/record"
)

var actions = map[record.Action]holidays.Text{
	record.Baseline: {ZH: "建立", EN: "begun"},
	record.Embed:    {ZH: "程序更新带入", EN: "brought by the program"},
	record.Publish:  {ZH: "发布", EN: "published"},
	record.Withdraw: {ZH: "撤回", EN: "withdrew"},
	record.Rollback: {ZH: "回退", EN: "rolled back"},
}

// Action says what kind of event of the log it is; one that is not known here keeps
// its own name.
func Action[T ~string](v *page.View, action T) string {
	if t, ok := actions[record.Action(action)]; ok {
		return v.In(t)
	}
	return string(action)
}
