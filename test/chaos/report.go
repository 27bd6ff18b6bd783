package chaos

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"
)

// The marks in a page between which the table stands.
const (
	begins = "<!-- chaos: make chaos writes what follows -->\n"
	ends   = "<!-- chaos: end -->\n"
)

// String is what a phase came to, in one line.
func (t *tally) String() string {
	const form = "%s: %d requests, %d answered 200 (%s), %s; slowest %s; %d writes, %s, %d made before; " +
		"%d older; %d checked, %d on another day, %d wrong"
	return fmt.Sprintf(form,
		t.en, t.requests, t.ok, share(t.ok, t.requests), counts(t.failed), t.slowest.Round(time.Millisecond),
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

// total adds up the phases of a run.
func total(all []*tally) *tally {
	sum := newTally()
	sum.zh, sum.en = "**合计**", "**all**"
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

// table writes the phases as a table, in Chinese or English.
func table(all []*tally, english bool) string {
	var b strings.Builder
	heads := "| 故障 | 请求 | 答 200 | 其余 | 最慢 | 确认的写入 | 未确认而重发 | 旧于已见 | 核对的答案 | 错误 |\n"
	if english {
		heads = "| fault | requests | answered 200 | others | slowest | writes acknowledged | not, and sent again | older than seen | answers checked | wrong |\n"
	}
	b.WriteString(heads + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for _, t := range append(slices.Clip(all), total(all)) {
		name := t.zh
		if english {
			name = t.en
		}
		fmt.Fprintf(&b, "| %s | %d | %s | %s | %d ms | %d | %s | %d | %d | %d |\n", name, t.requests, share(t.ok, t.requests),
			counts(t.failed), t.slowest.Milliseconds(), t.writes, counts(t.refused), t.older, t.checked, len(t.wrong))
	}
	return b.String()
}

// rewrite puts text between the marks of a page.
func rewrite(file, text string) error {
	page, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, rest, ok := bytes.Cut(page, []byte(begins))
	_, tail, closed := bytes.Cut(rest, []byte(ends))
	if !ok || !closed {
		return fmt.Errorf("%s does not have the lines %q and %q", file, strings.TrimSpace(begins), strings.TrimSpace(ends))
	}
	return os.WriteFile(file, slices.Concat(head, []byte(begins+"\n"+text+"\n"+ends), tail), 0o644)
}
