package console

import (
	"strconv"
	"strings"

	"shixian/api"
	"shixian/api/admin"
	"shixian/api/console/page"
	"shixian/api/problem"
	"shixian/holidays"
	"shixian/holidays/check"
)

// noticeForm is the notice of a draft as it stands in the form: what was typed may
// be no date and no number.
type noticeForm struct {
	Calendar, Year, Document, Issued, Source, Amends string
	Rows                                             []entryRow
	ResidueDays, ResidueReason                       string
}

type entryRow struct{ Festival, Kind, From, To string }

func dateText(d holidays.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// formOf fills the form from what is stored.
func formOf(n *api.DraftNotice) noticeForm {
	f := noticeForm{
		Calendar: n.Calendar, Document: n.Document, Issued: dateText(n.Issued), Source: n.Source, Amends: n.Amends,
	}
	if n.Year != 0 {
		f.Year = page.Itoa(n.Year)
	}
	for _, e := range n.Entries {
		f.Rows = append(f.Rows, entryRow{e.Festival, string(e.Kind), dateText(e.From), dateText(e.To)})
	}
	if n.Residue != nil {
		f.ResidueDays, f.ResidueReason = page.Itoa(n.Residue.Days), n.Residue.Reason
	}
	return f
}

// readNotice takes what was typed.
func (d *desk) readNotice() noticeForm {
	trimmed := func(name string) string { return strings.TrimSpace(d.field(name)) }
	f := noticeForm{
		Calendar: d.field("calendar"), Year: trimmed("year"), Document: trimmed("document"), Issued: trimmed("issued"),
		Source: trimmed("source"), Amends: trimmed("amends"),
		ResidueDays: trimmed("residue_days"), ResidueReason: trimmed("residue_reason"),
	}
	at := func(name string, i int) string {
		if all := d.fields(name); i < len(all) {
			return strings.TrimSpace(all[i])
		}
		return ""
	}
	for i := range d.fields("festival") {
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
		f.Rows = append(f.Rows[:i], f.Rows[i+1:]...)
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

// number is what was typed as a number; where it is none, the text, about which the
// call complains at the right field.
func number(text string) any {
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	return text
}

// update is the body of PUT /v1/admin/drafts/{id}.
func (f *noticeForm) update() map[string]any {
	entries := []map[string]string{}
	for _, r := range f.Rows {
		entries = append(entries, map[string]string{"festival": r.Festival, "kind": r.Kind, "from": r.From, "to": r.To})
	}
	n := map[string]any{
		"calendar": f.Calendar, "document": f.Document, "source": f.Source, "amends": f.Amends, "entries": entries,
	}
	if f.Year != "" {
		n["year"] = number(f.Year)
	}
	if f.Issued != "" {
		n["issued"] = f.Issued
	}
	if f.ResidueDays != "" || f.ResidueReason != "" {
		n["residue"] = map[string]any{"days": number(f.ResidueDays), "reason": f.ResidueReason}
	}
	return map[string]any{"notice": n}
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

// readPublish takes what was typed; draft, where it is given, says which checks
// there are to override now, and problem what is wrong with a reason.
func (d *desk) readPublish(draft *api.Draft, problem *problem.Problem) publishForm {
	f := publishForm{Reason: strings.TrimSpace(d.field("reason")), ConfirmPast: d.field("confirm_past") != ""}
	chosen := d.fields("override")
	if draft == nil {
		for _, code := range chosen {
			f.Overrides = append(f.Overrides, override{Check: code, Chosen: true, Reason: d.field("why." + code)})
		}
		return f
	}
	for _, k := range draft.Checks {
		if k.OK || !k.Overridable || k.Code == check.NotPast {
			continue
		}
		o := override{Check: k.Code, Detail: k.Detail, Reason: d.field("why." + k.Code)}
		for i, code := range chosen {
			if code == k.Code {
				o.Chosen = true
				o.Fault = faultOf(problem, "overrides/"+page.Itoa(i)+"/reason")
			}
		}
		f.Overrides = append(f.Overrides, o)
	}
	return f
}

// request is the body of publishing.
func (f *publishForm) request() *admin.PublishRequest {
	r := &admin.PublishRequest{Reason: f.Reason, ConfirmPast: f.ConfirmPast}
	for _, o := range f.Overrides {
		r.Overrides = append(r.Overrides, admin.CheckOverride{Check: o.Check, Reason: o.Reason})
	}
	return r
}
