package noticeformat_test

import (
	"errors"
	"fmt"
	"strings"

	"shixian/holidays"
	"shixian/holidays/noticeformat"
)

func ExampleRead() {
	body := []byte("节日;类型;日期\n国庆节;放假;2026/10/1\n国庆节;放假;2026/10/2\n国庆节;补班;2026/10/10\n")
	format, err := noticeformat.Detect("text/csv", body)
	if err != nil {
		fmt.Println(err)
		return
	}
	n, err := noticeformat.Read(format, body, noticeformat.Hint{
		Calendar: "CN", Year: 2026, Document: "国办发明电〔2025〕7号", Issued: holidays.NewDate(2025, 11, 4),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range n.Entries {
		fmt.Println(e.Festival, e.Kind, e.From, e.To)
	}
	// Output:
	// 国庆节 off 2026-10-01 2026-10-02
	// 国庆节 work 2026-10-10 2026-10-10
}

func ExampleRead_refused() {
	_, err := noticeformat.Read(noticeformat.FormatCSV, []byte("节日,类型,起,止\n春节,调休,2026-02-14,2026-02-14\n"),
		noticeformat.Hint{Calendar: "CN", Year: 2026, Issued: holidays.NewDate(2025, 11, 4)})
	var refused *noticeformat.Error
	if errors.As(err, &refused) {
		fmt.Println(refused.Code, refused.Place.ZH(), refused.ZH)
	}
	// Output:
	// entry_kind 第 2 行，“kind”列 “调休”既不是放假也不是上班。
}

func ExampleWriteCSV() {
	day := holidays.NewDate(2026, 1, 4)
	var file strings.Builder
	err := noticeformat.WriteCSV(&file, []holidays.Notice{{
		Calendar: "CN", Year: 2026, Document: "国办发明电〔2025〕7号", Issued: holidays.NewDate(2025, 11, 4),
		Entries: []holidays.Entry{{Festival: "元旦", Kind: holidays.Work, Span: holidays.Span{From: day, To: day}}},
	}})
	if err != nil {
		fmt.Println(err)
	}
	fmt.Print(strings.ReplaceAll(file.String(), "\r\n", "\n"))
	// Output:
	// calendar,year,document,issued,amends,festival,kind,from,to,source,restates,extends,replaces,residue_days,residue_reason,issued_approximate,basis
	// CN,2026,国办发明电〔2025〕7号,2025-11-04,,元旦,work,2026-01-04,2026-01-04,,,,,,,,notice
}
