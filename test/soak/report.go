package soak

import (
	"fmt"
	"net/http"
	"runtime"
	"time"

	"shixian/test/load"
)

// refused returns how many calls were told to come again: if others take the
// processor too, that is right.
func (r *Result) refused() int {
	return r.Round.Codes[http.StatusTooManyRequests] + r.Round.Codes[http.StatusServiceUnavailable]
}

// lost returns how many calls were neither answered nor refused.
func (r *Result) lost() int {
	return r.Round.Lost(http.StatusOK, http.StatusNotModified) - r.refused()
}

// Passed reports whether nothing grew and no call was lost.
func (r *Result) Passed() bool {
	for _, g := range r.Growth {
		if !g.pass() {
			return false
		}
	}
	return r.lost() == 0 && r.Events > 0
}

// Markdown returns the table in both languages.
func (r *Result) Markdown() load.Text {
	conditions := load.Both(
		"%d 个处理器；HAProxy、两个副本、PostgreSQL、Redis；%s，每秒 %.0f 个请求，共 %d 个，拒绝 %d 个，丢失 %d 个；其间公布与撤回 %d 次，订阅变更 %d 次（同时 %d 个），收到事件 %d 个。",
		"%d processors; HAProxy, two replicas, PostgreSQL, Redis; %s at %.0f calls a second, %d in all, %d refused, %d lost; meanwhile %d notices published or withdrawn, %d watches of the stream of changes (%d at a time), which saw %d events.",
		runtime.NumCPU(), r.Plan.Length, r.Plan.Rate, r.Round.Sent, r.refused(), r.lost(), r.Changes, r.Watches, r.Plan.Watchers, r.Events)
	window := r.Plan.Window.Round(time.Second).String()
	var out load.Text
	for lang := range out {
		t := load.NewTable(lang, load.Text{"副本", "replica"}, load.Text{"量（中位数）", "measure (median)"},
			load.Text{"预热后 " + window, window + " after warm-up"}, load.Text{"最后 " + window, "last " + window},
			load.Text{"容许增长", "allowed growth"}, load.Text{"结果", "result"})
		for _, g := range r.Growth {
			verdict := load.Verdict{Pass: g.pass()}
			m := g.measure
			t.Row(g.replica, m.name[lang], m.write(g.first), m.write(g.last), m.write(g.allowed()), verdict.Word())
		}
		out[lang] = fmt.Sprintf("%s\n\n%s\n", conditions[lang], t)
	}
	return out
}
