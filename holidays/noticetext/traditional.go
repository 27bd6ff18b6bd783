package noticetext

import "strings"

// traditionalPairs are the traditional characters that notices have, each before
// its simplified form.
const traditionalPairs = "國国務务廳厅關关於于節节發发電电號号區区轄辖單单級级個个經经現现將将體体調调勞劳動动慶庆陽阳曆历農农週周後后請请員员間间時时從从習习縣县長长實实貫贯徹彻際际據据" +
	"規规範范與与無无為为這这來来對对應应當当進进開开運运舊旧屬属機机構构準准補补貳贰處处衛卫報报確确衆众眾众歲岁遊游聯联絡络爾尔齋斋齊齐壯壮贛赣閩闽遼辽廣广東东寧宁" +
	"蘇苏瓊琼雲云黃黄龍龙門门內内適适銜衔連连續续樂乐險险護护車车總总計计壓压場场戶户達达審审議议條条辦办業业邊边並并餘余歡欢復复維维穩稳責责專专項项頒颁書书義义則则" +
	"輪轮變变顧顾導导黨党組组織织優优親亲傳传統统"

// enoughTraditional is the number of traditional characters from which on a text is
// taken to be written in them; a link to another edition of a page has two or three.
const enoughTraditional = 5

var simplified = func() map[rune]rune {
	out := map[rune]rune{}
	pairs := []rune(traditionalPairs)
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i]] = pairs[i+1]
	}
	return out
}()

// simplify puts simplified characters for traditional ones, if the text is written
// in those, and reports whether it is. Such a text is read so that nothing else is
// said of it than that it is in traditional characters.
func (t *mappedText) simplify() bool {
	n := 0
	for _, r := range t.r {
		if _, ok := simplified[r]; ok {
			n++
		}
	}
	if n < enoughTraditional {
		return false
	}
	t.r = []rune(strings.Map(func(r rune) rune {
		if s, ok := simplified[r]; ok {
			return s
		}
		return r
	}, string(t.r)))
	return true
}
