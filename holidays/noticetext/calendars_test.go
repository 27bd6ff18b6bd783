package noticetext_test

import (
	"shixian/holidays"
	"shixian/holidays/noticetext"
)

// definitions are the calendars of the tests.
var definitions = []holidays.Definition{
	{ID: "CN", NameZH: "全国"},
	{ID: "CN-GX", Parent: "CN", NameZH: "广西壮族自治区"},
	{ID: "CN-NX", Parent: "CN", NameZH: "宁夏回族自治区"},
	{ID: "CN-LN", Parent: "CN", NameZH: "辽宁省"},
	{ID: "CN-JL", Parent: "CN", NameZH: "吉林省"},
}

// read reads a text against notices that are known.
func read(calendar, text string, known []holidays.Notice) noticetext.Reading {
	return noticetext.Read(calendar, text, &holidays.Source{Definitions: definitions, Notices: known})
}
