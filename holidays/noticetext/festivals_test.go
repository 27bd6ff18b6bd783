package noticetext

import "testing"

// The name that an entry carries, and lists of names.
func TestFestivalNames(t *testing.T) {
	checkRows(t, describeFestival, []row{
		{"春节", "name \"春节\" true, list 春节 true"},
		{"“春节”", "name \"春节\" true, list 春节 true"},
		{"2019年春节", "name \"春节\" true, list 春节 true"},
		{"春节、", "name \"春节\" true, list  false"},
		{"新年", "name \"元旦\" true, list 元旦 true"},
		{"五一", "name \"劳动节\" true, list 劳动节 true"},
		{"十一国庆节", "name \"国庆节\" true, list 国庆节 true"},
		{"国庆", "name \"国庆节\" true, list 国庆节 true"},
		{"花山节", "name \"花山节\" true, list 花山节 true"},
		{"花山节和某某节", "name \"花山节和某某节\" true, list 花山节、某某节 true"},
		{"花山节、某某节放假安排", "name \"\" false, list 花山节、某某节 true"},
		{"花山节及2019年某某节", "name \"\" false, list 花山节、某某节 true"},
		{"七国庆节", "name \"\" false, list  false"},
		{"节", "name \"\" false, list  false"},
		{"部分节", "name \"\" false, list  false"},
		{"节假日", "name \"\" false, list  false"},
		{"环节", "name \"\" false, list  false"},
		{"某某细节", "name \"\" false, list  false"},
		{"国务院节", "name \"\" false, list  false"},
		{"春节元旦", "name \"\" false, list  false"},
		{"5月1日春节", "name \"\" false, list  false"},
		{"州庆", "name \"\" false, list  false"},
		{"某州庆", "name \"某州庆\" true, list 某州庆 true"},
		{"某某胜利70周年纪念日", "name \"某某胜利70周年纪念日\" true, list 某某胜利70周年纪念日 true"},
		{"某某胜利和某某70周年纪念日", "name \"某某胜利和某某70周年纪念日\" true, list  false"},
		{"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七节", "name \"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七节\" true, list 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七节 true"},
		{"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八节", "name \"\" false, list  false"},
		{"放假", "name \"\" false, list  false"},
	})
}
