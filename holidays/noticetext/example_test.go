package noticetext_test

import (
	"fmt"

	"shixian/holidays"
	"shixian/holidays/noticetext"
)

func ExampleRead() {
	r := noticetext.Read("CN", `国务院办公厅关于2019年部分节假日安排的通知
国办发明电〔2018〕15号

各单位：

一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。
二、国庆节：10月1日至7日放假调休，共7天。9月29日（星期六）上班。

国务院办公厅
2018年12月6日`, &holidays.Source{Definitions: []holidays.Definition{{ID: "CN"}}})

	fmt.Println(r.Notice.Year, r.Notice.Document, r.Notice.Issued)
	for _, e := range r.Notice.Entries {
		fmt.Println(e.Festival, e.Kind, e.From, e.To)
	}
	for _, s := range r.Unparsed() {
		fmt.Printf("line %d: %s %s %s\n", s.Line, s.Text, s.Reason.ZH, s.Reason.Detail)
	}
	// Output:
	// 2019 国办发明电〔2018〕15号 2018-12-06
	// 元旦 off 2018-12-30 2019-01-01
	// 元旦 work 2018-12-29 2018-12-29
	// 国庆节 off 2019-10-01 2019-10-07
	// line 7: 9月29日（星期六）上班。 星期与日期不符 2019-09-29
}
