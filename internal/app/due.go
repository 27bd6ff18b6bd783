package app

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/deadlines/explain"
	"shixian/holidays"
)

type dueCommand struct {
	offline
	Rule      string   `arg:"" help:"规则，见 shixian rules / Rule, see shixian rules."`
	Date      *string  `arg:"" optional:"" help:"起算日 / Trigger."`
	Amount    *string  `help:"另定的时限 / Another amount."`
	Agreed    *string  `help:"商定的日期 / The day agreed."`
	Roll      *string  `help:"顺延：none、next、previous / Roll: none, next, previous."`
	Suspended []string `sep:"none" placeholder:"FROM/TO" help:"中止期间 / Suspended span."`
	AsOf      *string  `placeholder:"DATE" help:"按该日已发布的通知 / By the notices issued by that day."`
	Calendar  *string  `help:"日历 / Calendar."`
	History   *string  `placeholder:"DATE,…" help:"已用的日子 / Days already used."`
	Days      *string  `help:"天数 / Length in days."`
	Interpret []string `sep:"none" placeholder:"OF:READING" help:"选定的理解 / Reading chosen."`
	Readings  bool     `help:"一并答出别的理解 / Answer under the other readings, too."`
}

// query is the question as the query of GET /v1/deadlines, so that it is read alike. What is
// given empty, as by a script whose variable is not set, is wrong there and not passed over.
func (c *dueCommand) query() string {
	v := url.Values{}
	for name, value := range map[string]*string{
		"rule": &c.Rule, "trigger": c.Date, "amount": c.Amount, "agreed": c.Agreed, "roll": c.Roll, "as_of": c.AsOf,
		"calendar": c.Calendar, "history": c.History, "days": c.Days,
	} {
		if value != nil {
			v.Set(name, *value)
		}
	}
	for name, lists := range map[string][]string{"suspended": c.Suspended, "interpret": c.Interpret} {
		for _, list := range lists {
			addField(v, name, list)
		}
	}
	if c.Readings {
		v.Set("readings", "true")
	}
	return v.Encode()
}

// addField adds a field of a question to a query. What a question may have several of is separated
// by commas on the command line and in its tables.
func addField(v url.Values, name, value string) {
	switch name {
	case "suspended", "interpret":
		v[name] = append(v[name], strings.Split(value, ",")...)
	default:
		v.Add(name, value)
	}
}

// Run answers a question, and explains the answer.
func (c *dueCommand) Run(ctx context.Context, p Process) error {
	t, catalogue, err := c.tables(ctx, p)
	if err != nil {
		return err
	}
	var in wire.Input
	a, err := ask(&in, t, catalogue, c.query())
	if err != nil {
		return c.told(p, err)
	}
	if c.JSON {
		_, err = fmt.Fprintf(p.Stdout, "%s\n", wire.NewEncoder(catalogue).AppendAnswer(nil, &a, c.Lang))
		return err
	}
	x := explained(c.Lang, t, catalogue, &in.Question, &a)
	_, err = fmt.Fprintln(p.Stdout, x.Text())
	return err
}

func explained(lang string, t *holidays.Table, catalogue *deadlines.Catalogue, q *deadlines.Question, a *deadlines.Answer) explain.Explanation {
	return explain.Explain(lang, &explain.Subject{
		Question: q, Answer: a, Interpretations: catalogue.Interpretations, NameEN: t.Source().Statutory.NameEN,
	})
}

// ask answers a question that is written as a query and changed by change. It is read into
// in.
func ask(in *wire.Input, t *holidays.Table, catalogue *deadlines.Catalogue, query string, change ...func(*deadlines.Question)) (a deadlines.Answer, err error) {
	in.Reset(true)
	if err := wire.ReadQuery(in, query, wire.RowFields); err != nil {
		return a, err
	}
	for _, f := range change {
		f(&in.Question)
	}
	return catalogue.Ask(t, &in.Question)
}
