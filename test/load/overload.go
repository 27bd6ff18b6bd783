package load

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// What a set-up has to keep to when it is offered several times what it carries.
const (
	answered   = 0.9995 // of the calls at half load
	overload   = 3.0    // times the capacity
	reached    = 0.97   // of that has to be offered
	slower     = 5.0    // times the 99th percentile at half load
	upheld     = 0.3    // of the capacity is still answered
	growth     = 1.10   // of the memory, from the second quarter to the last
	growthMost = 8 << 20
	onset      = time.Second // until an overload is noticed; its latencies are told apart
)

// Overload is a set-up at half of what it carries and at three times as much.
type Overload struct {
	Name         Text
	Capacity     float64
	Half, Triple *Round
	Length       time.Duration
}

// Verdict is whether something was kept to.
type Verdict struct {
	Pass bool
	What Text
}

// Word returns PASS or FAIL.
func (v Verdict) Word() string {
	if v.Pass {
		return "PASS"
	}
	return "FAIL"
}

// Overwhelm offers a set-up half of what it carries and then three times as much.
func Overwhelm(ctx context.Context, s *Setup, capacity float64, l Lengths) (*Overload, error) {
	o := &Overload{Name: s.Name, Capacity: capacity, Length: l.Hold}
	var err error
	if o.Half, err = s.Offer(ctx, capacity/2, l.Hold); err != nil {
		return nil, err
	}
	o.Triple, err = s.offer(ctx, &Round{Offered: overload * capacity, onset: onset}, l.Hold)
	return o, err
}

// shed are the outcomes that a caller may meet: an answer, or being told to wait.
var shed = []int{http.StatusOK, http.StatusNotModified, http.StatusTooManyRequests, http.StatusServiceUnavailable}

// Verdicts says what was kept to.
func (o *Overload) Verdicts() []Verdict {
	half, triple := o.Half.P("", 99), o.Triple.P("", 99)
	offered := float64(o.Triple.Sent) / o.Length.Seconds()
	early, late := o.memory()
	lost, first := o.Triple.Lost(shed...), o.Triple.Fault
	if first != "" {
		first = ": " + first
	}
	return []Verdict{
		{o.Half.Share(http.StatusOK, http.StatusNotModified) >= answered, Both("半载 %.2f%% 得到答案（要求 ≥ 99.95%%）", "half load: %.2f%% answered (at least 99.95%%)", 100*o.Half.Share(http.StatusOK, http.StatusNotModified))},
		{offered >= reached*overload*o.Capacity, Both("确实施加了 %.1f 倍", "%.1f times the capacity was offered indeed", offered/o.Capacity)},
		{lost == 0, Both("每个请求得到 200、304、429 或 503，例外 %d 个%s", "every call was answered with 200, 304, 429 or 503; %d were not%s", lost, first)},
		{triple > 0 && float64(triple) <= slower*float64(half), Both("放行者 p99 %s 毫秒，半载 %s 毫秒，%.1f 倍（要求 ≤ 5）", "p99 of what was admitted %s ms, at half load %s ms: %.1f times (at most 5)", ms(triple), ms(half), float64(triple)/float64(max(1, half)))},
		{o.Triple.Achieved() >= upheld*o.Capacity, Both("放行 %.0f%% 的容量（要求 ≥ 30%%）", "%.0f%% of the capacity was still answered (at least 30%%)", 100*o.Triple.Achieved()/o.Capacity)},
		{flat(early, late), Both("内存 %s → %s MiB（第二个与最后一个四分之一的中位数）", "memory %s → %s MiB (medians of the second and the last quarter)", MiB(early), MiB(late))},
	}
}

// memory returns the medians of the memory over the second and the last quarter of
// the overload, in bytes.
func (o *Overload) memory() (early, late int64) {
	m := o.Triple.Use.Memory
	n := len(m) / 4
	return Median(m[n : 2*n]), Median(m[len(m)-n:])
}

func flat(early, late int64) bool {
	return float64(late) <= float64(early)*growth || late-early <= growthMost
}

// Median returns the middle value, the upper of two, or 0 if there is none.
func Median[T int64 | float64](v []T) T {
	if len(v) == 0 {
		return 0
	}
	v = slices.Sorted(slices.Values(v))
	return v[len(v)/2]
}

// Both formats the same values in both languages.
func Both(zh, en string, values ...any) Text {
	return Text{fmt.Sprintf(zh, values...), fmt.Sprintf(en, values...)}
}

func ms(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d)/1e6) }

// MiB writes bytes in MiB.
func MiB(n int64) string { return fmt.Sprintf("%.0f", float64(n)/(1<<20)) }
