package chaos

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"reflect"

	"shixian/api/admin"
	"shixian/holidays/record"
)

// write is one change of the table: a notice is published, or withdrawn.
type write struct {
	n        int
	withdraw string // the notice's ID; empty if one is published
	draft    string // its path, once it is made
	tag      string
	notice   string // the ID of what was published
	revision int64  // -1 until it is acknowledged
	failed   int    // attempts that were answered, and not with 200
	silent   int    // attempts that were not answered, or whose outcome nobody claims to know
	last     string // what the last attempt was answered
}

// why is the write's own reason, by which it is found in the record.
func (w *write) why() string { return fmt.Sprintf("chaos %d", w.n) }

// writer publishes a notice, withdraws it, publishes another, and so on. Every
// write is sent again, with the same key, until it is acknowledged.
type writer struct {
	ledger *ledger
	client *http.Client
	proxy  string // URL
	auth   string
	writes []*write
	// first is where the next write is sent the first time, instead of the proxy, and
	// sent is called when it has been.
	first string
	sent  func()
}

// next returns the change after those that were made.
func (w *writer) next() *write {
	n := &write{n: len(w.writes), revision: -1}
	if n.n > 0 && w.writes[n.n-1].withdraw == "" {
		n.withdraw = w.writes[n.n-1].notice
	}
	w.writes = append(w.writes, n)
	return n
}

// settle makes one change, and returns when it is acknowledged.
func (w *writer) settle(ctx context.Context) error {
	n := w.next()
	for {
		if w.attempt(ctx, n) {
			return nil
		}
		if err := w.ledger.await(ctx, 5); err != nil {
			return fmt.Errorf("write %d was not acknowledged: %d times refused, %d times not answered, at last with %s: %w", n.n, n.failed, n.silent, n.last, err)
		}
	}
}

// attempt sends a write, and reports whether it was acknowledged.
func (w *writer) attempt(ctx context.Context, n *write) bool {
	path := "/v1/admin/notices/" + n.withdraw + "/withdraw"
	if n.withdraw == "" {
		if n.draft == "" && !w.prepare(ctx, n) {
			return false
		}
		path = n.draft + "/publish"
	}
	body := fmt.Sprintf(`{"reason":%q,"confirm_past":true}`, n.why())
	base := w.proxy
	if w.first != "" {
		base, w.first = w.first, ""
		ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteRequest: func(httptrace.WroteRequestInfo) { w.sent() }})
	}
	r := do(ctx, w.client, base, "POST", path, body, "Authorization", w.auth, "Content-Type", "application/json",
		"If-Match", n.tag, "Idempotency-Key", n.why())
	return w.handle(n, r)
}

// prepare makes the draft of a notice, and reports whether it is there.
func (w *writer) prepare(ctx context.Context, n *write) bool {
	body, err := noticeJSON(n.n)
	if err != nil {
		panic(err) // it is this package's own
	}
	r := do(ctx, w.client, w.proxy, "POST", "/v1/admin/drafts?calendar=CN", body, "Authorization", w.auth, "Content-Type", "application/json")
	if r.err != nil || r.status != http.StatusCreated {
		w.ledger.refused(r)
		return false
	}
	n.draft, n.tag = r.header.Get("Location"), r.header.Get("ETag")
	return true
}

// handle records what was answered to an attempt.
func (w *writer) handle(n *write, r reply) bool {
	if r.err == nil {
		n.last = fmt.Sprintf("%s: %.400s", r.outcome(), r.body)
	}
	var p admin.Published
	switch {
	case r.unsure():
		n.silent++
	case r.status == http.StatusOK && json.Unmarshal(r.body, &p) == nil:
		n.revision, n.notice = p.Revision, p.Notice
		w.ledger.acknowledged(p.Repeated, n.silent > 0)
		return true
	default:
		n.failed++
		if r.status == http.StatusConflict || r.status == http.StatusPreconditionFailed || r.status == http.StatusNotFound {
			n.draft = "" // it stands on a revision that is not the newest
		}
	}
	w.ledger.refused(r)
	return false
}

// audit says what of the writes is not in the record as it has to be: an
// acknowledged one stands there once, at its revision, with its content; another
// at most once.
func (w *writer) audit(events []record.Event) (faults []error) {
	at := map[string][]*record.Event{}
	for i := range events {
		if a := events[i].Action; a != record.Baseline && a != record.Embed {
			at[events[i].Why] = append(at[events[i].Why], &events[i])
		}
	}
	for _, n := range w.writes {
		found := at[n.why()]
		delete(at, n.why())
		switch {
		case len(found) > 1:
			faults = append(faults, fmt.Errorf("write %d stands in the record %d times", n.n, len(found)))
		case n.revision >= 0 && len(found) == 0:
			faults = append(faults, fmt.Errorf("write %d was acknowledged as revision %d and is lost", n.n, n.revision))
		case n.revision >= 0 && (found[0].Revision != n.revision || !n.is(found[0])):
			faults = append(faults, fmt.Errorf("write %d was acknowledged as revision %d; what stands in the record is %+v", n.n, n.revision, found[0]))
		}
	}
	for why := range at {
		faults = append(faults, fmt.Errorf("nobody has written %q", why))
	}
	return faults
}

// is reports whether an event is the change that was asked for.
func (w *write) is(e *record.Event) bool {
	if w.withdraw != "" {
		return e.Action == record.Withdraw && len(e.Published) == 0 && reflect.DeepEqual(e.Withdrawn, []string{w.withdraw})
	}
	if e.Action != record.Publish || len(e.Published) != 1 || len(e.Withdrawn) != 0 {
		return false
	}
	n := e.Published[0]
	return n.ID == w.notice && n.Document == document(w.n) && n.Calendar == "CN" && n.Year == 2027 && reflect.DeepEqual(n.Entries, entries(w.n))
}
