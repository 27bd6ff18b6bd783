package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"go.yaml.in/yaml/v4"

	"shixian/deadlines"
)

// Data returns the files of data that a program needs, by name.
func (w *World) Data() (map[string][]byte, error) {
	src := w.Table.Source()
	out := map[string][]byte{}
	for name, value := range map[string]any{
		"calendars.json": src.Definitions, "notices.json": src.Notices, "regulations.json": src.Statutory.Regulations,
		"dates.json": src.Statutory.Dates, "rules.json": w.rules(),
	} {
		var err error
		if name != "notices.json" && name != "rules.json" {
			if value, err = plain(value); err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
		}
		if out[name], err = lines(value); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return out, nil
}

// plain returns a value with the names that it has in the data files, without what is
// empty.
func plain(value any) (any, error) {
	text, err := yaml.Marshal(value)
	if err != nil {
		return nil, err
	}
	var out any
	if err := yaml.Unmarshal(text, &out); err != nil {
		return nil, err
	}
	return pruned(out), nil
}

func pruned(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for name, of := range v {
			if of = pruned(of); of == nil || of == "" || of == 0 || of == false {
				delete(v, name)
			} else {
				v[name] = of
			}
		}
		if len(v) == 0 {
			return nil
		}
	case map[any]any:
		out := map[string]any{}
		for name, of := range v {
			out[fmt.Sprint(name)] = pruned(of)
		}
		return out
	case []any:
		for i := range v {
			v[i] = pruned(v[i])
		}
		if len(v) == 0 {
			return nil
		}
	}
	return value
}

// lines writes a list or an object with one element on a line.
func lines(value any) ([]byte, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	open, shut := text[0], text[len(text)-1]
	var parts [][]byte
	if open == '[' {
		var all []json.RawMessage
		err = json.Unmarshal(text, &all)
		for _, one := range all {
			parts = append(parts, one)
		}
	} else {
		var of map[string]json.RawMessage
		err = json.Unmarshal(text, &of)
		for _, name := range slices.Sorted(maps.Keys(of)) {
			parts = append(parts, fmt.Appendf(nil, "%q:%s", name, of[name]))
		}
	}
	return fmt.Appendf(nil, "%c\n%s\n%c\n", open, bytes.Join(parts, []byte(",\n")), shut), err
}

// ruleData is a rule as another program needs it.
type ruleData struct {
	ID               string             `json:"id"`
	Title            deadlines.Text     `json:"title"`
	Calendar         string             `json:"calendar"`
	Shape            deadlines.Shape    `json:"shape"`
	Amount           int                `json:"amount,omitempty"`
	Unit             deadlines.Unit     `json:"unit,omitempty"`
	Every            deadlines.Window   `json:"every,omitempty"`
	Nth              int                `json:"nth,omitempty"`
	Weekday          int                `json:"weekday,omitempty"`  // 1 is Monday
	Weekdays         []int              `json:"weekdays,omitempty"` // likewise
	AtLeast          bool               `json:"at_least,omitempty"`
	AtMost           int                `json:"at_most,omitempty"`
	TriggerDayCounts bool               `json:"trigger_day_counts,omitempty"`
	Roll             deadlines.Roll     `json:"roll"`
	Overridable      bool               `json:"overridable,omitempty"`
	Strength         deadlines.Strength `json:"strength"`
	Modal            string             `json:"modal,omitempty"`
	Silence          string             `json:"silence,omitempty"`
	EffectiveFrom    string             `json:"effective_from"`
	EffectiveTo      string             `json:"effective_to,omitempty"`
	Source           string             `json:"source"` // title and number of the document, with article and paragraph
	Interpretations  []string           `json:"interpretations"`
}

func (w *World) rules() any {
	out := []ruleData{}
	for _, r := range w.Catalogue.Rules {
		d := ruleData{
			ID: r.ID, Title: r.Title, Calendar: r.Jurisdiction.Calendar, Shape: r.Shape, Amount: r.Amount, Unit: r.Unit,
			Every: r.Every, Nth: r.Nth, AtLeast: r.AtLeast, AtMost: r.AtMost, TriggerDayCounts: r.TriggerDayCounts, Roll: r.Roll,
			Overridable: r.Overridable, Strength: r.Strength, Modal: r.Modal, Silence: r.Silence, EffectiveFrom: r.EffectiveFrom().String(),
			Source: fmt.Sprintf("%s第%d条", r.Document.Title+r.Document.Number, r.Article),
		}
		if r.Paragraph > 0 {
			d.Source += fmt.Sprintf("第%d款", r.Paragraph)
		}
		if last, _ := r.EffectiveTo(); !last.IsZero() {
			d.EffectiveTo = last.String()
		}
		if r.Nth > 0 {
			d.Weekday = int(r.Weekday)
		}
		for _, day := range r.Weekdays {
			d.Weekdays = append(d.Weekdays, int(day))
		}
		for _, i := range r.Interpretations {
			d.Interpretations = append(d.Interpretations, i.Code)
		}
		out = append(out, d)
	}
	return out
}
