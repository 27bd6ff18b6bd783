package notices

import (
	"flag"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"shixian/holidays"
	"shixian/holidays/check"
	"shixian/holidays/data"
	"shixian/holidays/draft"
	"shixian/holidays/noticetext"
)

var (
	mutants = flag.Int("mutants", 600, "how many spoilt notices are judged")
	seed    = flag.Uint64("mutants-seed", 1, "which are drawn")
	folder  = flag.String("mutants-texts", "", "a folder of further texts, each named by its calendar and year: CN-2026.txt")
)

// original is a notice with its text, and the tables before and after it.
type original struct {
	notice holidays.Notice
	text   string
	before *holidays.Table
	after  *holidays.Calendar
}

// originals returns the yearly notices whose text is read and published as it is, in our
// own words, and those of the folder.
func originals(t *testing.T) []original {
	t.Helper()
	src, err := data.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	var out []original
	for _, n := range src.Notices {
		if n.Amends != "" || n.Document == "" && n.Calendar == "CN" || n.IssuedApproximate {
			continue
		}
		o := original{notice: n, text: Write(&n), before: before(t, src, &n)}
		if v := o.judge(t, o.text); len(v.Blocking(nil)) == 0 {
			o.after = v.After.Calendar(n.Calendar)
			out = append(out, o)
		} else if n.Residue == nil && !known[n.ID] {
			t.Errorf("%s is not publishable: %+v\n%s", n.ID, v.Blocking(nil), o.text)
		}
	}
	return append(out, texts(t, src)...)
}

// before returns the table before a notice.
func before(t *testing.T, src *holidays.Source, n *holidays.Notice) *holidays.Table {
	t.Helper()
	past := holidays.Source{Statutory: src.Statutory}
	for _, def := range src.Lineage(n.Calendar) {
		past.Definitions = append(past.Definitions, *def)
	}
	for _, m := range src.Notices {
		if m.ID != n.ID && (m.Calendar == "CN" && n.Calendar != "CN" || m.Calendar == n.Calendar && m.Issued.Before(n.Issued)) {
			past.Notices = append(past.Notices, m)
		}
	}
	table, err := holidays.NewTable(&past, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// wordings returns Guangxi's notices in the bodies that the reader's tests have.
func wordings(t *testing.T) (out []original) {
	t.Helper()
	src, err := data.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile("../../holidays/noticetext/testdata/guangxi.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, section := range strings.Split(string(file), "=== ")[1:] {
		year, body, _ := strings.Cut(section, "\n")
		i := slices.IndexFunc(src.Notices, func(n holidays.Notice) bool { return n.ID == "CN-GX-"+year })
		n := src.Notices[i]
		if n.IssuedApproximate { // before the nation's next notice
			n.Issued = holidays.NewDate(n.Year, time.February, 20)
		}
		o := original{notice: n, text: region(&n, body), before: before(t, src, &n)}
		v := o.judge(t, o.text)
		if len(v.Blocking(nil)) > 0 {
			t.Errorf("%s is not publishable: %+v\n%s", n.ID, v.Blocking(nil), o.text)
			continue
		}
		o.after = v.After.Calendar(n.Calendar)
		out = append(out, o)
	}
	return out
}

var textName = regexp.MustCompile(`^(CN(?:-[A-Z]+)?)-([0-9]{4})`)

// texts returns the notices of the folder that is named, if one is: each as that of its
// calendar and year as which it can be published.
func texts(t *testing.T, src *holidays.Source) (out []original) {
	t.Helper()
	if *folder == "" {
		return nil
	}
	files, err := filepath.Glob(filepath.Join(*folder, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		m := textName.FindStringSubmatch(filepath.Base(file))
		if err != nil || m == nil {
			t.Fatalf("%s: %v", file, err)
		}
		found := false
		for _, n := range src.Notices {
			if n.Calendar != m[1] || strconv.Itoa(n.Year) != m[2] {
				continue
			}
			o := original{notice: n, text: string(text), before: before(t, src, &n)}
			if v := o.judge(t, o.text); len(v.Blocking(nil)) == 0 {
				o.after = v.After.Calendar(n.Calendar)
				out, found = append(out, o), true
				break
			}
		}
		if !found {
			t.Errorf("%s cannot be published", file)
		}
	}
	return out
}

// known are notices that fail a check as they stand, and are overridden.
var known = map[string]bool{"CN-2015": true, "CN-GX-2015": true}

// judge judges a text on top of the table before it, on its day of issue.
func (o *original) judge(t *testing.T, text string) draft.Verdict {
	t.Helper()
	r := noticetext.Read(o.notice.Calendar, text, o.before.Source())
	n := r.Notice
	n.ID, n.Calendar = "new", o.notice.Calendar
	v, err := draft.Judge(check.Input{Notice: &n, Before: o.before, Today: o.notice.Issued, Text: r.Report(), ConfirmPast: true})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// wrong returns the days that are worked after a verdict, or not, other than they are.
func (o *original) wrong(v *draft.Verdict) (added, dropped []holidays.Date) {
	cal := v.After.Calendar(o.notice.Calendar)
	for d := cal.First(); !d.After(cal.Last()); d = d.AddDays(1) {
		switch is, should := cal.IsWorking(d), o.after.IsWorking(d); {
		case is && !should:
			added = append(added, d)
		case !is && should:
			dropped = append(dropped, d)
		}
	}
	return added, dropped
}

// movedByWeeks reports whether all that is wrong are make-up days that lie whole weeks
// from where they should, near the days off still: the draft shows them beside the
// weekends around, and nothing else can tell. More than two weeks it can only be from
// one side of the days off to the other.
func movedByWeeks(added, dropped []holidays.Date) bool {
	if len(added) != len(dropped) {
		return false
	}
	for i := range added {
		if !added[i].IsWeekend() || !dropped[i].IsWeekend() || added[i].DaysUntil(dropped[i])%7 != 0 {
			return false
		}
	}
	return len(added) > 0
}

// TestMutants: no notice that was spoilt is published with wrong working days, but for
// make-up days moved by weeks.
func TestMutants(t *testing.T) {
	all := originals(t)
	if len(all) < 20 {
		t.Fatalf("%d texts", len(all))
	}
	spoilAll(t, all)
}

// TestWordingMutants: nor is one of Guangxi's, in whatever words.
func TestWordingMutants(t *testing.T) { spoilAll(t, wordings(t)) }

// spoilAll spoils some of the notices, and judges what comes of each.
func spoilAll(t *testing.T, all []original) {
	t.Helper()
	names := slices.Sorted(maps.Keys(changes))
	r := rand.New(rand.NewPCG(*seed, 0))
	judged, harmless, moved, slipped := 0, 0, 0, 0
	for i := range *mutants {
		o, name := &all[r.IntN(len(all))], names[i%len(names)]
		text := changes[name](r, o.text)
		if text == o.text {
			continue
		}
		judged++
		v := o.judge(t, text)
		if len(v.Blocking(nil)) > 0 {
			continue
		}
		switch added, dropped := o.wrong(&v); {
		case len(added)+len(dropped) == 0:
			harmless++
		case movedByWeeks(added, dropped):
			moved++
		default:
			slipped++
			t.Errorf("%s, %s: worked are %v, and not %v:\n%s", o.notice.ID, name, added, dropped, text)
		}
	}
	t.Logf("%d notices; %d spoilt, %d refused, %d with no day wrong, %d with make-up days moved by weeks, %d slipped through",
		len(all), judged, judged-harmless-moved-slipped, harmless, moved, slipped)
	if judged < *mutants/2 {
		t.Errorf("only %d of %d texts were changed", judged, *mutants)
	}
}
