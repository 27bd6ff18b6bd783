package rules

import (
	"testing"

	"shixian/holidays"
	"shixian/holidays/data"
)

func BenchmarkLoad(b *testing.B) {
	src, err := data.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	tab, _ := holidays.NewTable(src, 0, nil)
	for b.Loop() {
		if _, err := Load(tab); err != nil {
			b.Fatal(err)
		}
	}
}
