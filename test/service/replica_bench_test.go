package service

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"shixian/test/notice2027"
	"shixian/test/testenv"
)

// BenchmarkPublishToVisible measures how long it takes from the call that
// publishes on one replica until the other one answers by the new table, with
// announcements through Redis.
func BenchmarkPublishToVisible(b *testing.B) {
	tokens, auth := tokenFileOf(b, "p:publisher")
	settings := []string{
		"SHIXIAN_DATABASE_URL=" + testenv.Database(b), "SHIXIAN_REDIS_URL=" + testenv.Redis(b).URL(),
		"SHIXIAN_TOKENS=" + tokens, "SHIXIAN_POLL=1h",
	}
	one, other := startReplica(b, settings...), startReplica(b, settings...)
	told := other.events()
	headers := []string{"Authorization", auth["p"], "Content-Type", jsonBody}
	d := one.want(201, "POST", "/v1/admin/drafts?calendar=CN", notice2027.Text, "Authorization", auth["p"], "Content-Type", plainText)
	one.want(200, "POST", d.header.Get("Location")+"/publish", "", "Authorization", auth["p"], "If-Match", d.header.Get("ETag"))
	awaitEvent(b, told, "1")
	var delays []time.Duration
	revision := 1
	for b.Loop() {
		revision++
		to := revision % 2 // without the notice, with it, and so on
		began := time.Now()
		one.want(200, "POST", "/v1/admin/rollback", fmt.Sprintf(`{"to":%d,"reason":"measure","confirm_past":true}`, to), headers...)
		awaitEvent(b, told, fmt.Sprint(revision))
		delays = append(delays, time.Since(began))
	}
	slices.Sort(delays)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(delays[len(delays)/2]), "p50-ms")
	b.ReportMetric(ms(delays[len(delays)*99/100]), "p99-ms")
}

// BenchmarkBesideRedis measures requests per second without Redis, with Redis and
// with one that does not answer, by turns, as ratios of medians to none at all.
func BenchmarkBesideRedis(b *testing.B) {
	const rounds, length = 5, time.Second
	database := "SHIXIAN_DATABASE_URL=" + testenv.Database(b)
	server := testenv.Redis(b)
	dead := testenv.Proxy(b, server.Addr())
	none := startReplica(b, database)
	on := startReplica(b, database, "SHIXIAN_REDIS_URL="+server.URL())
	failing := startReplica(b, database, "SHIXIAN_REDIS_URL=redis://"+dead.Addr())
	dead.Timeout()
	for b.Loop() {
		rates := map[*replica][]float64{}
		for range rounds {
			for _, r := range []*replica{none, on, failing} {
				rates[r] = append(rates[r], rate(b, r.url+asked, length))
			}
		}
		median := func(r *replica) float64 { slices.Sort(rates[r]); return rates[r][rounds/2] }
		b.ReportMetric(median(none), "none-req/s")
		b.ReportMetric(median(on)/median(none), "on-ratio")
		b.ReportMetric(median(failing)/median(none), "failing-ratio")
	}
}

// rate asks one question over and over on a few connections.
func rate(b *testing.B, url string, length time.Duration) float64 {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), length)
	defer cancel()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}}
	defer client.CloseIdleConnections()
	var n atomic.Int64
	var wg sync.WaitGroup
	began := time.Now()
	for range 8 {
		wg.Go(func() {
			for ctx.Err() == nil {
				res, err := client.Get(url)
				if err != nil {
					return
				}
				_, _ = io.Copy(io.Discard, res.Body)
				_ = res.Body.Close()
				n.Add(1)
			}
		})
	}
	wg.Wait()
	return float64(n.Load()) / time.Since(began).Seconds()
}
