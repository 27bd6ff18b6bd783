package noticetext

import (
	"regexp"
	"slices"
	"strings"

	"shixian/holidays"
)

// readAmendment says what the notice does to those of its year before it: it is a
// correction of the whole year, or for each festival it gives the days anew or adds
// to them. What the text leaves open a person has to say.
func (r *reader) readAmendment() {
	n := &r.out.Notice
	if n.Amends = r.amends(); n.Amends == "" {
		return
	}
	if base := r.earlier.base(); !r.meta.amends && base.Amends == "" && r.coversYear(base) {
		n.Amends, n.Replaces = "", base.ID
		return
	}
	for _, festival := range festivalsOf(n.Entries) {
		before := r.earlier.entriesOf(strings.Split(festival, "、"))
		if len(before) == 0 {
			continue // it had no days
		}
		names := festivalsOf(before)
		switch r.change(festival, before) {
		case restates:
			n.Restates = appendNew(n.Restates, names...)
		case extends:
			n.Extends = appendNew(n.Extends, names...)
		default:
			r.out.Undecided = appendNew(r.out.Undecided, festival)
		}
	}
}

// coversYear reports whether the notice arranges a whole year: by its title, or
// because it has every festival of the notice before it.
func (r *reader) coversYear(base *holidays.Notice) bool {
	if len(r.meta.festivals) == 0 && strings.Contains(r.out.Title, "节假日") {
		return true
	}
	own := festivalsOf(r.out.Notice.Entries)
	return !slices.ContainsFunc(festivalsOf(base.Entries), func(name string) bool {
		return !slices.ContainsFunc(own, func(mine string) bool { return shareName(mine, name) })
	})
}

// change is what a notice does to the days that a festival had.
type change int

const (
	undecided change = iota
	restates         // its days are given anew
	extends          // its days stay, but for those that are named
)

var (
	restating = regexp.MustCompile(`重新|调整|更正|变更|更改|修改|修订|推迟|提前|改为`)
	extending = regexp.MustCompile(`延长|增加|增放|增设|补充|追加|顺延`)
)

// change finds it by the words of the title, else of the opening sentence, else of
// the sentences that arrange, and by the days that there were before.
func (r *reader) change(festival string, before []holidays.Entry) change {
	was, now := kindsOf(before), kindsOf(r.entriesOf(festival))
	if r.meta.cancels {
		return cancelling(was, now)
	}
	switch anew, more := r.changeWords(); {
	case anew == more:
		return undecided
	case more:
		return extends
	}
	flips := true
	for d, kind := range now {
		if kind == holidays.Off && was[d] == holidays.Off {
			return restates // a list with days that it had
		}
		flips = flips && was[d] != ""
	}
	if flips {
		return extends // single days change places
	}
	return undecided
}

// changeWords reports whether the text says that days are given anew, or that some
// are added.
func (r *reader) changeWords() (anew, more bool) {
	_, subject, _ := cutLast(r.out.Title, "关于")
	var body string
	for _, s := range r.out.Sentences {
		if len(s.Entries) > 0 {
			body += s.Text
		}
	}
	for _, s := range []string{subject, announced.FindString(r.meta.opening), body} {
		if anew, more = restating.MatchString(s), extending.MatchString(s); anew || more {
			return anew, more
		}
	}
	return false, false
}

// cancelling is change for days that are cancelled. What becomes of the days that
// were to be made up, such a notice has to say.
func cancelling(was, now map[holidays.Date]holidays.EntryKind) change {
	whole := true
	for d, kind := range was {
		switch {
		case kind == holidays.Work && now[d] == "":
			return undecided
		case kind == holidays.Off && now[d] == "" && !d.IsWeekend():
			whole = false
		}
	}
	if whole {
		return restates
	}
	return extends
}

// kindsOf returns the days of entries; what comes later counts.
func kindsOf(entries []holidays.Entry) map[holidays.Date]holidays.EntryKind {
	out := map[holidays.Date]holidays.EntryKind{}
	for _, e := range entries {
		for _, d := range daysOf([]holidays.Span{e.Span}) {
			out[d] = e.Kind
		}
	}
	return out
}

func festivalsOf(entries []holidays.Entry) []string {
	var out []string
	for _, e := range entries {
		out = appendNew(out, e.Festival)
	}
	return out
}

func appendNew(list []string, names ...string) []string {
	for _, n := range names {
		if !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	return list
}

// entriesOf returns the notice's entries of a festival.
func (r *reader) entriesOf(festival string) []holidays.Entry {
	return slices.DeleteFunc(slices.Clone(r.out.Notice.Entries), func(e holidays.Entry) bool { return e.Festival != festival })
}

// entriesOf returns what the notices of the year say of festivals, or of lists of
// festivals in which one of them is.
func (k *earlierNotices) entriesOf(festivals []string) []holidays.Entry {
	var out []holidays.Entry
	for _, n := range k.sameYear {
		for _, e := range n.Entries {
			if named(e.Festival, festivals) {
				out = append(out, e)
			}
		}
	}
	return out
}

// shareName reports whether two festivals, or lists of them, have one in common.
func shareName(a, b string) bool { return named(a, strings.Split(b, "、")) }

// amends returns what the notice changes. Without a date of issue, the notices
// before it cannot be told from itself; then only a title that speaks of a
// change makes it one.
func (r *reader) amends() string {
	n := r.out.Notice
	base := r.earlier.amended(n)
	if base == "" && r.meta.amends && len(n.Entries) > 0 {
		r.problem(problemAmended, "")
	}
	if n.Issued.IsZero() && !r.meta.amends || len(n.Entries) == 0 {
		return ""
	}
	return base
}
