package api

import (
	"reflect"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"shixian/api/admin"
	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
)

// fieldsOf returns the names of a type's fields in JSON, those of embedded types too.
func fieldsOf(t reflect.Type) (out []string) {
	for f := range t.Fields() {
		if f.Anonymous {
			out = append(out, fieldsOf(f.Type)...)
			continue
		}
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "-" {
			out = append(out, name)
		}
	}
	return out
}

// TestNull: null for a field of a question is as if the field were not there, in every
// body that takes questions.
func TestNull(t *testing.T) {
	h := newTestHandler(t, nil)
	for path, body := range map[string]reflect.Type{
		"/v1/deadlines":        reflect.TypeFor[wire.Question](),
		"/v1/deadlines/status": reflect.TypeFor[wire.StatusQuestion](),
		"/v1/deadlines/batch":  reflect.TypeFor[wire.BatchItem](),
	} {
		within := func(question string) string {
			if strings.HasSuffix(path, "batch") {
				return `{"items":[` + question + `]}`
			}
			return question
		}
		want := post(h, path, within("{"+good+"}")).Body.String()
		for _, name := range fieldsOf(body) {
			question := "{" + good + `,"` + name + `":null}`
			var missing string
			switch name {
			case "rule", "trigger":
				question = strings.Replace("{"+good+"}", `"`+name+`":"`, `"`+name+`":null,"ref":"`, 1)
				missing = string(deadlines.CodeFieldMissing)
			case "revision":
				if strings.HasSuffix(path, "batch") { // which takes it in the query
					continue
				}
			}
			got := post(h, path, within(question)).Body.String()
			if missing == "" && got != want || missing != "" && !strings.Contains(got, missing) {
				t.Errorf("%s with %s: %s", path, question, got)
			}
		}
	}
}

// TestNullWithin: the same for fields within a field.
func TestNullWithin(t *testing.T) {
	h := newTestHandler(t, nil)
	want := post(h, "/v1/deadlines", "{"+good+"}").Body.String()
	if got := post(h, "/v1/deadlines", "{"+good+`,"interpret":{"calendar_days":null}}`).Body.String(); got != want {
		t.Error(got)
	}
	p := problemIn(t, post(h, "/v1/deadlines", "{"+good+`,"suspended":[{"from":"2026-02-10","to":null}]}`))
	if p.Code != string(deadlines.CodeFieldMissing) {
		t.Errorf("%+v", p)
	}
}

// TestNullOfAdministrators: the same in what administrators send; nothing there is
// required before the body is judged as a whole.
func TestNullOfAdministrators(t *testing.T) {
	for _, body := range []reflect.Type{
		reflect.TypeFor[DraftUpdate](), reflect.TypeFor[DraftNotice](), reflect.TypeFor[AcknowledgedSentence](),
		reflect.TypeFor[admin.PublishRequest](), reflect.TypeFor[admin.ChangeRequest](), reflect.TypeFor[admin.RollbackRequest](),
		reflect.TypeFor[admin.CommentRequest](), reflect.TypeFor[admin.DraftChangeRequest](),
	} {
		for _, name := range fieldsOf(body) {
			v := reflect.New(body)
			if err := json.Unmarshal([]byte(`{"`+name+`":null}`), v.Interface(), json.RejectUnknownMembers(true)); err != nil || !v.Elem().IsZero() {
				t.Errorf("%s.%s: %v, %v", body, name, err, v.Elem())
			}
		}
	}
}

// TestIntegersOfAdministrators: 12.0 is an integer to JSON Schema, and to programs that only
// have floats.
func TestIntegersOfAdministrators(t *testing.T) {
	var to admin.RollbackRequest
	if err := decodeStrict([]byte(`{"to":12.0}`), &to); err != nil || *to.To != 12 {
		t.Errorf("%+v, %v", to, err)
	}
	var draft DraftNotice
	if err := decodeStrict([]byte(`{"year":2.027e3}`), &draft); err != nil || draft.Year != 2027 {
		t.Errorf("%+v, %v", draft, err)
	}
	err := decodeStrict([]byte(`{"overrides":[],"to":12.5}`), &to)
	if p := problem.Of(err, "en"); p.Code != string(problem.WrongType) || p.Errors[0].Pointer != "/to" || !strings.Contains(p.Detail, "a whole number") {
		t.Errorf("%+v", p)
	}
}
