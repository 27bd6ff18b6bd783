package main

import (
	"encoding/json"
	"fmt"

	"shixian/api/wire"
	"shixian/deadlines"
	catalogue "shixian/deadlines/rules"
	"shixian/holidays"
	"shixian/holidays/data"
)

// examples answers questions by the embedded tables, and returns each question and its
// answer as Example Objects by the shape of its rule.
func examples(questions []object) (asked, answered object, err error) {
	src, err := data.Embedded()
	if err != nil {
		return nil, nil, err
	}
	table, err := holidays.NewTableAt(src, 0, "0.9f3c41aa", nil)
	if err != nil {
		return nil, nil, err
	}
	cat, err := catalogue.Load(table)
	if err != nil {
		return nil, nil, err
	}
	asked, answered = object{}, object{}
	for _, question := range questions {
		a, err := answer(cat, table, question)
		if err != nil {
			return nil, nil, fmt.Errorf("the example %v: %w", question, err)
		}
		var value object
		if err := json.Unmarshal(wire.NewEncoder(cat).AppendAnswer(nil, a, holidays.Chinese), &value); err != nil {
			return nil, nil, err
		}
		shape, summary := string(a.Rule.Shape), a.Rule.Title.ZH+" / "+a.Rule.Title.EN
		asked[shape] = object{"summary": summary, "value": question}
		answered[shape] = object{"summary": summary, "value": value}
	}
	return asked, answered, nil
}

func answer(cat *deadlines.Catalogue, table *holidays.Table, question object) (*deadlines.Answer, error) {
	text, err := json.Marshal(question)
	if err != nil {
		return nil, err
	}
	var in wire.Input
	in.Reset(true)
	if err := wire.NewDecoder(cat).Question(text, &in, wire.QuestionFields); err != nil {
		return nil, err
	}
	a, err := cat.Ask(table, &in.Question)
	return &a, err
}

// withExamples puts the examples into the calls that answer one question.
func withExamples(doc, asked, answered object) {
	body := func(path ...string) object {
		at := doc
		for _, key := range path {
			at = at[key].(object)
		}
		return at["content"].(object)["application/json"].(object)
	}
	const path = "/v1/deadlines"
	body("paths", path, "post", "requestBody")["examples"] = refs("questions", asked)
	for _, method := range []string{"get", "post"} {
		body("paths", path, method, "responses", "200")["examples"] = refs("answers", answered)
	}
	all := object{}
	for shape := range asked {
		all["questions."+shape], all["answers."+shape] = asked[shape], answered[shape]
	}
	doc["components"].(object)["examples"] = all
}

func refs(kind string, examples object) object {
	out := object{}
	for shape := range examples {
		out[shape] = object{"$ref": "#/components/examples/" + kind + "." + shape}
	}
	return out
}
