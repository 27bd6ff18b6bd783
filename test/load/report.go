package load

import (
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"time"
)

// Result is what a run measured.
type Result struct {
	// Conditions say on what was measured, and how long.
	Conditions Text
	Bare       *Capacity
	Capacities []*Capacity // of the service's set-ups
	Costs      []Cost      // of one replica and of bare gin
	Peers      *Peers
	Overloads  []*Overload
}

// Conditions describes this machine, on which processors what ran, and the lengths.
func Conditions(serverCPUs, clientCPUs string, l Lengths) Text {
	return Both(
		"%d 个处理器，%s/%s，%s；服务端进程固定在处理器 %s，客户端固定在处理器 %s；每轮 %s，半载与过载各 %s。",
		"%d processors, %s/%s, %s; servers pinned to processor %s, the client to processor %s; %s a round, half load and overload %s each.",
		runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version(), serverCPUs, clientCPUs, l.Step, l.Hold)
}

// quiet is how much of a processor others may have had, on average of the rounds.
const quiet = 0.1

// Quiet says whether the machine did little else meanwhile.
func (r *Result) Quiet() Verdict {
	var others, took float64
	count := func(of ...*Round) {
		for _, round := range of {
			others += round.Others * round.Took.Seconds()
			took += round.Took.Seconds()
		}
	}
	for _, c := range append([]*Capacity{r.Bare}, r.Capacities...) {
		count(append(c.Rounds, c.Half)...)
	}
	for _, o := range r.Overloads {
		count(o.Half, o.Triple)
	}
	others /= took
	return Verdict{others <= quiet, Both("机器安静：其他进程平均占一个处理器的 %.0f%%（要求 ≤ 10%%，否则以下数字不作数）",
		"the machine was quiet: others had %.0f%% of one processor on average (at most 10%%, else the figures below mean little)", 100*others)}
}

// Passed reports whether every verdict is PASS.
func (r *Result) Passed() bool {
	for _, o := range r.Overloads {
		for _, v := range o.Verdicts() {
			if !v.Pass {
				return false
			}
		}
	}
	return r.Quiet().Pass
}

// Markdown returns the tables in both languages.
func (r *Result) Markdown() Text {
	var out Text
	for lang := range out {
		parts := []string{
			r.Conditions[lang], r.Quiet().Word() + " " + r.Quiet().What[lang],
			heading(lang, "容量", "Capacity"), r.capacity(lang),
			heading(lang, "各类请求的开销", "What each kind of call costs"), r.costs(lang),
			heading(lang, "与别的做法相比", "Beside others"), r.Peers.tables(lang),
			heading(lang, "过载", "Overload"), r.overload(lang), r.verdicts(lang), r.admitted(lang),
			heading(lang, "逐级加压", "Rising rates"), r.rising(lang),
		}
		out[lang] = strings.Join(parts, "\n\n") + "\n"
	}
	return out
}

func heading(lang int, zh, en string) string { return "### " + Text{zh, en}[lang] }

func (r *Result) capacity(lang int) string {
	t := NewTable(lang,
		Text{"部署", "set-up"}, Text{"容量 请求/秒", "capacity, calls/s"}, Text{"与裸 gin 之比", "of bare gin"}, Text{"截止日/秒", "due days/s"},
		Text{"CPU 微秒/请求", "CPU µs/call"}, Text{"半载 p50 毫秒", "half load p50 ms"}, Text{"p99", "p99"}, Text{"p99.9", "p99.9"}, Text{"内存峰值 MiB", "peak memory MiB"})
	for _, c := range append([]*Capacity{r.Bare}, r.Capacities...) {
		rate := c.Best.Achieved()
		atLeast := ""
		if c.AtLeast {
			atLeast = "≥ "
		}
		due := "–"
		if c != r.Bare {
			due = fmt.Sprintf("%.0f", rate*c.Setup.Mix.deadlines())
		}
		peak := c.Half.Use.Peak()
		for _, round := range c.Rounds {
			peak = max(peak, round.Use.Peak())
		}
		t.Row(c.Setup.Name[lang], fmt.Sprintf("%s%.0f", atLeast, rate), fmt.Sprintf("%.2f", rate/r.Bare.Best.Achieved()), due,
			perCall(c.Best), ms(c.Half.P("", 50)), ms(c.Half.P("", 99)), ms(c.Half.P("", 99.9)), MiB(peak))
	}
	return t.String()
}

// perCall writes the processor time of a call, and of each process if there are
// several.
func perCall(r *Round) string {
	micros := func(d time.Duration) string {
		return fmt.Sprintf("%.0f", float64(d)/1e3/float64(max(1, r.Sent)))
	}
	out := micros(r.Use.CPU())
	if len(r.Use.Names) == 1 {
		return out
	}
	var parts []string
	for i, name := range r.Use.Names {
		parts = append(parts, name+" "+micros(r.Use.Spent[i]))
	}
	return out + " (" + strings.Join(parts, ", ") + ")"
}

func (r *Result) costs(lang int) string {
	t := NewTable(lang, Text{"请求", "call"}, Text{"占比 %", "share %"}, Text{"CPU 微秒", "CPU µs"}, Text{"裸 gin 微秒", "bare gin µs"},
		Text{"p50 毫秒", "p50 ms"}, Text{"p99", "p99"}, Text{"混合半载 p50", "half load of the mix, p50"}, Text{"p99", "p99"})
	half := r.Capacities[0].Half
	for _, c := range r.Costs {
		name, alone, bare := c.Kind.Name, c.Rounds[0], c.Rounds[1]
		t.Row(c.Kind.What[lang], fmt.Sprint(c.Kind.Weight), perCall(alone), perCall(bare),
			ms(alone.P("", 50)), ms(alone.P("", 99)), ms(half.P(name, 50)), ms(half.P(name, 99)))
	}
	return t.String()
}

func (r *Result) overload(lang int) string {
	t := NewTable(lang, Text{"部署", "set-up"}, Text{"施加 请求/秒", "offered, calls/s"}, Text{"答复/秒", "answered/s"},
		Text{"200/304 %", "200/304 %"}, Text{"429 %", "429 %"}, Text{"503 %", "503 %"}, Text{"其他", "other"},
		Text{"半载 p50 毫秒", "half load p50 ms"}, Text{"p99", "p99"}, Text{"过载放行者 p50", "admitted in overload, p50"}, Text{"p99", "p99"}, Text{"p99.9", "p99.9"},
		Text{"第一秒 p99", "first second, p99"}, Text{"内存 MiB 起 → 止", "memory MiB, early → late"})
	for _, o := range r.Overloads {
		early, late := o.memory()
		share := func(codes ...int) string { return fmt.Sprintf("%.1f", 100*o.Triple.Share(codes...)) }
		t.Row(o.Name[lang], fmt.Sprintf("%.0f", float64(o.Triple.Sent)/o.Length.Seconds()), fmt.Sprintf("%.0f", o.Triple.Achieved()),
			share(http.StatusOK, http.StatusNotModified), share(http.StatusTooManyRequests), share(http.StatusServiceUnavailable),
			fmt.Sprint(o.Triple.Lost(shed...)), ms(o.Half.P("", 50)), ms(o.Half.P("", 99)),
			ms(o.Triple.P("", 50)), ms(o.Triple.P("", 99)), ms(o.Triple.P("", 99.9)), ms(o.Triple.P(Onset, 99)), MiB(early)+" → "+MiB(late))
	}
	return t.String()
}

// admitted is what became of each kind of call in the overload.
func (r *Result) admitted(lang int) string {
	t := NewTable(lang, Text{"部署", "set-up"}, Text{"请求", "call"}, Text{"放行 %", "admitted %"},
		Text{"半载 p99 毫秒", "half load p99 ms"}, Text{"过载 p50", "overload p50"}, Text{"过载 p99", "overload p99"})
	for _, o := range r.Overloads {
		for _, k := range kinds {
			share := float64(len(o.Triple.Good[k.Name])) / float64(max(1, o.Triple.Asked[k.Name]))
			t.Row(o.Name[lang], k.What[lang], fmt.Sprintf("%.1f", 100*share),
				ms(o.Half.P(k.Name, 99)), ms(o.Triple.P(k.Name, 50)), ms(o.Triple.P(k.Name, 99)))
		}
	}
	return t.String()
}

func (r *Result) verdicts(lang int) string {
	var lines []string
	for _, o := range r.Overloads {
		for _, v := range o.Verdicts() {
			lines = append(lines, fmt.Sprintf("- %s %s: %s", v.Word(), o.Name[lang], v.What[lang]))
		}
	}
	return strings.Join(lines, "\n")
}

func (r *Result) rising(lang int) string {
	t := NewTable(lang, Text{"部署", "set-up"}, Text{"施加 请求/秒", "offered, calls/s"}, Text{"答复/秒", "answered/s"}, Text{"p50 毫秒", "p50 ms"}, Text{"p99", "p99"}, Text{"p99.9", "p99.9"},
		Text{"CPU 微秒/请求", "CPU µs/call"}, Text{"服务端 CPU %", "servers' CPU %"}, Text{"客户端 CPU %", "client's CPU %"}, Text{"其他 CPU %", "others' CPU %"}, Text{"迟发 p99 毫秒", "sent late, p99 ms"}, Text{"未得答案", "not answered"}, Text{"", ""})
	for _, c := range append([]*Capacity{r.Bare}, r.Capacities...) {
		for _, round := range c.Rounds {
			mark := Text{"饱和", "saturated"}[lang]
			if round.Held() {
				mark = ""
			}
			t.Row(c.Setup.Name[lang], fmt.Sprintf("%.0f", round.Offered), fmt.Sprintf("%.0f", round.Achieved()),
				ms(round.P("", 50)), ms(round.P("", 99)), ms(round.P("", 99.9)), fmt.Sprintf("%.0f", float64(round.PerCall())/1e3),
				percent(round.Servers), percent(round.Client), percent(round.Others), ms(round.Late), fmt.Sprint(round.Lost(http.StatusOK, http.StatusNotModified)), mark)
		}
	}
	return t.String()
}

func percent(share float64) string { return fmt.Sprintf("%.0f", 100*share) }

// Table is a table in Markdown.
type Table struct{ b strings.Builder }

// NewTable returns a table with the heads in one language.
func NewTable(lang int, heads ...Text) *Table {
	t := &Table{}
	cells := make([]string, len(heads))
	for i, h := range heads {
		cells[i] = h[lang]
	}
	t.Row(cells...)
	t.Row(strings.Split(strings.Repeat("---,", len(heads)-1)+"---", ",")...)
	return t
}

// Row adds a row.
func (t *Table) Row(cells ...string) {
	t.b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
}

// String returns the table without a newline at its end.
func (t *Table) String() string { return strings.TrimSuffix(t.b.String(), "\n") }
