package numeral_test

import (
	"fmt"
	"strings"
	"testing"

	"shixian/internal/numeral"
)

// write writes a number from 1 to 999 as people do.
func write(n int) string {
	const signs = "零一二三四五六七八九"
	sign := func(v int) string { return string([]rune(signs)[v]) }
	out := ""
	if n >= 100 {
		out = sign(n/100) + "百"
	}
	switch tens := n / 10 % 10; {
	case tens == 0 && n > 100 && n%100 > 0:
		out += "零"
	case tens == 1 && n < 100:
		out += "十"
	case tens > 0:
		out += sign(tens) + "十"
	}
	if n%10 > 0 {
		out += sign(n % 10)
	}
	return out
}

// TestValue: every numeral below 1000 is read as it is written, and in the other ways of
// writing it; with a sign too many it is none.
func TestValue(t *testing.T) {
	other := strings.NewReplacer("二十", "廿", "三十", "卅", "零", "〇", "二百", "两百")
	for n := 1; n < 1000; n++ {
		for _, s := range []string{write(n), other.Replace(write(n))} {
			if v, ok := numeral.Value(s); v != n || !ok {
				t.Errorf("%s is %d %v, want %d", s, v, ok, n)
			}
			for _, wrong := range []string{s + "零", "零" + s, s + "年", s + "1"} {
				if _, ok := numeral.Value(wrong); ok {
					t.Errorf("%s is taken for a numeral", wrong)
				}
			}
		}
	}
	for _, wrong := range []string{"", "〇", "零", "一百五", "百五", "二三", "十一二", "一百零十", "十百", "一百百", "二〇", "15", "O", "o五", "一千", "期"} {
		if v, ok := numeral.Value(wrong); ok {
			t.Errorf("%s is read as %d", wrong, v)
		}
	}
}

func ExampleValue() {
	fmt.Println(numeral.Value("廿三"))
	fmt.Println(numeral.Value("一百零五"))
	fmt.Println(numeral.Value("一百五"))
	// Output:
	// 23 true
	// 105 true
	// 0 false
}

func ExampleRow() {
	fmt.Println(numeral.Row("二〇二六"))
	fmt.Println(numeral.Row("七1○"))
	fmt.Println(numeral.Row("十"))
	// Output:
	// 2026 true
	// 710 true
	//  false
}
