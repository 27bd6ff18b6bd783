package check

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"shixian/holidays"
)

// The codes of what has to hold before a notice can be laid over a table. None of
// them can be overridden.
const (
	Limits          = "limits"           // nothing is longer than it may be, and all can be seen
	Essentials      = "essentials"       // year, date of issue, calendar and festivals are there
	EntriesSound    = "entries_sound"    // each entry is a span of the year, off or worked
	NoContradiction = "no_contradiction" // no day is both off and worked
)

// Reason says which of the things that a check looks at is wrong, for a caller
// that words each differently.
type Reason int

// The reasons of [EntriesSound], [NoContradiction] and [Limits].
const (
	Unspecified   Reason = iota
	NoEntries            // the notice arranges no day
	EmptyResidue         // a residue has no days or no reason
	UnknownKind          // an entry is neither off nor work
	NoDates              // an entry lacks its first or last day
	Reversed             // an entry ends before it starts
	OutsideYear          // an entry is neither in the notice's year nor in the December before
	Contradictory        // an entry contradicts one before it
	TooLong              // something is longer than it may be, or cannot be seen
)

// The most that a notice may hold, in characters.
const (
	MaxEntries = 500  // a year has 366 days and the December before 31
	MaxName    = 60   // a festival, a document number, an ID
	MaxNames   = 500  // several festivals
	MaxSource  = 2000 // several addresses
	MaxReason  = 500
)

var noticeChecks = []Check{
	{
		Code: Limits, Stage: OfNotice, Run: func(in *Input) Outcome { return Outcome{Faults: limits(in.Notice)} },
		Name:  holidays.Text{ZH: "长度和字符", EN: "Lengths and characters"},
		Right: holidays.Text{ZH: "长度和字符都合规定。", EN: "Nothing is too long, and every character can be seen."},
		Wrong: holidays.Text{ZH: "过长，或含有看不见的字符：", EN: "Too long, or with characters that cannot be seen: "},
	},
	{
		Code: Essentials, Stage: OfNotice, Run: essentials,
		Name:  holidays.Text{ZH: "要素齐全", EN: "Essentials"},
		Right: holidays.Text{ZH: "要素齐全。", EN: "Nothing is missing."},
		Wrong: holidays.Text{ZH: "缺少或无效：", EN: "Missing or invalid: "},
	},
	{
		Code: EntriesSound, Stage: OfNotice, Run: func(in *Input) Outcome { return Outcome{Faults: entries(in.Notice)} },
		Name:  holidays.Text{ZH: "条目成立", EN: "Entries sound"},
		Right: holidays.Text{ZH: "条目都成立。", EN: "Every entry is sound."},
		Wrong: holidays.Text{ZH: "条目有误：", EN: "Wrong entries: "},
	},
	{
		Code: NoContradiction, Stage: OfNotice, Run: noContradiction,
		Name:  holidays.Text{ZH: "互不矛盾", EN: "No contradiction"},
		Right: holidays.Text{ZH: "没有矛盾。", EN: "Nothing contradicts."},
		Wrong: holidays.Text{ZH: "条目互相矛盾：", EN: "Contradictory entries: "},
	},
}

// Notice returns what is wrong with the entries of a notice by themselves, in
// their order, as [Limits], [EntriesSound] and [NoContradiction] find it. It looks at no
// table, so that a notice can be refused before there is one to lay it over.
func Notice(n *holidays.Notice) []Fault {
	faults := limits(n)
	if len(n.Entries) <= MaxEntries {
		faults = slices.Concat(faults, entries(n), contradictions(n))
	}
	for i := range faults {
		f := &faults[i]
		f.Notice, f.Code = n.ID, EntriesSound
		switch f.Reason {
		case Contradictory:
			f.Code = NoContradiction
		case TooLong:
			f.Code = Limits
		}
	}
	slices.SortStableFunc(faults, func(a, b Fault) int { return a.Entry - b.Entry })
	return faults
}

// limits returns what is longer than it may be, or has characters that nobody sees.
func limits(n *holidays.Notice) []Fault {
	if len(n.Entries) > MaxEntries {
		return []Fault{tooLong(whole, "entries")}
	}
	var faults []Fault
	for _, t := range Texts(n) {
		if !t.Visible() {
			faults = append(faults, tooLong(t.Entry, t.Field))
		}
	}
	return faults
}

func tooLong(entry int, what string) Fault {
	return Fault{Entry: entry, Detail: fieldName(what), Reason: TooLong, Why: what + " is too long, or has characters that cannot be seen"}
}

// Text is one text of a notice.
type Text struct {
	Field string // its name in JSON
	Entry int    // index of the entry that it stands in, or -1
	Value string
	Most  int // characters that it may have
}

// Visible reports whether the text is short enough, and of characters that a person can
// see.
func (t *Text) Visible() bool { return Visible(t.Value, t.Most) }

// Texts returns every text of a notice; several festivals are one text.
func Texts(n *holidays.Notice) []Text {
	all := []Text{
		{"calendar", whole, n.Calendar, MaxName}, {"document", whole, n.Document, MaxName}, {"source", whole, n.Source, MaxSource},
		{"amends", whole, n.Amends, MaxName}, {"replaces", whole, n.Replaces, MaxName},
		{"restates", whole, strings.Join(n.Restates, ";"), MaxNames}, {"extends", whole, strings.Join(n.Extends, ";"), MaxNames},
	}
	if n.Residue != nil {
		all = append(all, Text{"residue", whole, n.Residue.Reason, MaxReason})
	}
	for i, e := range n.Entries {
		all = append(all, Text{"festival", i, e.Festival, MaxName}, Text{"kind", i, string(e.Kind), MaxName})
	}
	return all
}

// Visible reports whether a text has at most so many characters, all of which a
// person can see.
func Visible(text string, most int) bool {
	return utf8.RuneCountInString(text) <= most && !strings.ContainsFunc(text, Hidden)
}

// Hidden reports whether a person cannot see a character: it is none, or one that
// Unicode has displayed as nothing (a selector of variants, a filler).
func Hidden(r rune) bool {
	return r == utf8.RuneError || !unicode.IsGraphic(r) ||
		unicode.In(r, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point)
}

// fieldsZH are the fields of a notice in Chinese.
var fieldsZH = map[string]string{
	"calendar": "日历", "year": "年度", "document": "文号", "issued": "发布日期", "source": "出处", "amends": "所修改的通知", "replaces": "所更正的通知",
	"restates": "重新安排的节日", "extends": "增加日子的节日", "residue": "差额的原因", "entries": "条目", "festival": "节日", "kind": "放假或上班",
}

func fieldName(field string) holidays.Text { return holidays.Text{ZH: fieldsZH[field], EN: field} }

func field(name, why string) Fault { return Fault{Entry: whole, Detail: fieldName(name), Why: why} }

func essentials(in *Input) Outcome {
	var o Outcome
	n := in.Notice
	cal := in.Before.Calendar(n.Calendar)
	if cal == nil {
		o.Faults = append(o.Faults, field("calendar", fmt.Sprintf("calendar %q is not defined", n.Calendar)))
	}
	switch {
	case n.Year == 0:
		o.Faults = append(o.Faults, field("year", "it has no year"))
	case cal != nil && (n.Year < cal.First().Year() || n.Year > cal.Last().Year()):
		o.Faults = append(o.Faults, field("year", fmt.Sprintf("%d is not one of the years %d to %d that calendar %s covers",
			n.Year, cal.First().Year(), cal.Last().Year(), n.Calendar)))
	}
	if n.Issued.IsZero() {
		o.Faults = append(o.Faults, field("issued", "it has no date of issue"))
	}
	if i := slices.IndexFunc(n.Entries, func(e holidays.Entry) bool { return e.Festival == "" }); i >= 0 {
		o.Faults = append(o.Faults, Fault{Entry: i, Detail: fieldName("festival"), Why: "it names no festival"})
	}
	return o
}

// entries returns what is wrong with each entry by itself.
func entries(n *holidays.Notice) []Fault {
	var faults []Fault
	fail := func(reason Reason, entry int, zh, en string, args ...any) {
		detail := holidays.Text{ZH: fmt.Sprintf(zh, args...), EN: fmt.Sprintf(en, args...)}
		if entry != whole {
			detail.ZH = fmt.Sprintf("第%d段", entry+1) + detail.ZH
		}
		faults = append(faults, Fault{Entry: entry, Reason: reason, Detail: detail})
	}
	if len(n.Entries) == 0 {
		fail(NoEntries, whole, "没有任何安排", "it arranges no day")
	}
	if n.Residue != nil && (n.Residue.Days == 0 || n.Residue.Reason == "") {
		fail(EmptyResidue, whole, "差额 %d 天，原因“%s”，说明不了什么", "its residue of %d days, reason %q, explains nothing", n.Residue.Days, n.Residue.Reason)
	}
	year := arrangeable(n.Year)
	for i, e := range n.Entries {
		if e.Kind != holidays.Off && e.Kind != holidays.Work {
			fail(UnknownKind, i, "的类型“%s”既不是放假也不是上班", "kind %q is neither off nor work", e.Kind)
		}
		switch {
		case e.From.IsZero() || e.To.IsZero():
			fail(NoDates, i, "从“%s”到“%s”，起止不全", "from %q to %q is no span of days", e.From, e.To)
		case e.To.Before(e.From):
			fail(Reversed, i, "止于 %s，早于开始的 %s", "it ends on %s, before it starts on %s", e.To, e.From)
		case !year.Contains(e.From) || !year.Contains(e.To):
			fail(OutsideYear, i, " %s 至 %s 不在 %s 至 %s 之内", "%s to %s lies outside %s to %s", e.From, e.To, year.From, year.To)
		}
	}
	return faults
}

// arrangeable are the days that a year's notice can arrange: those of the year, and of the
// December before, as New Year's holiday may begin in it.
func arrangeable(year int) holidays.Span {
	return holidays.Span{From: holidays.NewDate(year-1, time.December, 1), To: holidays.NewDate(year, time.December, 31)}
}

func noContradiction(in *Input) Outcome {
	if len(in.Notice.Entries) > MaxEntries {
		return Outcome{} // what limits says is wrong
	}
	return Outcome{Faults: contradictions(in.Notice)}
}

// kindZH are the kinds of entry in Chinese.
var kindZH = map[holidays.EntryKind]string{holidays.Off: "放假", holidays.Work: "上班"}

// contradictions returns the entries that have days off that an entry before them
// has worked, or the reverse.
func contradictions(n *holidays.Notice) []Fault {
	var faults []Fault
	for i, e := range n.Entries {
		if e.From.IsZero() || e.To.Before(e.From) {
			continue // what entries says is wrong
		}
		for j, f := range n.Entries[:i] {
			if e.Kind != f.Kind && e.Overlaps(f.Span) {
				faults = append(faults, Fault{Entry: i, Reason: Contradictory, Detail: holidays.Text{
					ZH: fmt.Sprintf("第%d段 %s 至 %s %s，第%d段 %s 至 %s %s", i+1, e.From, e.To, kindZH[e.Kind], j+1, f.From, f.To, kindZH[f.Kind]),
					EN: fmt.Sprintf("%s %s to %s contradicts entry %d, %s %s to %s", e.Kind, e.From, e.To, j+1, f.Kind, f.From, f.To),
				}})
			}
		}
	}
	return faults
}
