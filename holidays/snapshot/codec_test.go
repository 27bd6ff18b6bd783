package snapshot

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"shixian/holidays"
	"shixian/holidays/live"
)

var testSealer = sealer{testVersion, testKey}

// The names under which the values of the sample stand.
var (
	nameHead = headKey(testVersion)
	nameCN   = partKey(testVersion, "CN", 3)
	nameGX   = partKey(testVersion, "CN-GX", 1)
)

func sampleSealed(t testing.TB) *sealed {
	t.Helper()
	out, err := testSealer.snapshot(sample(3))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestFormat pins what is written. If it has to change, Format is raised, so
// that programs before and after do not read each other's snapshots.
func TestFormat(t *testing.T) {
	const stamp = `{"format":4,"record":"0b9c6a52-4f0e-4a37-9d6e-8f1f0a7c2d11","data_version":"5f0c3b1f8a9e4d27b6c1a2d3e4f50617",`
	cn := sealRaw(nameCN, stamp+`"revision":3,"calendar":"CN","notices":[{"id":"CN-2026","calendar":"CN","year":2026,`+
		`"document":"国办发明电〔2025〕7号","issued":"2025-11-04","issued_approximate":true,"source":"https://www.gov.cn/","amends":"CN-2026","restates":["国庆节"],"extends":["元旦"],"replaces":"CN-2026",`+
		`"entries":[{"festival":"国庆节","kind":"off","from":"2026-10-03","to":"2026-10-03"}],"residue":{"days":1,"reason":"说明"}}]}`)
	gx := sealRaw(nameGX, stamp+`"revision":1,"calendar":"CN-GX","notices":null,"withdrawn":["CN-GX-2026"]}`)
	head := sealRaw(nameHead, stamp+`"revision":3,"hash":"hash of 2026-10-03","time":"2026-10-03T08:00:00Z","restored":2,"shared":1,"parts":[{"calendar":"CN","revision":3,"sum":"`+cn[:sumLen]+
		`"},{"calendar":"CN-GX","revision":1,"sum":"`+gx[:sumLen]+`"}]}`)
	got := sampleSealed(t)
	for i, want := range []string{cn, gx, head} {
		if text := append(got.parts, got.text)[i]; text != want {
			t.Errorf("%s\nwant %s", text, want)
		}
	}
}

// TestSampleIsWhole sees to it that TestFormat pins every field.
func TestSampleIsWhole(t *testing.T) {
	n := sample(3).Notices[0]
	for _, v := range []reflect.Value{reflect.ValueOf(n), reflect.ValueOf(n.Entries[0]), reflect.ValueOf(*n.Residue)} {
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("%s.%s is not in the sample", v.Type(), v.Type().Field(i).Name)
			}
		}
	}
}

func TestDecode(t *testing.T) {
	s := sampleSealed(t)
	h, err := testSealer.head(s.text, testRecord)
	if err != nil || !reflect.DeepEqual(*h, s.head) {
		t.Fatalf("%+v, %v; want %+v", h, err, s.head)
	}
	for i, text := range s.parts {
		p, err := testSealer.part(text, h, h.Parts[i])
		if err != nil {
			t.Fatal(err)
		}
		want := sample(3)
		own := slices.DeleteFunc(want.Notices, func(n holidays.Notice) bool { return n.Calendar != p.Calendar })
		if p.Revision != want.Changed[p.Calendar] || len(p.Notices) != len(own) || len(own) > 0 && !reflect.DeepEqual(p.Notices, own) ||
			!reflect.DeepEqual(p.Withdrawn, want.Withdrawn[p.Calendar]) {
			t.Errorf("%+v; want %+v", p, want)
		}
	}
}

// sealRaw seals a body that stands under a name.
func sealRaw(name, body string) string { return testSealer.mac(name, []byte(body)) + "\n" + body }

// summed is a body behind its checksum, as whoever lacks the key can write it.
func summed(body string) string { return checksum([]byte(body)) + "\n" + body }

// resealed returns a sealed text with its JSON changed, sealed again under a name.
func resealed(t *testing.T, name, text, old, with string) string {
	t.Helper()
	_, body, _ := strings.Cut(text, "\n")
	if !strings.Contains(body, old) {
		t.Fatalf("%s lacks %s", body, old)
	}
	return sealRaw(name, strings.Replace(body, old, with, 1))
}

// body returns a text without the line in front.
func body(text string) string {
	_, body, _ := strings.Cut(text, "\n")
	return body
}

func TestDecodeHeadErrors(t *testing.T) {
	good := sampleSealed(t).text
	edit := func(old, with string) string { return resealed(t, nameHead, good, old, with) }
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"nothing":            {"", live.ErrRubbish},
		"text":               {"rubbish", live.ErrRubbish},
		"no checksum":        {strings.Repeat("x", sumLen) + "\n{}", live.ErrRubbish},
		"cut short":          {good[:len(good)-1], live.ErrChecksum},
		"a checksum only":    {summed(body(good)), live.ErrChecksum},
		"under another name": {sealRaw(nameCN, body(good)), live.ErrChecksum},
		"by another key":     {sealer{testVersion, []byte("another key")}.mac(nameHead, []byte(body(good))) + "\n" + body(good), live.ErrChecksum},
		"one bit":            {strings.Replace(good, `"revision":3`, `"revision":2`, 1), live.ErrChecksum},
		"no JSON":            {sealRaw(nameHead, "rubbish"), live.ErrRubbish},
		"no object":          {sealRaw(nameHead, "[]"), live.ErrRubbish},
		"an empty object":    {sealRaw(nameHead, "{}"), live.ErrRubbish},
		"two objects":        {resealed(t, nameHead, good, "]}", "]}{}"), live.ErrRubbish},
		"an unknown field":   {edit(`"hash"`, `"more":1,"hash"`), live.ErrRubbish},
		"another format":     {edit(`"format":4`, `"more":1,"format":5`), live.ErrOtherVersion},
		"another version":    {edit(testVersion, "00"), live.ErrOtherVersion},
		"another record":     {edit(testRecord, otherRecord), live.ErrOtherRecord},
		"no record":          {edit(testRecord, ""), live.ErrRubbish},
		"a negative":         {edit(`"revision":3`, `"revision":-3`), live.ErrRubbish},
		"a fraction":         {edit(`"revision":3`, `"revision":3.5`), live.ErrRubbish},
		"a part to come":     {edit(`"CN","revision":3`, `"CN","revision":4`), live.ErrRubbish},
		"a part without end": {edit(`"calendar":"CN"`, `"calendar":""`), live.ErrRubbish},
		"a part twice":       {edit(`"CN-GX"`, `"CN"`), live.ErrRubbish},
	} {
		if _, err := testSealer.head(c.text, testRecord); !errors.Is(err, c.want) {
			t.Errorf("%s: %v; want %v", name, err, c.want)
		}
	}
}

func TestDecodePartErrors(t *testing.T) {
	s := sampleSealed(t)
	good, m := s.parts[0], s.head.Parts[0]
	for name, c := range map[string]struct {
		text string
		want error
	}{
		"of another calendar": {s.parts[1], live.ErrChecksum},
		"another calendar":    {resealed(t, nameCN, good, `"calendar":"CN","notices"`, `"calendar":"CN-GX","notices"`), live.ErrRubbish},
		"another revision":    {resealed(t, nameCN, good, `"revision":3`, `"revision":2`), live.ErrRubbish},
		"another's notice":    {resealed(t, nameCN, good, `"calendar":"CN","year"`, `"calendar":"CN-GX","year"`), live.ErrRubbish},
		"a notice without id": {resealed(t, nameCN, good, `"id":"CN-2026"`, `"id":""`), live.ErrRubbish},
		"no date":             {resealed(t, nameCN, good, `2026-10-03`, `2026-13-03`), live.ErrRubbish},
		"an unknown field":    {resealed(t, nameCN, good, `"document"`, `"documents"`), live.ErrRubbish},
		"another record":      {resealed(t, nameCN, good, testRecord, otherRecord), live.ErrOtherRecord},
	} {
		mark := m
		if c.want == live.ErrRubbish { // the head names it
			mark.Sum = c.text[:sumLen]
		}
		if _, err := testSealer.part(c.text, &s.head, mark); !errors.Is(err, c.want) {
			t.Errorf("%s: %v; want %v", name, err, c.want)
		}
	}
}

func TestDecodeNote(t *testing.T) {
	for text, want := range map[string]error{
		summed(`{"format":4,"record":"` + testRecord + `","data_version":"another","revision":7,"more":1}`): nil,
		summed(`{"record":"` + otherRecord + `","revision":7}`):                                             live.ErrOtherRecord,
		summed(`{"record":"` + testRecord + `","revision":-7}`):                                             live.ErrRubbish,
		summed(`7`):                         live.ErrRubbish,
		`7`:                                 live.ErrRubbish,
		strings.Repeat("0", sumLen) + "\n7": live.ErrChecksum,
	} {
		revision, err := decodeAnnouncement(text, testRecord)
		if !errors.Is(err, want) || err == nil && revision != 7 {
			t.Errorf("%s: %d, %v; want %v", text, revision, err, want)
		}
	}
}

// FuzzDecode checks that what is accepted says the same when it is written and
// read again, and that nothing else happens to what is not.
func FuzzDecode(f *testing.F) {
	s, err := testSealer.snapshot(sample(3))
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range append(s.parts, s.text) {
		_, body, _ := strings.Cut(text, "\n")
		f.Add(body, true)
		f.Add(text, false)
	}
	f.Fuzz(func(t *testing.T, text string, withSum bool) {
		part := text
		if withSum {
			text = sealRaw(nameHead, text)
			part = sealRaw(nameCN, part)
		}
		if h, err := testSealer.head(text, ""); err == nil {
			again, _, err := testSealer.seal(nameHead, h, maxHead)
			if err != nil {
				t.Fatal(err)
			}
			if h2, err := testSealer.head(again, h.Record); err != nil || !reflect.DeepEqual(h, h2) {
				t.Errorf("%+v was read again as %+v, %v", h, h2, err)
			}
		}
		m := s.head.Parts[0]
		m.Sum = part[:min(len(part), sumLen)]
		if p, err := testSealer.part(part, &s.head, m); err == nil && (p.Calendar != "CN" || p.Revision != 3 || p.Record != testRecord) {
			t.Errorf("accepted %+v", p)
		}
	})
}
