package rules

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"shixian/deadlines"
	"shixian/holidays/datafile"
)

var idPart = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// minCases is how many worked cases a rule brings: one alone seldom holds its numbers.
const minCases = 2

// Groups are what a clerk looks under.
var Groups = []string{"meeting", "document", "reply", "travel", "supervision"}

// head checks the jurisdiction and the document of a file, and makes them even if they are
// wrong, so that the file's rules can be looked at.
func (l *loader) head(file *datafile.File, raw *ruleFile) (*deadlines.Jurisdiction, *deadlines.Document, error) {
	j, d := raw.Jurisdiction, raw.Document
	c := &check{file: file, at: "$"}
	c.require(idPart.MatchString(j.ID), "jurisdiction.id", "the jurisdiction id %q is not lower-case letters, digits and hyphens", j.ID)
	c.require(j.Name.ZH != "" && j.Name.EN != "", "jurisdiction.name", "the jurisdiction has a name in zh and en")
	c.require(l.table.Calendar(j.Calendar) != nil, "jurisdiction.calendar", "there is no calendar %q; there are %s", j.Calendar, strings.Join(l.table.IDs(), ", "))
	c.require(d.Title != "", "document", "the document has a title")
	c.require(!d.EffectiveFrom.IsZero(), "document", "the document has a date effective_from")
	c.require(!d.Checked.IsZero(), "document", "the document has a date checked, on which the rules were last compared with its text")
	c.require(d.EffectiveTo.IsZero() || !d.EffectiveTo.Before(d.EffectiveFrom), "document.effective_to", "effective_to %s is before effective_from", d.EffectiveTo)
	c.require(d.EffectiveTo.IsZero() == (d.SupersededBy == ""), "document", "effective_to and superseded_by stand together")
	left, err := uncountedOf(file, raw.Uncounted)
	return &deadlines.Jurisdiction{ID: j.ID, Name: j.Name, Calendar: j.Calendar, Uncounted: left},
		&deadlines.Document{Title: d.Title, Number: d.Number, EffectiveFrom: d.EffectiveFrom,
			EffectiveUnknown: d.EffectiveUnknown, ArticlesInferred: d.ArticlesInferred, Checked: d.Checked,
			EffectiveTo: d.EffectiveTo, SupersededBy: d.SupersededBy}, errors.Join(append(c.errs, err)...)
}

// uncountedOf checks the duties that a file leaves out, and makes them.
func uncountedOf(file *datafile.File, raw []uncounted) (out []deadlines.Uncounted, err error) {
	for i, u := range raw {
		c := &check{file: file, at: fmt.Sprintf("$.uncounted[%d]", i)}
		c.require(u.Word != "", "word", "the duty has the text's time word")
		c.require(u.Article > 0, "article", "the duty cites an article")
		c.require(u.Paragraph >= 0, "paragraph", "a paragraph is numbered from 1")
		c.worded("what", u.What)
		c.worded("reason", u.Reason)
		if len(c.errs) > 0 {
			return nil, errors.Join(c.errs...)
		}
		out = append(out, deadlines.Uncounted{Word: u.Word, What: u.What, Reason: u.Reason, Article: u.Article, Paragraph: u.Paragraph})
	}
	return out, nil
}

// rule checks one rule and makes it.
func (l *loader) rule(file *datafile.File, at string, raw *rule, j *deadlines.Jurisdiction, doc *deadlines.Document) (*deadlines.Rule, error) {
	c := &check{file: file, at: at}
	c.common(raw, j)
	c.shape(raw)
	r := &deadlines.Rule{
		ID: raw.ID, Title: raw.Title, Group: raw.Group, Jurisdiction: j, Document: doc,
		Article: raw.Article, Paragraph: raw.Paragraph,
		Shape: raw.Shape, Amount: raw.Amount, Unit: raw.Unit, Every: raw.Every, Nth: raw.Nth,
		AtLeast: raw.AtLeast, AtMost: raw.AtMost, TriggerDayCounts: raw.TriggerDayCounts, Roll: raw.Roll,
		Trigger: raw.Trigger, Actor: raw.Actor, Strength: raw.Strength, Modal: raw.Modal, Overridable: raw.Overridable,
		Silence: raw.Silence, SilenceInferred: raw.SilenceInferred, Counter: raw.Counter, PostponedBy: raw.PostponedBy, UpTo: raw.Approver.UpTo, Beyond: raw.Approver.Beyond,
		Wording: raw.Wording, Note: raw.Note,
	}
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
			c.fail(fmt.Sprintf("interpretations[%d]", i), "there is no interpretation %q", code)
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

func oneOf[T ~string](v T, of ...T) bool { return slices.Contains(of, v) }

func (c *check) common(r *rule, j *deadlines.Jurisdiction) {
	prefix, name, _ := strings.Cut(r.ID, ".")
	c.require(prefix == j.ID && idPart.MatchString(name) || !idPart.MatchString(j.ID), "id", "the id %q is not %s.name in lower-case letters, digits and hyphens", r.ID, j.ID)
	c.worded("title", r.Title)
	c.worded("trigger", r.Trigger)
	c.worded("actor", r.Actor)
	c.require(oneOf(r.Group, Groups...), "group", "the group %q is none of %s", r.Group, strings.Join(Groups, ", "))
	c.strength(r)
	c.require(oneOf(r.Silence, "", deadlines.DeemedNoObjection), "silence", "the consequence of silence %q is not known", r.Silence)
	c.require(!r.SilenceInferred || r.Silence != "", "silence_inferred", "silence_inferred stands without silence")
	c.require(oneOf(r.Roll, deadlines.RollDefault, deadlines.RollNone, deadlines.RollNext, deadlines.RollPrevious), "roll",
		"the roll %q is none of none, next, previous", r.Roll)
	c.require(r.Article > 0, "article", "the rule cites an article")
	c.require(r.Paragraph >= 0, "paragraph", "a paragraph is numbered from 1")
	c.wordedIfAny("wording", r.Wording)
	c.wordedIfAny("note", r.Note)
	c.wordedIfAny("postponed_by", r.PostponedBy)
	for i := range r.Cases {
		c.wordedIfAny(fmt.Sprintf("cases[%d].why", i), r.Cases[i].Why)
	}
	c.require(len(r.Cases) >= minCases, "cases", "the rule needs %d worked cases, and has %d", minCases, len(r.Cases))
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
	c.require(known, "strength", "the strength %q is none of mandatory, principle, general, permitted, plain", r.Strength)
	if r.Strength == deadlines.Plain {
		c.require(r.Modal == "", "modal", "a rule that is plain has no modal, and this one has %q", r.Modal)
		return
	}
	named := func(w string) bool { return strings.Contains(r.Modal, w) }
	c.require(r.Modal == "" || slices.ContainsFunc(words, named), "modal",
		"a rule that is %s has a modal with %s, and this one has %q", r.Strength, strings.Join(words, " or "), r.Modal)
}

func (c *check) worded(key string, t deadlines.Text) {
	c.require(t.ZH != "" && t.EN != "", key, "%s stands in zh and en", key[strings.LastIndexByte(key, '.')+1:])
}

func (c *check) wordedIfAny(key string, t deadlines.Text) {
	if !t.IsZero() {
		c.worded(key, t)
	}
}

// uses lists which keys a shape takes beside the common ones.
type uses struct{ amount, unit, every, weekdays, atLeast, triggerDay, overridable, approver bool }

var shapeUses = map[deadlines.Shape]uses{
	deadlines.Within:        {amount: true, unit: true, triggerDay: true, overridable: true},
	deadlines.Before:        {amount: true, unit: true, overridable: true},
	deadlines.Lead:          {amount: true, unit: true, overridable: true},
	deadlines.YearEnd:       {},
	deadlines.Term:          {amount: true, unit: true},
	deadlines.Recurring:     {every: true},
	deadlines.Quota:         {amount: true, atLeast: true},
	deadlines.Threshold:     {amount: true, unit: true, approver: true},
	deadlines.WeekdayWindow: {weekdays: true},
}

// shapeUnits are the units in which a shape can count.
var shapeUnits = map[deadlines.Shape][]deadlines.Unit{
	deadlines.Within:    {deadlines.WorkingDay, deadlines.CalDay, deadlines.Month},
	deadlines.Before:    {deadlines.WorkingDay, deadlines.CalDay},
	deadlines.Lead:      {deadlines.WorkingDay},
	deadlines.Term:      {deadlines.Year},
	deadlines.Quota:     {"", deadlines.CalDay},
	deadlines.Threshold: {deadlines.CalDay},
}

func (c *check) shape(r *rule) {
	u, ok := shapeUses[r.Shape]
	if !ok {
		c.fail("shape", "the shape %q is not known", r.Shape)
		return
	}
	uses := func(used, given bool, key string) {
		c.require(used || !given, key, "the shape %s does not take %s", r.Shape, key)
	}
	uses(u.amount, r.Amount != 0, "amount")
	uses(u.every, r.Every != "", "every")
	uses(u.weekdays, len(r.Weekdays) > 0, "weekdays")
	uses(u.atLeast, r.AtLeast, "at_least")
	uses(r.AtLeast, r.AtMost != 0, "at_most")
	uses(r.Shape == deadlines.Quota && r.Unit == "", !r.Counter.IsZero(), "counter")
	c.wordedIfAny("counter", r.Counter)
	c.require(r.AtMost == 0 || r.AtMost > r.Amount && r.AtMost <= deadlines.MaxAmount, "at_most", "at_most %d is not beyond the amount", r.AtMost)
	uses(u.triggerDay, r.TriggerDayCounts, "trigger_day_counts")
	uses(u.overridable, r.Overridable, "overridable")
	uses(u.approver, r.Approver != approver{}, "approver")
	nth := u.every && r.Every == deadlines.EveryNthWeekday
	uses(nth, r.Nth != 0, "nth")
	uses(nth, r.Weekday != "", "weekday")
	uses(nth, !r.PostponedBy.IsZero(), "postponed_by")
	c.require(!u.amount || r.Amount >= 1 && r.Amount <= deadlines.MaxAmount, "amount", "the amount %d is not 1 to %d", r.Amount, deadlines.MaxAmount)
	if units := shapeUnits[r.Shape]; len(units) > 0 {
		c.require(oneOf(r.Unit, units...), "unit", "the shape %s does not count in %q", r.Shape, r.Unit)
	} else {
		uses(u.unit, r.Unit != "", "unit")
	}
	c.shapeOwn(r, u, nth)
}

func (c *check) shapeOwn(r *rule, u uses, nth bool) {
	if u.every {
		c.require(oneOf(r.Every, deadlines.EveryYear, deadlines.EveryHalfYear, deadlines.EveryTwoMonths, deadlines.EveryMonth,
			deadlines.EveryHalfMonth, deadlines.EveryTwoWeeks, deadlines.EveryNthWeekday), "every", "the window %q is not known", r.Every)
	}
	if nth {
		c.require(r.Nth >= 1 && r.Nth <= 5, "nth", "nth %d is not 1 to 5", r.Nth)
		c.require(r.Weekday != "", "weekday", "an nth_weekday has a weekday")
	}
	c.require(!u.weekdays || len(r.Weekdays) > 0, "weekdays", "a weekday_window has weekdays")
	if u.approver {
		c.require(r.Approver.UpTo.ZH != "" && r.Approver.UpTo.EN != "" && r.Approver.Beyond.ZH != "" && r.Approver.Beyond.EN != "",
			"approver", "a threshold says in zh and en who decides up_to it and beyond it")
	}
}

func (c *check) weekday(key, name string) time.Weekday {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.ToLower(d.String()) == name {
			return d
		}
	}
	c.fail(key, "%q is not a weekday such as monday", name)
	return 0
}
