package config

import (
	"fmt"
	"testing"
	"time"
)

func TestRate(t *testing.T) {
	for text, want := range map[string]Rate{
		"off": {}, "1/s": {Requests: 1, Period: time.Second}, "6000/m": {Requests: 6000, Period: time.Minute},
		"1000000/h": {Requests: 1_000_000, Period: time.Hour},
	} {
		var r Rate
		if err := r.UnmarshalText([]byte(text)); err != nil || r.Requests != want.Requests || r.Period != want.Period || r.String() != text {
			t.Errorf("%s: %+v, %v, written %s", text, r, err, r)
		}
	}
	for _, text := range []string{"", "on", "OFF", "0/s", "00/s", "01/s", "+1/s", "-1/s", "1", "1/", "/s", "1/d", "1/S", "1 /s", "1/s ", "1/s/s", "1.5/s", "1e3/s", "1000001/s", "99999999999999999999/s"} {
		r := Rate{1, 1, "x"}
		if err := r.UnmarshalText([]byte(text)); err == nil || r != (Rate{}) {
			t.Errorf("%q is taken as %s", text, r)
		}
	}
}

// FuzzRate: what is read says what was written.
func FuzzRate(f *testing.F) {
	f.Add("200/s")
	f.Fuzz(func(t *testing.T, text string) {
		var r Rate
		if r.UnmarshalText([]byte(text)) != nil || text == "off" {
			return
		}
		if unit := text[len(text)-1:]; fmt.Sprintf("%d/%s", r.Requests, unit) != text || periods[unit] != r.Period {
			t.Errorf("%q is read as %d in %s", text, r.Requests, r.Period)
		}
	})
}
