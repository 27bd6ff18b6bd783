package load

import (
	"context"
	"fmt"
	"time"
)

// Peers are what one replica takes for an answer, and what others take for it: a bare
// handler that answers with a constant, and programs that count for themselves.
type Peers struct {
	// Calls are single calls over a few busy connections: those of bare gin, then of the
	// replica, by turns.
	Calls []SaturatedCall
	// Lines are those of NDJSON, by view; Loops are programs that ask nobody.
	Lines, Loops []Answering
	// Stream is how many bytes the replica had resident at most while many lines passed,
	// with what earlier load has left, and Fresh the replica when it had answered a few calls.
	Stream int64
	Fresh  *Program

	passed int // lines
}

// SaturatedCall is a kind of call.
type SaturatedCall struct {
	Kind      Kind
	Bare, Own []Saturation // turn by turn
}

// Answering is the processor time that an answer takes, turn by turn.
type Answering struct {
	Name Text
	Each []int64
}

// saturated are the kinds of calls that are made as often as they are answered.
var saturated = []string{"get", "post"}

// views are the views of lines.
var views = []struct {
	name string
	what Text
}{
	{"brief", Text{"NDJSON，view=brief", "NDJSON, view=brief"}},
	{"standard", Text{"NDJSON，完整答案", "NDJSON, whole answers"}},
}

// Turns say how peers are measured.
type Turns struct {
	Turns  int
	Length time.Duration // of a saturation, whole seconds
	Lines  int           // that pass in a turn
	Folder string        // for what the client is told
}

// MeasurePeers measures a replica beside the bare handler and loops, by turns.
func MeasurePeers(ctx context.Context, bare, own *Setup, loops []Loop, t Turns) (*Peers, error) {
	p := &Peers{passed: t.Lines}
	for _, k := range kinds {
		if k.Name == saturated[0] || k.Name == saturated[1] {
			p.Calls = append(p.Calls, SaturatedCall{Kind: k})
		}
	}
	for _, v := range views {
		p.Lines = append(p.Lines, Answering{Name: v.what})
	}
	for i := range loops {
		p.Loops = append(p.Loops, Answering{Name: loops[i].Name})
	}
	for range t.Turns {
		if err := p.calls(ctx, bare, own, t); err != nil {
			return nil, err
		}
		if err := p.answers(ctx, own, loops); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (p *Peers) calls(ctx context.Context, bare, own *Setup, t Turns) error {
	for i := range p.Calls {
		c := &p.Calls[i]
		call := bare.Mix.middling(c.Kind.Name) // whose body it is answered with
		of, err := bare.Saturate(ctx, &call, t.Folder, t.Length)
		if err != nil {
			return err
		}
		c.Bare = append(c.Bare, of)
		if of, err = own.Saturate(ctx, &call, t.Folder, t.Length); err != nil {
			return err
		}
		c.Own = append(c.Own, of)
	}
	return nil
}

func (p *Peers) answers(ctx context.Context, own *Setup, loops []Loop) error {
	for i, v := range views {
		passed, use, err := own.pass(ctx, v.name, p.passed)
		if err != nil {
			return fmt.Errorf("%s: %w", v.what[English], err)
		}
		p.Lines[i].Each = append(p.Lines[i].Each, int64(use.CPU())/int64(passed))
		p.Stream = max(p.Stream, use.Peak())
	}
	for i := range loops {
		each, err := loops[i].Count(ctx)
		if err != nil {
			return err
		}
		p.Loops[i].Each = append(p.Loops[i].Each, int64(each))
	}
	return nil
}

// medians returns the medians of the rates and of the processor times.
func medians(of []Saturation) (rate int64, each float64) {
	var rates, times []int64
	for _, s := range of {
		rates, times = append(rates, int64(s.Rate)), append(times, int64(s.Each))
	}
	return Median(rates), float64(Median(times)) / 1e3
}

// ratios returns the medians of one over the other of the same turn, of the rates and of the
// processor times: the machine may be slower in one turn than in another.
func ratios(own, bare []Saturation) (rate, each float64) {
	var rates, times []float64
	for i := range own {
		rates = append(rates, own[i].Rate/max(1, bare[i].Rate))
		times = append(times, float64(bare[i].Each)/float64(max(1, own[i].Each)))
	}
	return Median(rates), Median(times)
}

func (p *Peers) tables(lang int) string {
	calls := NewTable(lang, Text{"请求", "call"}, Text{"裸 gin 请求/秒", "bare gin, calls/s"}, Text{"一个副本", "one replica"}, Text{"比值", "ratio"},
		Text{"裸 gin CPU 微秒", "bare gin, CPU µs"}, Text{"一个副本", "one replica"}, Text{"裸 gin ÷ 它", "bare gin ÷ it"})
	post := 0.0 // of bare gin, in nanoseconds
	for _, c := range p.Calls {
		bareRate, bareEach := medians(c.Bare)
		rate, each := medians(c.Own)
		post = bareEach * 1e3
		ofRates, ofTimes := ratios(c.Own, c.Bare)
		calls.Row(c.Kind.What[lang], fmt.Sprint(bareRate), fmt.Sprint(rate), fmt.Sprintf("%.2f", ofRates),
			fmt.Sprintf("%.1f", bareEach), fmt.Sprintf("%.1f", each), fmt.Sprintf("%.2f", ofTimes))
	}
	answers := NewTable(lang, Text{"一个答案", "one answer"}, Text{"CPU 纳秒", "CPU ns"}, Text{"每秒每核", "a second and core"}, Text{"裸 gin 的 POST ÷ 它", "bare gin's POST ÷ it"})
	row := func(name Text, ns float64) {
		answers.Row(name[lang], fmt.Sprintf("%.0f", ns), fmt.Sprintf("%.0f", 1e9/max(ns, 1)), fmt.Sprintf("%.1f", post/max(ns, 1)))
	}
	row(Text{"裸 gin，POST 单条（不计算）", "bare gin, POST, one (computes nothing)"}, post)
	for _, a := range append(p.Lines[:len(p.Lines):len(p.Lines)], p.Loops...) {
		row(a.Name, float64(Median(a.Each)))
	}
	stream := Both("启动后只答过少数请求的副本常驻内存 %s MiB，%d 行 NDJSON 经过时至多 %s MiB；受过以上压力之后，至多 %s MiB。",
		"A replica that has answered a few calls since its start has %s MiB resident, and while %d lines of NDJSON pass %s MiB at most; after the load above, %s MiB at most.",
		MiB(p.Fresh.Idle), p.passed, MiB(p.Fresh.Stream), MiB(p.Stream))
	return calls.String() + "\n\n" + answers.String() + "\n\n" + stream[lang]
}
