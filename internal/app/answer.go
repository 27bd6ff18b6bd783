package app

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/record/bundle"
)

type answerCommand struct {
	File      string   `arg:"" name:"answer" help:"GET /v1/deadlines 的答复（JSON）；- 为标准输入 / The answer of GET /v1/deadlines (JSON); - for standard input."`
	Bundle    string   `required:"" placeholder:"FILE" help:"离线包 / The bundle."`
	Key       []string `required:"" placeholder:"KEY,…" help:"公钥（shixian key 输出），逗号分隔 / Public keys (as shixian key prints them), by commas."`
	Suspended []string `sep:"none" placeholder:"FROM/TO" help:"问过的中止期间，答复中没有 / Suspended span that was asked with, which an answer does not name."`
	AsOf      *string  `placeholder:"DATE" help:"问过的 as_of，答复中没有 / as_of that was asked with, which an answer does not name."`
	History   *string  `placeholder:"DATE,…" help:"问过的已用的日子，答复中没有 / Days already used that were asked with, which an answer does not name."`
	Days      *string  `help:"问过的天数，答复中没有 / Length in days that was asked with, which an answer does not name."`
}

// Run verifies the bundle, counts the answer anew at its own position, and says what
// differs. The exit status tells an answer that differs from a failure.
func (c *answerCommand) Run(p Process) error { return answered(c.verify(p)) }

func (c *answerCommand) verify(p Process) (same bool, err error) {
	said, answer, err := c.read()
	if err != nil {
		return false, err
	}
	b, err := readBundle(c.Bundle, c.Key)
	if err != nil {
		return false, err
	}
	again, position, err := c.count(b, said, answer)
	if err != nil {
		return false, err
	}
	differ, unknown := compareAnswers(said, again)
	for _, name := range unknown {
		fmt.Fprintf(p.Stderr, "%s：未核对 / not checked\n", name)
	}
	if len(differ) > 0 {
		for _, name := range differ {
			fmt.Fprintf(p.Stdout, "%s：答复 %s，重算 %s / the answer says %[2]s, counted anew %[3]s\n", name, shown(said, name), shown(again, name))
		}
		return false, nil
	}
	_, err = fmt.Fprintf(p.Stdout, "相符，版本 %s / the same, revision %s\n", position, position)
	return true, err
}

// members are those of an answer's JSON.
type members map[string]any

func (c *answerCommand) read() (members, *wire.Answer, error) {
	text, err := readInput(c.File)
	if err != nil {
		return nil, nil, err
	}
	var said members
	var a wire.Answer
	if err := errors.Join(json.Unmarshal(text, &said), json.Unmarshal(text, &a)); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", c.File, err)
	}
	if a.Rule == "" || a.Position == "" {
		return nil, nil, fmt.Errorf("%s 不是有 rule 和 position 的答复 / is not an answer with rule and position", c.File)
	}
	return said, &a, nil
}

// count answers the question of an answer by a bundle, in the language and the view of the
// answer.
func (c *answerCommand) count(b *bundle.Bundle, said members, a *wire.Answer) (members, record.Position, error) {
	p, err := record.ParsePosition(a.Position)
	if err != nil {
		return nil, p, err
	}
	src, catalogue, err := loadFiles(b.Files)
	if err != nil {
		return nil, p, err
	}
	t, err := tableOf(b, src, p)
	if err != nil {
		return nil, p, err
	}
	var in wire.Input
	counted, err := ask(&in, t, catalogue, c.query(catalogue, a), func(q *deadlines.Question) {
		q.Readings, q.NoOffset = a.Readings != nil, has(a, deadlines.AddedBeijingTime)
		for _, i := range a.Interpretations {
			if i.InsteadOf != "" {
				q.Interpret = append(q.Interpret, deadlines.Choice{Of: i.InsteadOf, Take: i.Code})
			}
		}
	})
	if err != nil {
		return nil, p, errors.New(problem.Of(err, holidays.Chinese).Detail)
	}
	var best members
	least := -1
	for _, lang := range []string{holidays.Chinese, holidays.English} {
		again, err := render(t, catalogue, &in.Question, &counted, lang, said["explanation"] != nil)
		if err != nil {
			return nil, p, err
		}
		if differ, _ := compareAnswers(said, again); least < 0 || len(differ) < least {
			best, least = again, len(differ)
		}
	}
	return best, p, nil
}

// tableOf returns the table of a bundle at a position.
func tableOf(b *bundle.Bundle, src *holidays.Source, p record.Position) (*holidays.Table, error) {
	if p.Revision < 0 || p.Revision >= int64(len(b.Events)) || !p.Names(p.Revision, b.Events[p.Revision].Hash) {
		return nil, fmt.Errorf("位置 %s 不在离线包里，它到 %s 为止 / the bundle has no position %[1]s; it goes up to %[2]s", p, b.Position())
	}
	return live.BuildTable(record.Fold(b.Events[:p.Revision+1]), src)
}

// query is the question that an answer names, together with what it does not.
func (c *answerCommand) query(catalogue *deadlines.Catalogue, a *wire.Answer) string {
	q := dueCommand{Rule: a.Rule, Suspended: c.Suspended, AsOf: c.AsOf, History: c.History, Days: c.Days}
	if !a.Trigger.IsZero() {
		q.Date = new(a.Trigger.String())
	}
	if has(a, deadlines.AddedAmount) {
		q.Amount = new(strconv.Itoa(a.Amount))
	}
	if has(a, deadlines.AddedRoll) {
		q.Roll = &a.Roll
	}
	if has(a, deadlines.AddedAgreed) {
		q.Agreed = new(a.Nominal.String())
	}
	if r := catalogue.Rule(a.Rule); r != nil && a.Calendar != r.Jurisdiction.Calendar {
		q.Calendar = &a.Calendar
	}
	return q.query()
}

// has says whether an answer names an interpretation that a request brings in.
func has(a *wire.Answer, added deadlines.Added) bool {
	code := deadlines.AddedCodes[bits.TrailingZeros(uint(added))]
	return slices.ContainsFunc(a.Interpretations, func(i wire.Interpretation) bool { return i.Code == code })
}

func render(t *holidays.Table, catalogue *deadlines.Catalogue, q *deadlines.Question, a *deadlines.Answer, lang string, full bool) (members, error) {
	r := wire.Rendering{Lang: lang}
	if full {
		x := explained(lang, t, catalogue, q, a)
		r.View, r.Explanation = wire.Full, &x
	}
	var out members
	err := json.Unmarshal(wire.NewEncoder(catalogue).AppendRendered(nil, a, &r), &out)
	return out, err
}

// compareAnswers returns the members of an answer that are not as they were counted anew,
// and those that counting anew does not give. The caller's own name for the question is
// none of them.
func compareAnswers(said, again members) (differ, unknown []string) {
	for _, name := range slices.Sorted(maps.Keys(said)) {
		value, there := again[name]
		switch {
		case name == "ref":
		case !there && isAnswers(name):
			differ = append(differ, name)
		case !there:
			unknown = append(unknown, name)
		case !reflect.DeepEqual(said[name], value):
			differ = append(differ, name)
		}
	}
	return differ, unknown
}

// isAnswers says whether a member is one that answers can have, but for the part that
// tells where a matter stands.
func isAnswers(name string) bool {
	return slices.ContainsFunc(reflect.VisibleFields(reflect.TypeFor[wire.Answer]()), func(f reflect.StructField) bool {
		tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		return tag == name
	})
}

// shown is a member in JSON, shortened.
func shown(m members, name string) string {
	const longest = 200
	text, err := json.Marshal(m[name])
	if err != nil {
		return err.Error()
	}
	if r := []rune(string(text)); len(r) > longest {
		return string(r[:longest]) + "…"
	}
	return string(text)
}
