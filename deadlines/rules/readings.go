package rules

import (
	"maps"
	"slices"

	"shixian/deadlines"
	"shixian/holidays/datafile"
)

// notNamed is why an interpretation has no alternatives whose file does not say.
var notNamed = deadlines.Text{ZH: "规则文件没有列出别的理解。", EN: "The rule file names no other reading."}

// addAlternatives checks the other readings of an interpretation, and makes them.
func addAlternatives(file *datafile.File, at string, raw *interpretation) error {
	i := &raw.Interpretation
	switch {
	case len(raw.Alternatives) > 0 && !i.WhyNot.IsZero():
		return file.Errorf(at+".why_not", "有了 alternatives 就不写 why_not / why_not stands only where there are no alternatives")
	case (i.WhyNot.ZH == "") != (i.WhyNot.EN == ""):
		return file.Errorf(at+".why_not", "why_not 要有中文 zh 和英文 en / why_not stands in zh and en")
	case len(raw.Alternatives) == 0 && i.WhyNot.IsZero():
		i.WhyNot = notNamed
	}
	for _, code := range slices.Sorted(maps.Keys(raw.Alternatives)) {
		alt := raw.Alternatives[code]
		here := at + ".alternatives." + code
		if alt.Text.ZH == "" || alt.Text.EN == "" || alt.Source.ZH == "" || alt.Source.EN == "" {
			return file.Errorf(here, "别的理解要写 text 和 source，都要有中文 zh 和英文 en / an alternative has text and source in zh and en")
		}
		if err := alt.Set.complete(file, here+".set"); err != nil {
			return err
		}
		alt.Of, alt.Code, alt.Change = i.Code, code, alt.Set.Change
		i.Alternatives = append(i.Alternatives, &alt.Alternative)
	}
	return nil
}

// complete checks what a reading changes, and takes in what stands there in words.
func (s *change) complete(file *datafile.File, at string) (err error) {
	switch {
	case s.Unit != "" && !oneOf(s.Unit, deadlines.WorkingDay, deadlines.CalDay):
		err = file.Errorf(at+".unit", "unit %[1]q 要是 working_day 或 day / a reading changes the unit to working_day or day, not %[1]q", s.Unit)
	case s.Amount < 0 || s.Amount > deadlines.MaxAmount:
		err = file.Errorf(at+".amount", wrongAmount, s.Amount, deadlines.MaxAmount)
	case !s.Roll.Known():
		err = file.Errorf(at+".roll", wrongRoll, s.Roll)
	case !oneOf(s.Period, "", "twelve_months"):
		err = file.Errorf(at+".period", "period %[1]q 只能是 twelve_months / the period %[1]q is not twelve_months", s.Period)
	case !oneOf(s.Line, "", "beyond"):
		err = file.Errorf(at+".line", "line %[1]q 只能是 beyond / the side of the line %[1]q is not beyond", s.Line)
	case !oneOf(s.DecisionDay, "", "excluded"):
		err = file.Errorf(at+".decision_day", "decision_day %[1]q 只能是 excluded / the day of the decision %[1]q is not excluded", s.DecisionDay)
	}
	s.TwelveMonths, s.LineBeyond, s.DecisionDayOut = s.Period != "", s.Line != "", s.DecisionDay != ""
	if err == nil && s.IsZero() {
		err = file.Errorf(at, "别的理解要在 set 里写改变了规则的哪一项 / an alternative changes something of the rule")
	}
	return err
}

// changes lists what a change can set, by the shapes to whose counting it means
// something.
var changes = []struct {
	set    func(c *deadlines.Change) bool
	shapes []deadlines.Shape
}{
	{func(c *deadlines.Change) bool { return c.Unit != "" }, []deadlines.Shape{deadlines.Within, deadlines.Before}},
	{func(c *deadlines.Change) bool { return c.Amount != 0 }, []deadlines.Shape{deadlines.Within, deadlines.Before, deadlines.Quota}},
	{func(c *deadlines.Change) bool { return c.Roll != deadlines.RollDefault },
		[]deadlines.Shape{deadlines.Within, deadlines.Before, deadlines.YearEnd, deadlines.Term, deadlines.Recurring}},
	{func(c *deadlines.Change) bool { return c.TriggerDay != nil }, []deadlines.Shape{deadlines.Within, deadlines.Before, deadlines.Term}},
	{func(c *deadlines.Change) bool { return c.TwelveMonths }, []deadlines.Shape{deadlines.Quota}},
	{func(c *deadlines.Change) bool { return c.LineBeyond }, []deadlines.Shape{deadlines.Threshold}},
	{func(c *deadlines.Change) bool { return c.DecisionDayOut }, []deadlines.Shape{deadlines.Lead}},
}

// noMeaning is why an interpretation has no alternatives in a rule that they could not
// change.
var noMeaning = deadlines.Text{ZH: "别的理解对这类时限没有意义。", EN: "The other readings mean nothing to a limit of this kind."}

// closed checks which alternatives the text of a rule leaves no room, and leaves the
// others open that mean something to its shape.
func (c *check) closed(raw *rule, r *deadlines.Rule) {
	for _, code := range slices.Sorted(maps.Keys(raw.Closed)) {
		k := slices.IndexFunc(r.Interpretations, func(i *deadlines.Interpretation) bool { return i != nil && i.Code == code })
		c.require(k >= 0, "closed", "%[1]q 不在这条规则的 interpretations 里 / %[1]q is not one of the rule's interpretations", code)
		c.require(k < 0 || len(r.Interpretations[k].Alternatives) > 0, "closed", "%[1]q 没有别的理解，不用写 closed / %[1]q has no alternatives that could be closed", code)
		c.worded("closed."+code, raw.Closed[code])
	}
	if len(c.errs) > 0 {
		return
	}
	r.Open, r.Closed = map[string][]*deadlines.Alternative{}, map[string]deadlines.Text{}
	for _, i := range r.Interpretations {
		open := slices.DeleteFunc(slices.Clone(i.Alternatives), func(alt *deadlines.Alternative) bool { return !means(r, &alt.Change) })
		why, closed := raw.Closed[i.Code]
		switch {
		case closed:
			r.Closed[i.Code] = why
		case len(open) > 0:
			r.Open[i.Code] = open
		case len(i.Alternatives) > 0:
			r.Closed[i.Code] = noMeaning
		default:
			r.Closed[i.Code] = i.WhyNot
		}
	}
}

func means(r *deadlines.Rule, c *deadlines.Change) bool {
	for _, k := range changes {
		if k.set(c) && !oneOf(r.Shape, k.shapes...) {
			return false
		}
	}
	return !c.TwelveMonths || !r.AtLeast
}
