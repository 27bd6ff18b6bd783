package search_test

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"shixian/deadlines"
	"shixian/deadlines/rules/rulestest"
	"shixian/deadlines/search"
)

// queries are what people type, and parts of it.
var queries = []string{
	"会签", "征求意见会签", "会签回复几天", "hq", "huiqian", "征求意件", "出差报备", "第47条", "七天", "周三", "印发文件", "印文",
	"加急件", "会签 回复", "party meeting", "countersign", "短中长", "年底前 清零", "常务会议材料", "外出报告3天",
}

// TestCutIsTheHeaviest: no other way of cutting a word weighs more.
func TestCutIsTheHeaviest(t *testing.T) {
	x := search.New(rulestest.Catalogue())
	for _, typed := range queries {
		for _, lenient := range []bool{false, true} {
			all, characters := x.Matches(typed, lenient)
			for r, m := range all {
				if math.Abs(m.Score-m.Heaviest) > 1e-9 || m.Covered > characters || (m.Score > 0) != (m.Covered > 0) {
					t.Errorf("%s in %s: %+v of %d characters", typed, r.ID, m, characters)
				}
			}
		}
	}
}

// most is the most that a rule has of a search.
func most(all map[*deadlines.Rule]search.Match) (covered int) {
	for _, m := range all {
		covered = max(covered, m.Covered)
	}
	return covered
}

// TestFoundBestFirst: what is found has at least half of what was typed and three quarters of
// what the best has, stands by weight, then in the catalogue's order, and nothing that has as
// much is left out. Mistakes are looked for only if nothing has all of it.
func TestFoundBestFirst(t *testing.T) {
	cat := rulestest.Catalogue()
	x := search.New(cat)
	for _, typed := range queries {
		all, characters := x.Matches(typed, false)
		if lenient, _ := x.Matches(typed, true); most(all) < characters && most(lenient) > most(all) {
			all = lenient
		}
		want := slices.DeleteFunc(slices.Clone(cat.Rules), func(r *deadlines.Rule) bool {
			n := all[r].Covered
			return n == 0 || 2*n < characters || n < most(all)*3/4
		})
		slices.SortStableFunc(want, func(a, b *deadlines.Rule) int { return cmp.Compare(all[b].Score, all[a].Score) })
		if got := x.Find(typed, ""); !slices.Equal(got, want) {
			t.Errorf("%s finds %d, want %d", typed, len(got), len(want))
		}
	}
}
