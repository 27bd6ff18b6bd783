package check

import (
	"fmt"
	"slices"
	"strings"

	"shixian/holidays"
)

// The codes of what a notice does to the notices before it. None of them can be
// overridden.
const (
	NoticesNamed     = "notices_named"     // what it amends, restates, extends or replaces is there
	NotPublished     = "not_published"     // there is no such notice yet, or this one replaces it
	AmendmentMeaning = "amendment_meaning" // each festival is given anew or added to
	ChangesSomething = "changes_something" // a day, or whether one is settled, changes
)

var amendmentChecks = []Check{
	{
		Code: NoticesNamed, Stage: OfChange, Run: noticesNamed,
		Name:  holidays.Text{ZH: "所改通知", EN: "Notices named"},
		Right: holidays.Text{ZH: "所改的通知和节日都在表中。", EN: "The notices and festivals that it changes are there."},
		Wrong: holidays.Text{ZH: "所改的通知或节日不成立：", EN: "What it changes is not there: "},
	},
	{
		Code: NotPublished, Stage: OfChange, Run: notPublished,
		Name:  holidays.Text{ZH: "不重复发布", EN: "Not published yet"},
		Right: holidays.Text{ZH: "尚未发布，或者写明更正哪一份。", EN: "Not published yet, or it says which notice it corrects."},
		Wrong: holidays.Text{ZH: "该年度或该文号的通知已经发布，更正须写明更正的是哪一份：", EN: "Published already for that year or under that number; a correction has to name the notice that it corrects: "},
	},
	{
		Code: AmendmentMeaning, Stage: OfChange, Run: amendmentMeaning,
		Name:  holidays.Text{ZH: "重新安排还是增加", EN: "Given anew or added to"},
		Right: holidays.Text{ZH: "各节日是重新安排还是增加，都已写明。", EN: "Of each festival it is said whether its days are given anew or added to."},
		Wrong: holidays.Text{ZH: "须写明是重新安排（原来的日子作废）还是增加：", EN: "It has to be said whether the days are given anew or added to: "},
	},
	{
		Code: ChangesSomething, Stage: OfChange, Run: changesSomething,
		Name:  holidays.Text{ZH: "有所改变", EN: "Changes something"},
		Right: holidays.Text{ZH: "有日子因此改变或确定。", EN: "Days change, or are settled by it."},
		Wrong: holidays.Text{ZH: "没有一天因此改变或确定", EN: "No day changes or is settled by it"},
	},
}

// target returns the notice of the year, in force, that a number or an ID names.
func target(earlier []holidays.Notice, name string) *holidays.Notice {
	i := slices.IndexFunc(earlier, func(n holidays.Notice) bool { return n.ID == name || n.Document == name })
	if i < 0 || name == "" {
		return nil
	}
	return &earlier[i]
}

// fieldNames are what the fields of a notice are called in Chinese, as in a table.
var fieldNames = map[string]string{"amends": "修改", "replaces": "更正", "restates": "重新安排", "extends": "增加"}

// noticesNamed checks that what the notice says of others can be followed.
func noticesNamed(in *Input) Outcome {
	var o Outcome
	fail := func(zh, en string, args ...any) {
		inChinese := slices.Clone(args)
		for i, a := range args {
			if name, field := fieldNames[fmt.Sprint(a)]; field {
				inChinese[i] = name
			}
		}
		o.Faults = append(o.Faults, Fault{Entry: whole, Detail: holidays.Text{ZH: fmt.Sprintf(zh, inChinese...), EN: fmt.Sprintf(en, args...)}})
	}
	n, earlier := in.Notice, in.earlier()
	if n.Amends != "" && n.Replaces != "" {
		fail("不能既修改又更正整年", "it cannot both amend a notice and replace one")
	}
	for field, name := range map[string]string{"amends": n.Amends, "replaces": n.Replaces} {
		switch of := target(earlier, name); {
		case name == "":
		case of == nil:
			fail("%s %s 不是本日历同年度有效的通知", "%s %s is no notice of the calendar and year that is in force", field, name)
		case of.Issued.After(n.Issued):
			fail("%s %s 发布在后（%s）", "%s %s was issued later, on %s", field, name, of.Issued)
		case field == "replaces" && (of.Amends != "" || of.ID != name):
			fail("“更正”须写一份整年通知的编号，%s 不是", "what it corrects has to be the id of a whole year's notice, and %s is none", name)
		}
	}
	for field, festivals := range map[string][]string{"restates": n.Restates, "extends": n.Extends} {
		for _, f := range festivals {
			switch {
			case n.Amends == "":
				fail("%s 只用于修改其他通知的通知", "%s is for a notice that amends another", field)
			case !slices.ContainsFunc(in.earlierEntries(), func(e holidays.Entry) bool { return e.Festival == f }):
				fail("所改的通知里没有“%s”（%s）", "the notice amended has no %s (%s)", f, field)
			case field == "extends" && slices.Contains(n.Restates, f):
				fail("“%s”不能既重新安排又增加", "%s cannot be both given anew and added to", f)
			}
		}
	}
	slices.SortFunc(o.Faults, func(a, b Fault) int { return strings.Compare(a.Detail.EN, b.Detail.EN) })
	return o
}

// notPublished checks that the notice is not there already.
func notPublished(in *Input) Outcome {
	var o Outcome
	for _, n := range in.earlier() {
		if in.Notice.Replaces == n.ID {
			continue
		}
		if n.Amends == "" && in.yearly() {
			o.Faults = append(o.Faults, notice(n.Name(), fmt.Sprintf("%s is the yearly notice of %d already, and it does not say that it replaces it", n.ID, n.Year)))
		}
	}
	for _, n := range in.Before.Source().Notices {
		if n.Calendar == in.Notice.Calendar && n.Document != "" && n.Document == in.Notice.Document && in.Notice.Replaces != n.ID && len(o.Faults) == 0 {
			o.Faults = append(o.Faults, notice(n.Name(), fmt.Sprintf("document %s is notice %s already", n.Document, n.ID)))
		}
	}
	return o
}

// amendmentMeaning checks that an amendment says, of each of its festivals that had
// days, whether they are given anew or added to.
func amendmentMeaning(in *Input) Outcome {
	var o Outcome
	n := in.Notice
	if n.Amends == "" {
		return o
	}
	said := slices.Concat(n.Restates, n.Extends)
	for _, e := range in.earlierEntries() {
		arranged := slices.ContainsFunc(n.Entries, func(mine holidays.Entry) bool { return in.shareName(mine.Festival, e.Festival) })
		if arranged && !slices.Contains(said, e.Festival) {
			said = append(said, e.Festival) // it is asked once
			o.Faults = append(o.Faults, notice(e.Festival, "it does not say whether the days of "+e.Festival+" are given anew or added to"))
		}
	}
	return o
}

// changesSomething checks that a day, or whether a day is settled, changes. The first
// notice of a year always settles what it says, if not by itself: a region's before the
// nation's is there.
func changesSomething(in *Input) Outcome {
	if in.yearly() && len(in.earlier()) == 0 {
		return Outcome{}
	}
	before, after := in.Before.Calendar(in.Notice.Calendar), in.After.Calendar(in.Notice.Calendar)
	for d := before.First(); !d.After(before.Last()); d = d.AddDays(1) {
		was, _ := before.Day(d)
		is, _ := after.Day(d)
		if was.Kind != is.Kind || was.Settled != is.Settled {
			return Outcome{}
		}
	}
	return Outcome{Faults: []Fault{{Entry: whole, Why: "no day changes or is settled by it"}}}
}
