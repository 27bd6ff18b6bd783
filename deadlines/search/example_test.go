package search_test

import (
	"fmt"

	"shixian/deadlines/rules/rulestest"
	"shixian/deadlines/search"
	"shixian/holidays"
)

func ExampleIndex_Find() {
	x := search.New(rulestest.Catalogue())
	for _, typed := range []string{"会签", "hq", "huqian", "征求意件"} { // as it is, first letters, a letter missing, a wrong character
		fmt.Println(typed, x.Find(typed, "细河区")[0].Title.ZH)
	}
	fmt.Println(len(x.Find("红烧肉", "")))
	// Output:
	// 会签 征求意见、会签回复
	// hq 征求意见、会签回复
	// huqian 征求意见、会签回复
	// 征求意件 征求意见、会签回复
	// 0
}

// A page cuts its list down by the keys while it waits for the search.
func ExampleIndex_Keys() {
	cat := rulestest.Catalogue()
	fmt.Println(search.New(cat).Keys(cat.Rule("xihe.countersign-reply")))
	// Output:
	// 征求意见、会签回复 收到征求意见或会签的文件 reply to a consultation or countersignature the document for consultation or countersignature is received xihe.countersign-reply zhengqiuyijianhuiqianhuifu zqyjhqhf
}

func ExampleSpellings() {
	all := search.Spellings(rulestest.Catalogue().Jurisdiction("xihe"))
	fmt.Println(len(all), all[:6])
	// Output:
	// 18 [细河区 细河 阜新市细河区 阜新细河区 阜新市细河 阜新细河]
}

func ExampleShort() {
	j := rulestest.Catalogue().Jurisdiction("xiangshan")
	fmt.Println(search.Short(holidays.Chinese, j), search.Short(holidays.English, j))
	// Output:
	// 象山区 Xiangshan District
}
