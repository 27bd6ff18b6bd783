package rules

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"shixian/deadlines"
	"shixian/holidays/datafile"
)

// What is said of a rule and of a reading alike.
const (
	wrongAmount = "amount %[1]d 要在 1 至 %[2]d 之间 / the amount %[1]d is not 1 to %[2]d"
	wrongRoll   = "roll %[1]q 要是 none、next、previous 之一 / the roll %[1]q is none of none, next, previous"
)

var idPart = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// minCases is how many worked cases a rule brings: one alone seldom holds its numbers.
const minCases = 2

// Groups are what a clerk looks under.
var Groups = []string{"meeting", "document", "reply", "travel", "supervision"}

// head checks the jurisdiction and the document of a file.
func (l *loader) head(file *datafile.File, raw *ruleFile) error {
	j, d := &raw.Jurisdiction, &raw.Document
	c := &check{file: file, at: "$"}
	c.require(idPart.MatchString(j.ID), "jurisdiction.id", "区的代号 %[1]q 只能用小写字母、数字和连字符 / the jurisdiction id %[1]q is not lower-case letters, digits and hyphens", j.ID)
	c.require(j.Name.ZH != "" && j.Name.EN != "", "jurisdiction.name", "区名要有中文 zh 和英文 en / the jurisdiction has a name in zh and en")
	c.require(l.table.Calendar(j.Calendar) != nil, "jurisdiction.calendar", "没有日历 %[1]q，只有 %[2]s / there is no calendar %[1]q; there are %[2]s", j.Calendar, strings.Join(l.table.IDs(), ", "))
	c.require(d.Title != "", "document", "要写文件名称 title / the document has a title")
	c.require(!d.EffectiveFrom.IsZero(), "document", "要写施行日期 effective_from / the document has a date effective_from")
	c.require(!d.Checked.IsZero(), "document", "要写最近一次与原文核对的日期 checked / the document has a date checked, on which the rules were last compared with its text")
	c.require(d.EffectiveTo.IsZero() || !d.EffectiveTo.Before(d.EffectiveFrom), "document.effective_to", "effective_to %[1]s 早于 effective_from / effective_to %[1]s is before effective_from", d.EffectiveTo)
	c.require(d.EffectiveTo.IsZero() == (d.SupersededBy == ""), "document", "effective_to 和 superseded_by 要写就一起写 / effective_to and superseded_by stand together")
	j.Uncounted = raw.Uncounted
	return errors.Join(append(c.errs, checkUncounted(file, raw.Uncounted))...)
}

// checkUncounted checks the duties that a file leaves out, up to the first that is wrong.
func checkUncounted(file *datafile.File, duties []deadlines.Uncounted) error {
	for i, u := range duties {
		c := &check{file: file, at: fmt.Sprintf("$.uncounted[%d]", i)}
		c.require(u.Word != "", "word", "要写原文的时间用语 word / the duty has the text's time word")
		c.require(u.Article > 0, "article", "要写第几条 article / the duty cites an article")
		c.require(u.Paragraph >= 0, "paragraph", "款号 paragraph 从 1 起 / a paragraph is numbered from 1")
		c.worded("what", u.What)
		c.worded("reason", u.Reason)
		if len(c.errs) > 0 {
			return errors.Join(c.errs...)
		}
	}
	return nil
}

func (l *loader) rule(file *datafile.File, at string, raw *rule, j *deadlines.Jurisdiction, doc *deadlines.Document) (*deadlines.Rule, error) {
	c := &check{file: file, at: at}
	c.common(raw, j)
	c.shape(raw)
	r := new(deadlines.Rule) // by itself: what else stands in the file is not kept
	*r = raw.Rule
	r.Jurisdiction, r.Document, r.UpTo, r.Beyond = j, doc, raw.Approver.UpTo, raw.Approver.Beyond
	if raw.Weekday != "" {
		r.Weekday = c.weekday("weekday", raw.Weekday)
	}
	for i, name := range raw.Weekdays {
		r.Weekdays = append(r.Weekdays, c.weekday(fmt.Sprintf("weekdays[%d]", i), name))
	}
	if r.Roll == deadlines.RollDefault {
		r.Roll = deadlines.DefaultRoll(r.Shape, r.Unit, r.Every)
	}
	for i, code := range raw.Interpretations {
		in := l.interpretations[code]
		if in == nil {
			c.fail(fmt.Sprintf("interpretations[%d]", i), "没有解释 %[1]q，有哪些见 interpretations.yaml / there is no interpretation %[1]q; interpretations.yaml has those there are", code)
		}
		r.Interpretations = append(r.Interpretations, in)
	}
	if len(c.errs) == 0 {
		c.interpreted(raw, r)
		c.closed(raw, r)
	}
	return r, errors.Join(c.errs...)
}

// check gathers the mistakes of a part of a file.
type check struct {
	file *datafile.File
	at   string
	errs []error
}

func (c *check) fail(key, format string, args ...any) {
	c.errs = append(c.errs, c.file.Errorf(c.at+"."+key, format, args...))
}

func (c *check) require(ok bool, key, format string, args ...any) {
	if !ok {
		c.fail(key, format, args...)
	}
}

// listed joins words that may stand in a file, but for the empty one.
func listed[T ~string](words []T) string {
	var out []string
	for _, w := range words {
		if w != "" {
			out = append(out, string(w))
		}
	}
	return strings.Join(out, ", ")
}

func oneOf[T ~string](v T, of ...T) bool { return slices.Contains(of, v) }

func (c *check) common(r *rule, j *deadlines.Jurisdiction) {
	prefix, name, _ := strings.Cut(r.ID, ".")
	c.require(prefix == j.ID && idPart.MatchString(name) || !idPart.MatchString(j.ID), "id", "编号 %[1]q 要写成 %[2]s.名称，只用小写字母、数字和连字符 / the id %[1]q is not %[2]s.name in lower-case letters, digits and hyphens", r.ID, j.ID)
	c.worded("title", r.Title)
	c.worded("trigger", r.Trigger)
	c.worded("actor", r.Actor)
	c.require(oneOf(r.Group, Groups...), "group", "类别 %[1]q 要是 %[2]s 之一 / the group %[1]q is none of %[2]s", r.Group, strings.Join(Groups, ", "))
	c.strength(r)
	c.require(oneOf(r.Silence, "", deadlines.DeemedNoObjection), "silence", "silence %[1]q 只能是 deemed_no_objection / the consequence of silence %[1]q is not deemed_no_objection", r.Silence)
	c.require(!r.SilenceInferred || r.Silence != "", "silence_inferred", "写了 silence_inferred，没有写 silence / silence_inferred stands without silence")
	c.require(r.Roll.Known(), "roll", wrongRoll, r.Roll)
	c.require(r.Article > 0, "article", "要写第几条 article / the rule cites an article")
	c.require(r.Paragraph >= 0, "paragraph", "款号 paragraph 从 1 起 / a paragraph is numbered from 1")
	c.wordedIfAny("wording", r.Wording)
	c.wordedIfAny("note", r.Note)
	c.wordedIfAny("postponed_by", r.PostponedBy)
	for i := range r.Cases {
		c.wordedIfAny(fmt.Sprintf("cases[%d].why", i), r.Cases[i].Why)
	}
	c.require(len(r.Cases) >= minCases, "cases", "每条规则至少 %[1]d 个算例，这条有 %[2]d 个 / the rule needs %[1]d worked cases, and has %[2]d", minCases, len(r.Cases))
}

// modals are the words that a strength stands for, one of which is in a rule's modal.
var modals = map[deadlines.Strength][]string{
	deadlines.Mandatory: {"须", "应", "要", "不得"},
	deadlines.Principle: {"原则上"},
	deadlines.General:   {"一般"},
	deadlines.Permitted: {"可"},
	deadlines.Plain:     nil,
}

// strength checks that the strength is known and that the text's words are of it.
func (c *check) strength(r *rule) {
	words, known := modals[r.Strength]
	c.require(known, "strength", "strength %[1]q 要是 mandatory、principle、general、permitted、plain 之一 / the strength %[1]q is none of mandatory, principle, general, permitted, plain", r.Strength)
	if r.Strength == deadlines.Plain {
		c.require(r.Modal == "", "modal", "strength 为 plain 的不写 modal，这条写了 %[1]q / a rule that is plain has no modal, and this one has %[1]q", r.Modal)
		return
	}
	named := func(w string) bool { return strings.Contains(r.Modal, w) }
	c.require(r.Modal == "" || slices.ContainsFunc(words, named), "modal",
		"strength 为 %[1]s 的，modal 里要有“%[2]s”之一，这条是 %[3]q / a rule that is %[1]s has one of “%[2]s” in its modal, and this one has %[3]q", r.Strength, strings.Join(words, "、"), r.Modal)
}

func (c *check) worded(key string, t deadlines.Text) {
	c.require(t.ZH != "" && t.EN != "", key, "%[1]s 要有中文 zh 和英文 en / %[1]s stands in zh and en", key[strings.LastIndexByte(key, '.')+1:])
}

func (c *check) wordedIfAny(key string, t deadlines.Text) {
	if !t.IsZero() {
		c.worded(key, t)
	}
}

// uses lists which keys a shape takes beside the common ones, and the units in which it can
// count.
type uses struct {
	units                                                               []deadlines.Unit
	amount, every, weekdays, atLeast, triggerDay, overridable, approver bool
}

var shapeUses = map[deadlines.Shape]uses{
	deadlines.Within:        {units: []deadlines.Unit{deadlines.WorkingDay, deadlines.CalDay, deadlines.Month}, amount: true, triggerDay: true, overridable: true},
	deadlines.Before:        {units: []deadlines.Unit{deadlines.WorkingDay, deadlines.CalDay}, amount: true, overridable: true},
	deadlines.Lead:          {units: []deadlines.Unit{deadlines.WorkingDay}, amount: true, overridable: true},
	deadlines.YearEnd:       {},
	deadlines.Term:          {units: []deadlines.Unit{deadlines.Year}, amount: true},
	deadlines.Recurring:     {every: true},
	deadlines.Quota:         {units: []deadlines.Unit{"", deadlines.CalDay}, amount: true, atLeast: true},
	deadlines.Threshold:     {units: []deadlines.Unit{deadlines.CalDay}, amount: true, approver: true},
	deadlines.WeekdayWindow: {weekdays: true},
}

func (c *check) shape(r *rule) {
	u, ok := shapeUses[r.Shape]
	if !ok {
		c.fail("shape", "形式 %[1]q 要是 %[2]s 之一 / the shape %[1]q is none of %[2]s", r.Shape, listed(slices.Sorted(maps.Keys(shapeUses))))
		return
	}
	uses := func(used, given bool, key string) {
		c.require(used || !given, key, "形式 %[1]s 不用写 %[2]s / the shape %[1]s does not take %[2]s", r.Shape, key)
	}
	uses(u.amount, r.Amount != 0, "amount")
	uses(u.every, r.Every != "", "every")
	uses(u.weekdays, len(r.Weekdays) > 0, "weekdays")
	uses(u.atLeast, r.AtLeast, "at_least")
	uses(r.AtLeast, r.AtMost != 0, "at_most")
	uses(r.Shape == deadlines.Quota && r.Unit == "", !r.Counter.IsZero(), "counter")
	c.wordedIfAny("counter", r.Counter)
	c.require(r.AtMost == 0 || r.AtMost > r.Amount && r.AtMost <= deadlines.MaxAmount, "at_most", "at_most %[1]d 要大于 amount / at_most %[1]d is not beyond the amount", r.AtMost)
	uses(u.triggerDay, r.TriggerDayCounts, "trigger_day_counts")
	uses(u.overridable, r.Overridable, "overridable")
	uses(u.approver, r.Approver != approver{}, "approver")
	nth := u.every && r.Every == deadlines.EveryNthWeekday
	uses(nth, r.Nth != 0, "nth")
	uses(nth, r.Weekday != "", "weekday")
	uses(nth, !r.PostponedBy.IsZero(), "postponed_by")
	c.require(!u.amount || r.Amount >= 1 && r.Amount <= deadlines.MaxAmount, "amount", wrongAmount, r.Amount, deadlines.MaxAmount)
	if len(u.units) > 0 {
		c.require(oneOf(r.Unit, u.units...), "unit", "形式 %[1]s 不按单位 %[2]q 计算，要写 %[3]s / the shape %[1]s does not count in %[2]q, but in %[3]s", r.Shape, r.Unit, listed(u.units))
	} else {
		uses(false, r.Unit != "", "unit")
	}
	c.shapeOwn(r, u, nth)
}

func (c *check) shapeOwn(r *rule, u uses, nth bool) {
	if u.every {
		_, known := windows[r.Every]
		c.require(known, "every", "every %[1]q 要是 %[2]s 之一 / the window %[1]q is none of %[2]s", r.Every, listed(slices.Sorted(maps.Keys(windows))))
	}
	if nth {
		c.require(r.Nth >= 1 && r.Nth <= 5, "nth", "nth %[1]d 要在 1 至 5 之间 / nth %[1]d is not 1 to 5", r.Nth)
		c.require(r.Weekday != "", "weekday", "every 为 nth_weekday 的要写 weekday / an nth_weekday has a weekday")
	}
	c.require(!u.weekdays || len(r.Weekdays) > 0, "weekdays", "形式 weekday_window 要写 weekdays / a weekday_window has weekdays")
	if u.approver {
		c.require(r.Approver.UpTo.ZH != "" && r.Approver.UpTo.EN != "" && r.Approver.Beyond.ZH != "" && r.Approver.Beyond.EN != "",
			"approver", "形式 threshold 要写界限以内（up_to）和以上（beyond）由谁批准，都要有中文 zh 和英文 en / a threshold says in zh and en who decides up_to it and beyond it")
	}
}

func (c *check) weekday(key, name string) time.Weekday {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.ToLower(d.String()) == name {
			return d
		}
	}
	c.fail(key, "%[1]q 不是星期几，要写成 monday 这样 / %[1]q is not a weekday such as monday", name)
	return 0
}
