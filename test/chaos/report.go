package chaos

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"shixian/test/load"
)

// String is what a phase came to, in one line.
func (t *tally) String() string {
	const form = "%s: %d requests, %d answered 200 (%s), %s; slowest %s; %d writes, %s, %d made before; " +
		"%d older; %d checked, %d on another day, %d wrong"
	return fmt.Sprintf(form,
		t.name[load.English], t.requests, t.ok, share(t.ok, t.requests), counts(t.failed), t.slowest.Round(time.Millisecond),
		t.writes, counts(t.refused), t.repeated, t.older, t.checked, t.otherDay, len(t.wrong))
}

// share is a part of a whole in percent.
func share(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return fmt.Sprintf("%.3f%%", 100*float64(part)/float64(whole))
}

// counts lists how often each thing came, in order of its name.
func counts(m map[string]int) string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, fmt.Sprintf("%s × %d", k, m[k]))
	}
	if len(out) == 0 {
		return "0"
	}
	return strings.Join(out, ", ")
}

func total(all []*tally) *tally {
	sum := newTally()
	sum.name = load.Text{"**合计**", "**all**"}
	for _, t := range all {
		sum.requests += t.requests
		sum.ok += t.ok
		sum.slowest = max(sum.slowest, t.slowest)
		sum.older += t.older
		sum.checked += t.checked
		sum.otherDay += t.otherDay
		sum.writes += t.writes
		sum.repeated += t.repeated
		sum.wrong = append(sum.wrong, t.wrong...)
		for k, n := range t.failed {
			sum.failed[k] += n
		}
		for k, n := range t.refused {
			sum.refused[k] += n
		}
	}
	return sum
}

func table(all []*tally) load.Text {
	var out load.Text
	for lang := range out {
		rows := load.NewTable(lang, load.Text{"故障", "fault"}, load.Text{"请求", "requests"}, load.Text{"答 200", "answered 200"},
			load.Text{"其余", "others"}, load.Text{"最慢", "slowest"}, load.Text{"确认的写入", "writes acknowledged"},
			load.Text{"未确认而重发", "not, and sent again"}, load.Text{"旧于已见", "older than seen"},
			load.Text{"核对的答案", "answers checked"}, load.Text{"错误", "wrong"})
		for _, t := range append(slices.Clip(all), total(all)) {
			rows.Row(t.name[lang], fmt.Sprint(t.requests), share(t.ok, t.requests), counts(t.failed),
				fmt.Sprintf("%d ms", t.slowest.Milliseconds()), fmt.Sprint(t.writes), counts(t.refused), fmt.Sprint(t.older),
				fmt.Sprint(t.checked), fmt.Sprint(len(t.wrong)))
		}
		out[lang] = rows.String()
	}
	return out
}
