package admin_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"shixian/api/admin"
	"shixian/api/problem"
	"shixian/deadlines"
	"shixian/holidays/live"
	"shixian/holidays/record"
)

// refused are tables that have not taken over a record at a position, and sign who accepts
// it without a key.
type refused struct {
	admin.Tables
	at   record.Position
	fail error    // of accepting
	said []string // who accepted, and why
}

func (r *refused) Accept(_ context.Context, p record.Position, who, why string) (record.Event, error) {
	switch {
	case r.fail != nil:
		return record.Event{}, r.fail
	case p != r.at:
		return record.Event{}, record.ErrConflict
	}
	r.said = append(r.said, who+"："+why)
	return record.Event{Revision: p.Revision + 1, Hash: "0d77e1b2ffff"}, nil
}

func (r *refused) Acceptance(p record.Position, who string) (string, error) {
	return p.String() + " " + who, r.fail
}

func (r *refused) AcceptedBy(signed string, p record.Position) (string, error) {
	who, ok := strings.CutPrefix(signed, p.String()+" ")
	if !ok {
		return "", live.ErrAcceptance
	}
	return who, nil
}

// refusing starts a service whose tables have refused a record at 13.5d2a90c7.
func refusing(t *testing.T, change ...func(*admin.Config)) (*replica, *refused) {
	t.Helper()
	at, err := record.ParsePosition(refusedAt)
	if err != nil {
		t.Fatal(err)
	}
	tables := &refused{at: at}
	r := newReplica(t, append(change, func(cfg *admin.Config) { tables.Tables, cfg.Tables = cfg.Tables, tables })...)
	return r, tables
}

const (
	refusedAt   = "13.5d2a90c7"
	elsewhereAt = "12.00000000"
)

// TestAccept: one person accepts a record, if it takes no two, and says why.
func TestAccept(t *testing.T) {
	r, tables := refusing(t, alone)
	got, err := r.Accept(t.Context(), li, admin.AcceptRequest{Position: refusedAt, Reason: " 已核对备份\n"})
	if err != nil || !got.Complete || got.Position != "14.0d77e1b2" || !slices.Equal(got.By, []string{"li"}) || got.Acceptance != "" {
		t.Errorf("%+v %v", got, err)
	}
	if !slices.Equal(tables.said, []string{"li：已核对备份"}) {
		t.Errorf("%q", tables.said)
	}
	r.wantLines("li: accept why=已核对备份")
	_, err = r.Accept(t.Context(), zhang, admin.AcceptRequest{Position: refusedAt, Reason: "x"})
	wantError(t, err, problem.Forbidden, "")
}

// TestWrongAcceptance: without a whole position and a reason nothing is accepted, nor if the
// record is another by now.
func TestWrongAcceptance(t *testing.T) {
	for name, c := range map[string]struct {
		position, reason string
		fail             error
		code             deadlines.Code
		pointer          string
	}{
		"no position":           {"", "x", nil, problem.InvalidParameter, "/position"},
		"no hash":               {"13", "x", nil, problem.InvalidParameter, "/position"},
		"no number":             {"x.5d2a90c7", "x", nil, problem.InvalidParameter, "/position"},
		"no reason":             {refusedAt, " \n", nil, problem.ReasonMissing, "/reason"},
		"another record":        {elsewhereAt, "x", nil, problem.Conflict, ""},
		"a record out of reach": {refusedAt, "x", record.ErrUnavailable, problem.RecordDown, ""},
	} {
		r, tables := refusing(t, alone)
		tables.fail = c.fail
		got, err := r.Accept(t.Context(), li, admin.AcceptRequest{Position: c.position, Reason: c.reason})
		wantError(t, err, c.code, c.pointer)
		if got.Complete || len(tables.said) > 0 {
			t.Errorf("%s: %+v, %q", name, got, tables.said)
		}
	}
}

// TestAcceptedByTwo: if it takes two, the first only says so, and another one completes
// it; nobody is both, and another position begins anew.
func TestAcceptedByTwo(t *testing.T) {
	r, tables := refusing(t)
	for _, step := range []struct {
		by       admin.Actor
		position string
		complete bool
	}{
		{li, refusedAt, false}, {li, refusedAt, false}, {zhao, elsewhereAt, false}, {zhao, refusedAt, false}, {li, refusedAt, true},
	} {
		got, err := r.Accept(t.Context(), step.by, admin.AcceptRequest{Position: step.position, Reason: "已核对"})
		if err != nil || got.Complete != step.complete {
			t.Fatalf("%s at %s: %+v %v", step.by.Name, step.position, got, err)
		}
		if by := got.By; !step.complete && (!slices.Equal(by, []string{step.by.Name}) || got.Acceptance != step.position+" "+step.by.Name || got.Position != "") {
			t.Errorf("%+v", got)
		} else if step.complete && (!slices.Equal(by, []string{"zhao", "li"}) || got.Acceptance != "") {
			t.Errorf("%+v", got)
		}
	}
	if !slices.Equal(tables.said, []string{"zhao, li：已核对"}) {
		t.Errorf("%q", tables.said)
	}
}

// TestAcceptedElsewhere: the second person brings what the first was given by another
// replica; of oneself it counts as nothing, of another position it is refused.
func TestAcceptedElsewhere(t *testing.T) {
	r, tables := refusing(t)
	accept := func(acceptance string) (admin.Accepted, error) {
		return r.Accept(t.Context(), li, admin.AcceptRequest{Position: refusedAt, Reason: "已核对", Acceptance: acceptance})
	}
	got, err := accept(refusedAt + " li")
	if err != nil || got.Complete || got.Acceptance != refusedAt+" li" {
		t.Errorf("%+v %v", got, err)
	}
	_, err = accept(elsewhereAt + " zhao")
	wantError(t, err, problem.InvalidParameter, "/acceptance")
	got, err = accept(refusedAt + " zhao")
	if err != nil || !got.Complete || !slices.Equal(tables.said, []string{"zhao, li：已核对"}) {
		t.Errorf("%+v %v %q", got, err, tables.said)
	}
	tables.fail = errors.New("no key")
	_, err = accept("")
	wantError(t, err, problem.Internal, "")
}
