package noticetext

import "testing"

// A number of up to four digits, or a Chinese numeral up to 99.
func TestNumbers(t *testing.T) {
	checkRows(t, describeNumber, []row{
		{"5月", "5 in 1"},
		{"05月", "5 in 2"},
		{"2019年", "2019 in 4"},
		{"12345", "0 in 0"},
		{"1234", "1234 in 4"},
		{"一", "1 in 1"},
		{"十", "10 in 1"},
		{"十一", "11 in 2"},
		{"二十", "20 in 2"},
		{"二十一", "21 in 3"},
		{"九十九", "99 in 3"},
		{"一百", "1 in 1"},
		{"百", "0 in 0"},
		{"一二", "0 in 0"},
		{"十十", "0 in 0"},
		{"二十一二", "0 in 0"},
		{"二十一二三", "0 in 0"},
		{"一十一", "11 in 3"},
		{"〇", "0 in 0"},
		{"三十三", "33 in 3"},
		{"a1", "0 in 0"},
	})
}
