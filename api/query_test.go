package api

import (
	"strings"
	"testing"

	"shixian/deadlines"
)

const goodQuery = "rule=xihe.countersign-reply&trigger=2026-02-09"

// TestStrictQueries: a query is read as strictly as a body.
func TestStrictQueries(t *testing.T) {
	h := newTestHandler(t, nil)
	cases := []struct {
		query   string
		want    deadlines.Code
		pointer string
	}{
		{"ruel=x", codeUnknownField, "/ruel"},
		{"Rule=x", codeUnknownField, "/Rule"},
		{"rule[]=x", codeUnknownField, "/rule[]"},
		{"=x", codeUnknownField, "/"},
		{"at=2026-02-09", codeUnknownField, "/at"},
		{"r%c3%28=x", codeUnknownField, "/r("},
		{"%zz=x", codeInvalidParameter, ""},
		{"rule=a&rule=a", codeDuplicateField, "/rule"},
		{"rule=a&%72ule=a", codeDuplicateField, "/rule"},
		{"as_of=2026-01-01&as%5Fof=2026-01-01", codeDuplicateField, "/as_of"},
		{"history=2026-01-01&history=2026-01-02", codeDuplicateField, "/history"},
		{"rule=%", codeInvalidParameter, "/rule"},
		{"rule=%e6%9", codeInvalidParameter, "/rule"},
		{"trace=", codeInvalidParameter, "/trace"},
		{"trace=TRUE", codeInvalidParameter, "/trace"},
		{"suspended=", codeInvalidParameter, "/suspended"},
		{"suspended=2026-01-01", codeInvalidParameter, "/suspended"},
		{"suspended=2026-01-01/", codeInvalidDate, "/suspended"},
		{"suspended=2026-01-01/2026-01-02/2026-01-03", codeInvalidDate, "/suspended"},
		{"history=", codeInvalidDate, "/history"},
		{"history=2026-01-01,", codeInvalidDate, "/history"},
		{"history=2026-01-01;2026-01-02", codeInvalidDate, "/history"},
		{"trigger=", codeInvalidTrigger, "/trigger"},
		{"trigger=2026-02-09T17:30:00%2008:00", codeInvalidTrigger, "/trigger"},
		{"roll=", deadlines.CodeRollUnknown, "/roll"},
		{"calendar=", deadlines.CodeCalendarUnknown, "/calendar"},
		{"rule=", deadlines.CodeFieldMissing, "/rule"},
		{"", deadlines.CodeFieldMissing, "/rule"},
		{"&&", deadlines.CodeFieldMissing, "/rule"},
		{"amount=", codeWrongType, "/amount"},
		{"amount=7.0", codeWrongType, "/amount"},
		{"amount=1e2", codeWrongType, "/amount"},
		{"amount=+7", codeWrongType, "/amount"},
		{"amount=%2B7", codeWrongType, "/amount"},
		{"amount=07", codeWrongType, "/amount"},
		{"amount=0x7", codeWrongType, "/amount"},
		{"amount=%207", codeWrongType, "/amount"},
		{"amount=%EF%BC%97", codeWrongType, "/amount"},
		{goodQuery + "&amount=99999999999999999999", deadlines.CodeAmountRange, "/amount"},
		{"days=x", codeWrongType, "/days"},
		{"days=NaN", codeWrongType, "/days"},
		{"days=Inf", codeWrongType, "/days"},
		{"days=0x1p0", codeWrongType, "/days"},
		{"days=1.", codeWrongType, "/days"},
		{"days=.5", codeWrongType, "/days"},
		{"rule=tiexi.absence-approver&days=1e400", deadlines.CodeDaysRange, "/days"},
		{strings.Repeat("&", maxQueryBytes+1), codeInvalidParameter, ""},
	}
	for _, c := range cases {
		p := problem(t, get(h, "/v1/deadlines?"+c.query))
		pointer := ""
		if len(p.Errors) > 0 {
			pointer = p.Errors[0].Pointer
		}
		if p.Code != string(c.want) || pointer != c.pointer {
			t.Errorf("%.80s: %s at %q, want %s at %q", c.query, p.Code, pointer, c.want, c.pointer)
		}
	}
}

// TestLenientQueries: the spellings that mean the same give the same.
func TestLenientQueries(t *testing.T) {
	h := newTestHandler(t, nil)
	want := get(h, "/v1/deadlines?"+goodQuery).Body.String()
	if !strings.Contains(want, `"due":"2026-02-25"`) {
		t.Fatal(want)
	}
	for _, query := range []string{
		"trigger=2026-02-09&rule=xihe.countersign-reply",
		"&" + goodQuery + "&&trace=true",
		"%72ule=xihe%2ecountersign%2Dreply&trigger=2026%2d02-09",
		"rule=xihe.countersign-reply&trigger=2026-02-09T17:30:00%2B08:00",
		"rule=xihe.countersign-reply&trigger=2026-02-09T17:30:00+08:00",
		goodQuery + "&" + strings.Repeat("&", maxQueryBytes-len(goodQuery)-1),
	} {
		if rec := get(h, "/v1/deadlines?"+query); rec.Body.String() != want {
			t.Errorf("%.100s: %d %s", query, rec.Code, rec.Body)
		}
	}
}
