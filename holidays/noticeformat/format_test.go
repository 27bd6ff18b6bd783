package noticeformat

import (
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestDetect(t *testing.T) {
	const (
		ours = `{"calendar": "CN", "entries": []}`
		days = "\uFEFF" + ` {"year": 2026, "papers": [{"days": 1}], "days": []}`
	)
	for _, c := range []struct {
		contentType, body string
		want              Format
	}{
		{"application/json", ours, FormatJSON},
		{"application/json; charset=utf-8", days, FormatHolidayCN},
		{"application/json", `{"papers": {"days": []}}`, FormatJSON},
		{"application/json", `{"days"`, FormatHolidayCN},
		{"application/json", `{"a": x, "days": []}`, FormatJSON},
		{"application/json", `{"a": "days"}`, FormatJSON},
		{"application/json", `["days"]`, FormatJSON},
		{"application/json", "", FormatJSON},
		{"text/csv", "x", FormatCSV},
		{"Text/CSV; header=present", "x", FormatCSV},
		{"text/tab-separated-values", "x", FormatCSV},
		{FormatXLSX.MediaType(), "x", FormatXLSX},
		{"text/plain; charset=utf-8", "{}", FormatText},
		{"application/vnd.ms-excel", "festival,kind", FormatCSV},
		{"application/vnd.ms-excel", "PK\x03\x04", FormatXLSX},
		{"application/vnd.ms-excel", string(oldExcel), FormatXLSX},
		{"", days, FormatHolidayCN},
		{"", ours, FormatJSON},
	} {
		got, err := Detect(c.contentType, []byte(c.body))
		if err != nil || got != c.want {
			t.Errorf("%q, %q: %q, %v, want %q", c.contentType, c.body, got, err, c.want)
		}
	}
	for _, c := range [][2]string{
		{"application/pdf", "%PDF"}, {"text/csv; =", "festival,kind"}, {"text", "x"}, {"application/octet-stream", "festival,kind"}, {"", "BEGIN"}, {"", ""}, {"application/xml", "{}"}, {"text/calendar", "BEGIN:VCALENDAR"}, {"", "BEGIN:VCALENDAR"},
	} {
		_, err := Detect(c[0], []byte(c[1]))
		mustFail(t, err, CodeFormat, Place{})
	}
}

// A body is detected under its own media type.
func TestMediaTypes(t *testing.T) {
	n := national(t, 2026)
	for format, body := range map[Format]string{
		FormatJSON: json2026, FormatHolidayCN: holidayCNBody(n), FormatCSV: csv2025,
		FormatXLSX: string(workbook(t, nil, "0")), FormatText: "元旦",
	} {
		got, err := Detect(format.MediaType(), []byte(body))
		if err != nil || got != format {
			t.Errorf("%s: %q, %v", format, got, err)
		}
	}
	if got := Format("yaml").MediaType(); got != "" {
		t.Errorf("yaml has %q", got)
	}
}

// TestDecode: the charset of the type counts, if it has one.
func TestDecode(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte("元旦放假"))
	if err != nil {
		t.Fatal(err)
	}
	for _, media := range []string{"text/plain; charset=gb18030", "text/csv; charset=GBK", "text/plain;charset=gb2312"} {
		if got, err := Decode(media, gb); err != nil || string(got) != "元旦放假" {
			t.Errorf("%s: %q, %v", media, got, err)
		}
	}
	for _, media := range []string{"text/plain", "text/plain; charset=utf-8", "", "nonsense/"} {
		if got, err := Decode(media, gb); err != nil || string(got) != string(gb) {
			t.Errorf("%s: %q, %v", media, got, err)
		}
	}
	_, err = Decode("text/plain; charset=klingon", gb)
	mustFail(t, err, CodeEncoding, Place{})
	_, err = Decode("text/plain; charset=gb18030", []byte{0x81, 0x20})
	mustFail(t, err, CodeEncoding, Place{})
}
