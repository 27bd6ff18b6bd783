package fleet

import (
	"errors"
	"net"
	"testing"
	"time"

	"shixian/test/testenv"
)

// TestExemplars: Prometheus keeps which trace tells of a request's latency, and none of a
// request whose trace is not kept.
func TestExemplars(t *testing.T) {
	if testing.Short() {
		t.Skip("make prove runs it")
	}
	t.Parallel()
	// Nobody receives the traces; that they are made is enough.
	nobody, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer nobody.Close()
	f := Start(t, Options{Prometheus: true, Env: []string{admitAll, "OTEL_EXPORTER_OTLP_ENDPOINT=http://" + nobody.Addr().String()}})
	const kept, dropped = "0af7651916cd43dd8448eb211c80319c", "1af7651916cd43dd8448eb211c80319d"
	begin := time.Now().Add(-time.Minute)
	for trace, sampled := range map[string]string{kept: "01", dropped: "00"} {
		want(t, 200, "GET", f.URL()+asked, "", "Traceparent", "00-"+trace+"-b7ad6b7169203331-"+sampled)
	}
	testenv.Await(t, func() error {
		found, err := f.Prometheus.API.QueryExemplars(t.Context(), "shixian_http_request_duration_seconds_bucket", begin, time.Now().Add(time.Minute))
		if err != nil {
			return err
		}
		seen := 0
		for _, series := range found {
			for _, e := range series.Exemplars {
				if seen++; e.Labels["trace_id"] != kept {
					t.Errorf("an exemplar of %s", e.Labels)
				}
			}
		}
		if seen == 0 {
			return errors.New("no exemplar yet")
		}
		return nil
	})
}
