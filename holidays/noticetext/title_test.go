package noticetext

import "testing"

// What a title says.
func TestTitles(t *testing.T) {
	checkRows(t, describeTitle, []row{
		{"国务院办公厅关于2019年部分节假日安排的通知", "国务院办公厅关于2019年部分节假日安排的通知:  cancels=false amends=false number=\"\""},
		{"国务院办公厅关于调整2019年劳动节假期安排的通知", "国务院办公厅关于调整2019年劳动节假期安排的通知: 劳动节 cancels=false amends=true number=\"\""},
		{"国务院办公厅关于延长2020年春节假期的通知", "国务院办公厅关于延长2020年春节假期的通知: 春节 cancels=false amends=true number=\"\""},
		{"国务院办公厅关于做好2020年春节放假工作的通知", "国务院办公厅关于做好2020年春节放假工作的通知: 春节 cancels=false amends=false number=\"\""},
		{"国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知", "国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知: 中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日 cancels=false amends=false number=\"\""},
		{"国务院关于抗战和反法西斯胜利70周年纪念日放假的通知", "国务院关于抗战和反法西斯胜利70周年纪念日放假的通知: 抗战和反法西斯胜利70周年纪念日 cancels=false amends=false number=\"\""},
		{"某办公厅关于2024年“壮族三月三”放假的通知", "某办公厅关于2024年\"壮族三月三\"放假的通知: 壮族三月三 cancels=false amends=false number=\"\""},
		{"某办公厅关于2024年“壮族三月三”和“某某”放假的通知", "某办公厅关于2024年\"壮族三月三\"和\"某某\"放假的通知: 壮族三月三 cancels=false amends=false number=\"\""},
		{"某办公厅关于2024年壮族三月三和清明节放假的通知", "某办公厅关于2024年壮族三月三和清明节放假的通知: 壮族三月三、清明节 cancels=false amends=false number=\"\""},
		{"某办公厅关于取消2020年“壮族三月三”放假的通知", "某办公厅关于取消2020年\"壮族三月三\"放假的通知: 壮族三月三 cancels=true amends=true number=\"\""},
		{"某办公厅关于2020年“壮族三月三”不放假的通知", "某办公厅关于2020年\"壮族三月三\"不放假的通知: 壮族三月三 cancels=true amends=true number=\"\""},
		{"某办公厅关于2020年古尔邦节、开斋节放假的公告", "某办公厅关于2020年古尔邦节、开斋节放假的公告:  cancels=false amends=false number=\"\""},
		{"国务院办公厅关于转发《关于2019年放假的通知》的函", "国务院办公厅关于转发《关于2019年放假的通知:  cancels=false amends=false number=\"\""},
		{"国务院办公厅关于2019年放假的通知国办发明电〔2018〕15号", "国务院办公厅关于2019年放假的通知:  cancels=false amends=false number=\"国办发明电〔2018〕15号\""},
		{"国务院办公厅关于2019年放假的通知（略）", "国务院办公厅关于2019年放假的通知:  cancels=false amends=false number=\"\""},
		{"关于春节、放假安排的通知", "关于春节、放假安排的通知:  cancels=false amends=false number=\"\""},
		{"标题：国务院办公厅关于2019年放假的通知", "国务院办公厅关于2019年放假的通知:  cancels=false amends=false number=\"\""},
		{"“某办公厅关于2024年放假的通知”", "某办公厅关于2024年放假的通知:  cancels=false amends=false number=\"\""},
		{"通知", "no title"},
		{"国务院办公厅关于2019年放假", "no title"},
		{"国务院办公厅关于2019年放假的通知，各地执行", "no title"},
		{"国务院办公厅关于2019年放假的通知。", "no title"},
		{"国务院办公厅关于2019年放假的通知：", "no title"},
		{"现将关于2019年放假的通知如下", "no title"},
		{"现将有关事项通知如下关于放假的通知", "no title"},
		{"转发《关于2019年放假的通知》", "no title"},
	})
}
