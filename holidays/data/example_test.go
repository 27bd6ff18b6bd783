package data_test

import (
	"fmt"
	"log"
	"testing/fstest"

	"shixian/holidays/data"
)

func ExampleEmbedded() {
	src, err := data.Embedded()
	if err != nil {
		log.Fatal(err)
	}
	for _, def := range src.Definitions {
		fmt.Println(def.ID, def.NameZH, def.FirstYear)
	}
	// Output:
	// CN 全国 2007
	// CN-GX 广西壮族自治区 2014
	// CN-LN 辽宁省 2007
	// CN-JL 吉林省 2007
}

func ExampleLoad() {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	_, err := data.Load(fstest.MapFS{
		"calendars.yaml": file("- {id: CN, name_zh: 全国, name_en: Nation, first_year: 2026, bounds: {source: 示例, festivals: [{festival: 元旦, days_off: 3}]}}\n"),
		"dates.yaml":     file("2026: {spring_festival: 2026-02-17, qingming: 2026-04-05, dragon_boat: 2026-06-19, mid_autumn: 2026-09-25, sanyuesan: 2026-04-19}\n"),
		"statutory.yaml": file("- {calendar: CN, document: 示例, issued: 2024-11-10, from_year: 2025, days: [{festival: 元旦, month: 1, day: 1, days: 1}]}\n"),
		"CN/2026.yaml": file(`calendar: CN
year: 2026
notices:
  - issued: 2025-11-04
    entries:
      - {festival: 元旦, kind: off, from: 2026-01-01, to: 2026-01-03}
      - {festival: 元旦, kind: work, from: 2026-01-04, to: 2026-01-04}
      - {festival: 元旦, kind: off, from: 2026-01-05, to: 2026-01-05}
`),
	})
	fmt.Println(err)
	// Output: CN/2026.yaml:4: 2026-01-04 is worked, between the days off of 元旦 (unbroken_run)
	// CN/2026.yaml:4: 元旦 gives 2 days net, by statute 1 (festival_balance)
}
