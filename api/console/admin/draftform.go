package admin

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shixian/api/admin"
	"shixian/api/console/page"
	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/check"
)

// noticeForm is the notice of a draft as it stands in the form: what was typed may
// be no date and no number.
type noticeForm struct {
	Calendar, Year, Document, Issued, Source string
	Amends, Restates, Extends, Replaces      string
	Rows                                     []entryRow
	ResidueDays, ResidueReason               string
}

type entryRow struct{ Festival, Kind, From, To string }

// formOf fills the form from what is stored.
func formOf(n *holidays.Notice) noticeForm {
	f := noticeForm{
		Calendar: n.Calendar, Document: n.Document, Issued: n.Issued.String(), Source: n.Source, Amends: n.Amends,
		Restates: strings.Join(n.Restates, ";"), Extends: strings.Join(n.Extends, ";"), Replaces: n.Replaces,
	}
	if n.Year != 0 {
		f.Year = page.Itoa(n.Year)
	}
	for _, e := range n.Entries {
		f.Rows = append(f.Rows, entryRow{e.Festival, string(e.Kind), e.From.String(), e.To.String()})
	}
	if n.Residue != nil {
		f.ResidueDays, f.ResidueReason = page.Itoa(n.Residue.Days), n.Residue.Reason
	}
	return f
}

// readNotice takes what was typed.
func (u *user) readNotice() noticeForm {
	trimmed := func(name string) string { return strings.TrimSpace(u.field(name)) }
	f := noticeForm{
		Calendar: u.field("calendar"), Year: trimmed("year"), Document: trimmed("document"), Issued: trimmed("issued"),
		Source: trimmed("source"), Amends: trimmed("amends"), Restates: trimmed("restates"), Extends: trimmed("extends"), Replaces: trimmed("replaces"),
		ResidueDays: trimmed("residue_days"), ResidueReason: trimmed("residue_reason"),
	}
	at := func(name string, i int) string {
		if all := u.fields(name); i < len(all) {
			return strings.TrimSpace(all[i])
		}
		return ""
	}
	for i := range u.fields("festival") {
		f.Rows = append(f.Rows, entryRow{at("festival", i), at("kind", i), at("from", i), at("to", i)})
	}
	return f
}

// press does what a button of the table of entries says, and reports whether it was
// one.
func (f *noticeForm) press(action string) bool {
	if action == "add" {
		f.Rows = append(f.Rows, entryRow{Kind: string(holidays.Off)})
		return true
	}
	row, isRow := strings.CutPrefix(action, "remove-")
	if i, err := strconv.Atoi(row); isRow && err == nil && i >= 0 && i < len(f.Rows) {
		f.Rows = slices.Delete(f.Rows, i, i+1)
	}
	return isRow
}

// dropBlank drops the rows into which nothing was written.
func (f *noticeForm) dropBlank() {
	var rows []entryRow
	for _, r := range f.Rows {
		if r.Festival != "" || r.From != "" || r.To != "" {
			if r.To == "" { // a single day
				r.To = r.From
			}
			rows = append(rows, r)
		}
	}
	f.Rows = rows
}

// notice is what was typed, or what is wrong with the first field that is wrong, as
// the JSON call would say.
func (f *noticeForm) notice() (n holidays.Notice, err error) {
	n = holidays.Notice{
		Calendar: f.Calendar, Document: f.Document, Source: f.Source, Amends: f.Amends,
		Restates: festivals(f.Restates), Extends: festivals(f.Extends), Replaces: f.Replaces, Entries: []holidays.Entry{},
	}
	for i, r := range f.Rows {
		e := holidays.Entry{Festival: r.Festival, Kind: holidays.EntryKind(r.Kind)}
		at := fmt.Sprintf("/notice/entries/%d/", i)
		if e.From, err = dateField(at, "from", r.From); err != nil {
			return n, err
		}
		if e.To, err = dateField(at, "to", r.To); err != nil {
			return n, err
		}
		n.Entries = append(n.Entries, e)
	}
	if f.Issued != "" {
		if n.Issued, err = dateField("/notice/", "issued", f.Issued); err != nil {
			return n, err
		}
	}
	if f.ResidueDays != "" || f.ResidueReason != "" {
		n.Residue = &holidays.Residue{Reason: f.ResidueReason}
		if n.Residue.Days, err = numberField("/notice/residue/", "days", f.ResidueDays); err != nil {
			return n, err
		}
	}
	if f.Year != "" {
		n.Year, err = numberField("/notice/", "year", f.Year)
	}
	return n, err
}

// festivals reads names that are separated by semicolons: a name may hold 、.
func festivals(text string) []string {
	var out []string
	for name := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == ';' || r == '；' }) {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// acknowledged lists the sentences that are ticked, with the reason given; nil if the
// form has none to tick.
func (u *user) acknowledged() []admin.Acknowledgement {
	sentences, reasons := u.fields("unread"), u.fields("unread_reason")
	if len(sentences) == 0 || len(sentences) != len(reasons) {
		return nil
	}
	out := []admin.Acknowledgement{}
	for _, ticked := range u.fields("take") {
		if i, err := strconv.Atoi(ticked); err == nil && i >= 0 && i < len(sentences) {
			out = append(out, admin.Acknowledgement{Sentence: sentences[i], Reason: reasons[i]})
		}
	}
	return out
}

func dateField(at, name, text string) (holidays.Date, error) {
	d, err := holidays.ParseDate(text)
	if err != nil {
		return d, problem.New(problem.InvalidDate, at+name, name)
	}
	return d, nil
}

func numberField(at, name, text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, problem.New(problem.WrongType, at+name, name, "整数", "a whole number")
	}
	return n, nil
}

// publishForm is the form for publishing.
type publishForm struct {
	Reason      string
	ConfirmPast bool
	Overrides   []override
}

// override is a failed check to go on in spite of.
type override struct {
	Check, Detail string
	Chosen        bool
	Reason, Fault string
}

// readPublish takes what was typed; the draft says which checks there are to override
// now, and p what is wrong with a reason.
func (u *user) readPublish(d *admin.Draft, p *problem.Problem) publishForm {
	f := publishForm{Reason: strings.TrimSpace(u.field("reason")), ConfirmPast: u.field("confirm_past") != ""}
	chosen := u.fields("override")
	for _, k := range d.Checks {
		if k.OK || !k.Overridable || k.Code == check.NotPast {
			continue
		}
		o := override{Check: k.Code, Detail: u.v.In(k.Detail), Reason: u.field("why." + k.Code)}
		for i, code := range chosen {
			if code == k.Code {
				o.Chosen = true
				o.Fault = faultOf(p, "overrides/"+page.Itoa(i)+"/reason")
			}
		}
		f.Overrides = append(f.Overrides, o)
	}
	return f
}

// publishRequest is what was typed, as the service takes it.
func (u *user) publishRequest() admin.PublishRequest {
	req := admin.PublishRequest{Reason: strings.TrimSpace(u.field("reason")), ConfirmPast: u.field("confirm_past") != ""}
	for _, code := range u.fields("override") {
		req.Overrides = append(req.Overrides, admin.CheckOverride{Check: code, Reason: u.field("why." + code)})
	}
	return req
}
