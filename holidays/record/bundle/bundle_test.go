package bundle_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"strings"
	"testing"
	"time"

	"shixian/holidays/record"
	"shixian/holidays/record/bundle"
	"shixian/holidays/record/checkpoint"
	"shixian/holidays/record/recordtest"
)

// made is when the bundles of these tests are exported, and their events before it.
var made = time.Date(2026, 11, 28, 8, 0, 0, 0, time.UTC)

// eventsOf returns n events by somebody, signed if there are keys.
func eventsOf(t *testing.T, id, who string, n int, keys *checkpoint.Keys) []record.Event {
	t.Helper()
	return eventsSince(t, made.Add(-100*time.Minute), id, who, n, keys)
}

// eventsSince returns events a minute apart, from a moment on.
func eventsSince(t *testing.T, begin time.Time, id, who string, n int, keys *checkpoint.Keys) []record.Event {
	t.Helper()
	return recordtest.Events(t, id, n, 0, keys, func(i int) record.Event {
		return record.Event{Action: record.Withdraw, Time: begin.Add(time.Duration(i) * time.Minute), Who: who, Why: "<因>"}
	})
}

func bundleOf(id string, minutes int, events []record.Event) *bundle.Bundle {
	return &bundle.Bundle{
		Made: made.Add(time.Duration(minutes) * time.Minute), Program: "1.2", Record: id, Events: events,
		Files: map[string]string{"rules/a.yaml": "甲: <a> & \"b\"\n", "holidays/CN/2026.yaml": ""},
	}
}

func encoded(t *testing.T, b *bundle.Bundle, keys *checkpoint.Keys) []byte {
	t.Helper()
	text, err := b.Encode(keys)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func decoded(t *testing.T, text []byte, keys *checkpoint.Keys) *bundle.Bundle {
	t.Helper()
	b, err := bundle.Decode(text, keys)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestRoundTrip: what comes out is what went in, for whoever has the public key alone, and is
// written the same again by whoever has the secret one.
func TestRoundTrip(t *testing.T) {
	keys := recordtest.Keys(t, 1)
	reader, err := checkpoint.NewKeys(nil, keys.Public()...)
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= 5; n++ {
		in := bundleOf("r", 0, eventsOf(t, "r", "甲", n, keys))
		text := encoded(t, in, keys)
		if !bytes.HasPrefix(text, []byte(`{"content":{"format":1,`)) {
			t.Errorf("earlier programs would not read %.40s", text)
		}
		out := decoded(t, text, reader)
		if !out.Made.Equal(in.Made) || out.Program != in.Program || out.Record != in.Record || !maps.Equal(out.Files, in.Files) || len(out.Events) != n {
			t.Errorf("%d events: %+v", n, out)
		}
		for i, e := range out.Events {
			if e.Hash != in.Events[i].Hash || e.Checkpoint != in.Events[i].Checkpoint || e.Why != in.Events[i].Why || e.Revision != int64(i) {
				t.Errorf("event %d: %+v, want %+v", i, e, in.Events[i])
			}
		}
		if out.Position() != in.Events[n-1].Position() {
			t.Errorf("position %s of %d events", out.Position(), n)
		}
		if again := encoded(t, out, keys); !bytes.Equal(again, text) {
			t.Errorf("%d events: written otherwise\n%s\n%s", n, text, again)
		}
	}
}

// TestAnyByte: whichever byte of a file is changed, it is refused or says the same all the
// same (as a space that JSON passes over).
func TestAnyByte(t *testing.T) {
	keys := recordtest.Keys(t, 1)
	text := encoded(t, bundleOf("r", 0, eventsOf(t, "r", "甲", 2, keys)), keys)
	want := encoded(t, decoded(t, text, keys), keys)
	for i := range text {
		changed := bytes.Clone(text)
		changed[i] ^= 4
		b, err := bundle.Decode(changed, keys)
		if err == nil && !bytes.Equal(encoded(t, b, keys), want) || err != nil && !errors.Is(err, bundle.ErrRefused) {
			t.Errorf("byte %d, %q for %q: %v", i, changed[i], text[i], err)
		}
	}
	for cut := range text {
		if _, err := bundle.Decode(text[:cut], keys); !errors.Is(err, bundle.ErrRefused) {
			t.Errorf("cut off after %d bytes: %v", cut, err)
		}
	}
}

// resigned signs a content that somebody changed.
func resigned(t *testing.T, text []byte, keys *checkpoint.Keys, change func(content map[string]any)) []byte {
	t.Helper()
	var file map[string]json.RawMessage
	var content map[string]any
	if err := errors.Join(json.Unmarshal(text, &file), json.Unmarshal(file["content"], &content)); err != nil {
		t.Fatal(err)
	}
	change(content)
	raw, err := json.Marshal(content)
	if err != nil {
		t.Fatal(err)
	}
	id, _ := content["record"].(string)
	return signedRaw(t, id, raw, keys)
}

// signedRaw signs any content for a record.
func signedRaw(t *testing.T, id string, raw []byte, keys *checkpoint.Keys) []byte {
	t.Helper()
	signature, err := keys.SignText(bundle.SignedText(id, raw))
	if err != nil {
		t.Fatal(err)
	}
	out, err := json.Marshal(map[string]any{"content": json.RawMessage(raw), "signature": signature})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestRefused: a bundle that was signed is not believed all the same if what it holds is no
// record of its own.
func TestRefused(t *testing.T) {
	keys, other := recordtest.Keys(t, 1), recordtest.Keys(t, 2)
	events := eventsOf(t, "r", "甲", 3, keys)
	text := encoded(t, bundleOf("r", 0, events), keys)
	for want, refused := range map[string][]byte{
		"no signature by a known key":    encoded(t, bundleOf("r", 0, eventsOf(t, "r", "甲", 3, other)), other),
		"has no signature":               encoded(t, bundleOf("r", 0, eventsOf(t, "r", "甲", 3, other)), keys),
		"none of its events has":         encoded(t, bundleOf("r", 0, eventsOf(t, "r", "甲", 3, nil)), keys),
		"is of other events":             encoded(t, bundleOf("another", 0, events), keys),
		"it has no events":               resigned(t, text, keys, func(c map[string]any) { c["events"] = []any{} }),
		"its format is 2, and this":      resigned(t, text, keys, func(c map[string]any) { c["format"] = 2 }),
		"event 1: ":                      resigned(t, text, keys, func(c map[string]any) { c["events"].([]any)[1].(map[string]any)["text"] = "{}" }),
		"cannot unmarshal number into":   signedRaw(t, "", []byte("3"), keys),
		"invalid character":              []byte("PK\x03\x04"),
		"unexpected end of JSON input":   {},
		"cannot unmarshal array into":    []byte("[]"),
		"检查点没有已知密钥的签名":                   []byte("{}"),
		"its content is not what was":    bytes.Replace(text, []byte(`"program":"1.2"`), []byte(`"program":"1.3"`), 1),
		"has no checkpoint, and signing": resigned(t, text, keys, func(c map[string]any) { delete(c["events"].([]any)[2].(map[string]any), "checkpoint") }),
	} {
		if _, err := bundle.Decode(refused, keys); !errors.Is(err, bundle.ErrRefused) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	if _, err := bundleOf("r", 0, events).Encode(nil); !errors.Is(err, checkpoint.ErrUnsigned) {
		t.Errorf("written without a key: %v", err)
	}
}

// TestFollows: only a bundle of the same record, made no earlier, that has the other's events
// or was restored since may take its place.
func TestFollows(t *testing.T) {
	keys := recordtest.Keys(t, 1)
	file := func(id, who string, n, minutes int) *bundle.Bundle {
		return decoded(t, encoded(t, bundleOf(id, minutes, eventsOf(t, id, who, n, keys)), keys), keys)
	}
	restored := func(n, minutes int) *bundle.Bundle {
		events := eventsOf(t, "r", "甲", n, keys)
		e, err := checkpoint.Restore("r", events, made.Add(time.Duration(minutes)*time.Minute), "甲", "磁盘坏了", keys)
		if err != nil {
			t.Fatal(err)
		}
		return decoded(t, encoded(t, bundleOf("r", minutes, append(events, e)), keys), keys)
	}
	before := file("r", "甲", 3, 0)
	begunLater := decoded(t, encoded(t, bundleOf("r", 9, eventsSince(t, made.Add(time.Minute), "r", "甲", 4, keys)), keys), keys)
	for name, c := range map[string]struct {
		after *bundle.Bundle
		want  string
	}{
		"the same again":                    {file("r", "甲", 3, 0), ""},
		"one event more":                    {file("r", "甲", 4, 1), ""},
		"nothing new, made later":           {file("r", "甲", 3, 60), ""},
		"one event fewer":                   {file("r", "甲", 2, 1), "it has 2 events, and there were 3"},
		"other events":                      {file("r", "乙", 4, 1), "its first 3 events are not those"},
		"events that begin later":           {begunLater, "its first 3 events are not those"},
		"made earlier":                      {file("r", "甲", 4, -1), "it was made at 2026-11-28T07:59:00Z, and that at 2026-11-28T08:00:00Z"},
		"of another record":                 {file("s", "甲", 4, 1), "it is of the record s, and that is of r"},
		"restored from an earlier backup":   {restored(1, 5), ""},
		"restored before the last was made": {restored(1, -99), "it was made at"},
	} {
		err := c.after.Follows(before)
		if (err == nil) != (c.want == "") || err != nil && (!errors.Is(err, bundle.ErrOlder) || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}
