package record_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"shixian/holidays/record"
)

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func textOf(t testing.TB, e record.Event) string {
	t.Helper()
	text, err := record.Encode(e)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestDecode(t *testing.T) {
	for _, e := range fullChain(t, 3) {
		got, err := record.Decode(textOf(t, e), e.Hash)
		if err != nil || !reflect.DeepEqual(got, e) {
			t.Errorf("%+v became %+v, %v", e, got, err)
		}
	}
}

// What a newer program writes keeps its text, its place in the chain, and who wrote
// it; nothing of what it does is guessed.
func TestDecodeNewer(t *testing.T) {
	events := fullChain(t, 2)
	e := events[1]
	text := textOf(t, e)
	for name, change := range map[string][2]string{
		"an action":                   {`"action":"publish"`, `"action":"announce"`},
		"no action":                   {`"action":"publish"`, `"action":""`},
		"a field":                     {`"who":`, `"approved":["甲"],"who":`},
		"a field at the end":          {`"hash":""`, `"hash":"","seal":1`},
		"a field of a notice":         {`"calendar":"CN-GX",`, `"calendar":"CN-GX","hours":[1],`},
		"a field of an entry":         {`"festival":`, `"region":"x","festival":`},
		"a kind of entry":             {`"kind":"off"`, `"kind":"half"`},
		"a field of an override":      {`"check":`, `"by":"乙","check":`},
		"another type":                {`"withdrawn":["CN-GX-2025","CN-GX-2024"]`, `"withdrawn":{"CN-GX":"all"}`},
		"white space":                 {`"who":`, `"who": `},
		"a field this one leaves out": {`"residue":`, `"Residue":`},
	} {
		changed := strings.Replace(text, change[0], change[1], 1)
		if changed == text {
			t.Errorf("%s changes nothing in %s", name, text)
		}
		got, err := record.Decode(changed, hashOf(changed))
		if err != nil || got.Text != changed {
			t.Errorf("%s: %+v, %v", name, got, err)
			continue
		}
		if got.Revision != e.Revision || got.Prev != e.Prev || got.Who != e.Who || got.Why != e.Why || !got.Time.Equal(e.Time) {
			t.Errorf("%s: %+v", name, got)
		}
		if got.Published != nil || got.Withdrawn != nil || got.Overrides != nil {
			t.Errorf("%s: half of it is taken for the whole: %+v", name, got)
		}
		if hash, err := record.Hash(got); err != nil || hash != hashOf(changed) || textOf(t, got) != changed {
			t.Errorf("%s: written again as %s", name, textOf(t, got))
		}
	}
}

// The chain goes on over events that this program does not understand.
func TestVerifyNewer(t *testing.T) {
	events := fullChain(t, 2)
	text := strings.Replace(textOf(t, full(t, &events[1])), `"action":"publish"`, `"action":"announce"`, 1)
	newer, err := record.Decode(text, hashOf(text))
	if err != nil {
		t.Fatal(err)
	}
	events = append(events, newer, full(t, &newer))
	if err := record.Verify(nil, events); err != nil {
		t.Error(err)
	}
	events[2].Text = strings.Replace(text, "clerk", "clark", 1)
	if err := record.Verify(nil, events); err == nil || !strings.Contains(err.Error(), "event 2 has been changed") {
		t.Errorf("a change of it: %v", err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	e := full(t, nil)
	text := textOf(t, e)
	for name, c := range map[string][2]string{
		"another hash":     {text, hashOf("x")},
		"an empty hash":    {text, ""},
		"no JSON":          {"{", hashOf("{")},
		"no object":        {"[]", hashOf("[]")},
		"no such revision": {`{"revision":"x"}`, hashOf(`{"revision":"x"}`)},
	} {
		if got, err := record.Decode(c[0], c[1]); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// Whoever adds an action or a field raises the version, and changes this test with it:
// programs of different versions must not share snapshots.
func TestVersion(t *testing.T) {
	var e record.Event
	if err := json.Unmarshal([]byte(textOf(t, full(t, nil))), &e); err != nil {
		t.Fatal(err)
	}
	var names []string
	fields(reflect.TypeOf(e), "", &names)
	got := fmt.Sprint(record.Version, record.Actions, " ", strings.Join(names, " "))
	const want = "3 [baseline embed publish withdraw rollback restore] revision action time who why published published.id published.calendar published.year published.document" +
		" published.issued published.issued_approximate published.source published.amends published.restates" +
		" published.extends published.replaces published.entries" +
		" published.entries.festival published.entries.kind published.entries.from published.entries.to" +
		" published.residue published.residue.days published.residue.reason withdrawn overrides overrides.check" +
		" overrides.reason restored restored.position restored.root prev hash"
	if got != want {
		t.Errorf("the events of this program are\n%s\nnot\n%s", got, want)
	}
}

// fields lists the JSON names of a struct's fields, and of those underneath.
func fields(t reflect.Type, path string, names *[]string) {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return
	}
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous:
			fields(f.Type, path, names)
		case name != "" && name != "-":
			*names = append(*names, path+name)
			fields(f.Type, path+name+".", names)
		}
	}
}
