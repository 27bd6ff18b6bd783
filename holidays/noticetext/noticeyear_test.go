package noticetext

import "testing"

// The first year in a text is one of four digits, not before the republic.
func TestFirstYear(t *testing.T) {
	checkRows(t, describeYear, []row{
		{"2019年部分节假日", "2019"},
		{"关于2019年和2020年", "2019"},
		{"二〇一九年", "2019"},
		{"二零二零年", "2020"},
		{"12019年2020年", "2020"},
		{"1948年2019年", "2019"},
		{"1950年", "1950"},
		{"1948年", "0"},
		{"1949年", "1949"},
		{"2019", "0"},
		{"二〇一年", "0"},
	})
}
