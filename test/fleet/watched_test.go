package fleet

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	v1 "github.com/prometheus/client_golang/api/prometheus/v1"
	"github.com/prometheus/procfs"

	"shixian/test/testenv"
)

// watched is what a Prometheus tells of two replicas behind the proxy, by the alerts that it
// evaluates, and what the steps for them mend.
func watched(d *shell) {
	d.targetsWrong()
	d.proxyUnseen()
	d.proxyCutOff()
	d.descriptorsGone()
	d.metricDropped()
	d.limitsLow()
	d.budgetSpent()
	d.replicaAdded()
}

// alarmed waits until an alert begins, or until it is gone.
func (d *shell) alarmed(alert string, there bool) {
	d.t.Helper()
	testenv.Await(d.t, func() error {
		all, err := d.f.Prometheus.API.Alerts(d.t.Context())
		if err == nil && slices.ContainsFunc(all.Alerts, func(a v1.Alert) bool { return string(a.Labels["alertname"]) == alert }) != there {
			err = fmt.Errorf("%s: want it %v among %v", alert, there, all.Alerts)
		}
		return err
	})
}

// elsewhereScraped are targets of a job where nobody listens.
func (d *shell) elsewhereScraped() string {
	return fmt.Sprintf("- targets: [%q]\n  labels: {instance: replica1, namespace: fleet}\n", testenv.Address(testenv.FreePorts(d.t, 1)))
}

// targetsWrong: the service answers, and is scraped where it is not.
func (d *shell) targetsWrong() {
	p := d.f.Prometheus
	p.Retarget("shixian", d.elsewhereScraped())
	d.alarmed("ShixianDown", true)
	d.alarmed("ShixianReplicaDown", true)
	want(d.t, 200, "GET", d.f.URL()+"/healthz", "")
	p.Retarget("shixian", "")
	d.take("ShixianDown", 3)
	d.take("ShixianReplicaDown", 3)
	d.alarmed("ShixianDown", false)
	d.alarmed("ShixianReplicaDown", false)
}

// proxyUnseen: the proxy answers, and its metrics are elsewhere.
func (d *shell) proxyUnseen() {
	p := d.f.Prometheus
	p.Retarget("haproxy", d.elsewhereScraped())
	d.alarmed("ShixianProxyDown", true)
	want(d.t, 200, "GET", d.f.URL()+"/healthz", "")
	p.Retarget("haproxy", "")
	d.take("ShixianProxyDown", 2)
	d.alarmed("ShixianProxyDown", false)
}

// proxyCutOff: a replica is ready, and the network between it and the proxy is broken.
func (d *shell) proxyCutOff() {
	r := d.f.Replicas[1]
	r.Net.Down()
	d.alarmed("ShixianProxyServerDown", true)
	want(d.t, 200, "GET", r.URL()+"/readyz", "")
	want(d.t, 200, "GET", d.f.URL()+asked, "")
	r.Net.Up()
	d.take("ShixianProxyServerDown", 2)
	d.alarmed("ShixianProxyServerDown", false)
	d.f.up(d.t)
}

// descriptorsGone: connections that are not closed, which a restart ends; then a limit that is low.
func (d *shell) descriptorsGone() {
	r := d.f.Replicas[0]
	hold := func() { // most of the descriptors, so that those which come and go change little
		a := attack{conns: 40, head: "GET /v1/changes/stream HTTP/1.1"}
		d.t.Cleanup(a.start(d.t, r.Addr()))
		awaitInFlight(d.t, r, a.conns, "streams")
	}
	hold()
	d.scarce(r)
	d.alarmed("ShixianFileDescriptors", true)
	r.Restart()
	d.take("ShixianFileDescriptors", 2)
	d.alarmed("ShixianFileDescriptors", false)
	hold()
	most := d.scarce(r)
	d.alarmed("ShixianFileDescriptors", true)
	d.take("ShixianFileDescriptors", 3, "PID", strconv.Itoa(r.PID()), "65536", strconv.FormatUint(most, 10))
	d.alarmed("ShixianFileDescriptors", false)
}

// scarce leaves a replica few descriptors beyond those that it has, and returns how many it could have.
func (d *shell) scarce(r *Replica) (most uint64) {
	d.t.Helper()
	proc, err := procfs.NewProc(r.PID())
	if err != nil {
		d.t.Fatal(err)
	}
	n, err := proc.FileDescriptorsLen()
	if err != nil {
		d.t.Fatal(err)
	}
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		d.t.Fatal(err)
	}
	d.run(fmt.Sprintf("prlimit --pid %d --nofile=%d:", r.PID(), n+4))
	return limit.Max
}

// metricDropped: the scrape configuration drops a metric.
func (d *shell) metricDropped() {
	p := d.f.Prometheus
	file := filepath.Join(p.Folder(), "prometheus.yml")
	before, err := os.ReadFile(file)
	if err != nil {
		d.t.Fatal(err)
	}
	const job = "  - job_name: shixian\n"
	configure := func(text string) {
		d.t.Helper()
		if err := errors.Join(os.WriteFile(file, []byte(text), 0o600), syscall.Kill(p.PID(), syscall.SIGHUP)); err != nil {
			d.t.Fatal(err)
		}
	}
	configure(strings.Replace(string(before), job, job+"    metric_relabel_configs: [{source_labels: [__name__], regex: shixian_table_revision, action: drop}]\n", 1))
	d.alarmed("ShixianMetricsMissing", true)
	configure(string(before))
	d.take("ShixianMetricsMissing", 2)
	d.alarmed("ShixianMetricsMissing", false)
}

// limitsLow: limits that are lower than what is asked, and are raised.
func (d *shell) limitsLow() {
	r := d.f.Replicas[0]
	set := func(settings ...string) {
		r.Env = settings
		r.Restart()
	}
	set("SHIXIAN_RATE_LIMIT=1/h")
	want(d.t, 200, "GET", r.URL()+asked, "")
	want(d.t, 429, "GET", r.URL()+asked, "")
	set("SHIXIAN_RATE_LIMIT=1000/s")
	d.take("ShixianRateLimiting", 3)
	for range 3 {
		want(d.t, 200, "GET", r.URL()+asked, "")
	}
	set("SHIXIAN_MAX_CONCURRENT=1")
	held := attack{conns: 1, head: "GET " + asked + "&min_position=9 HTTP/1.1"}
	for _, status := range []int{503, 200} {
		stop := held.start(d.t, r.Addr())
		awaitInFlight(d.t, r, 1, "a call in progress")
		want(d.t, status, "GET", r.URL()+asked, "")
		stop()
		if status == 503 {
			set()
			d.take("ShixianShedding", 3)
		}
	}
}

// budgetSpent: administration fails while the database is away, and the steps tell where.
func (d *shell) budgetSpent() {
	r := d.f.Replicas[0]
	d.f.PostgresNet.Down()
	d.says(r, "record_unreachable")
	for range 2 { // the second rises
		a := call(d.t, "POST", r.URL()+"/v1/admin/drafts", `{"withdraw":"CN-2026","reason":"演练"}`, "Authorization", "Bearer "+d.f.Token("editor"), "Content-Type", jsonBody)
		if a.status != 503 || !strings.Contains(a.body, `"record_unavailable"`) {
			d.t.Errorf("%d %s", a.status, a.body)
		}
		d.f.Prometheus.AwaitScrapes(1)
	}
	d.f.PostgresNet.Up()
	d.take("ShixianErrorBudgetFast", 3)
	d.mended(r, "record_unreachable")
	awaitLog(d.t, r, `"status":503`)
	for alert, text := range map[string]string{"ShixianErrorBudgetSlow": "POST /v1/admin/drafts", "ShixianErrorBudgetTicket": `instance="replica1", route="/v1/admin/drafts"`} {
		if out := d.take(alert, 1); !strings.Contains(out, text) {
			d.t.Errorf("%s: no %s: %s", alert, text, out)
		}
	}
	d.take("ShixianLatencyBudgetTicket", 1)
	if took, err := strconv.ParseFloat(strings.TrimSpace(d.take("ShixianRestarting", 3)), 64); err != nil || took <= 0 {
		d.t.Errorf("%v s, %v", took, err)
	}
}

// replicaAdded: one more replica, which the proxy and Prometheus are told of.
func (d *shell) replicaAdded() {
	p := d.f.Proxy
	d.f.Replicas[1].Kill() // its machine is gone
	r := d.f.AddReplica()
	p.Env = append(p.Env, "REPLICA3="+r.Net.Addr())
	p.Restart()
	d.f.Prometheus.Retarget("shixian", "")
	d.f.Replicas[1].Start()
	d.f.up(d.t)
	testenv.Await(d.t, func() error {
		if up := d.f.Prometheus.Query(`sum(up{job="shixian"})`); len(up) != 1 || up[0].Value != 3 {
			return fmt.Errorf("%v are up", up)
		}
		return nil
	})
	for range 9 {
		want(d.t, 200, "GET", d.f.URL()+asked, "")
	}
	awaitLog(d.t, r, "GET "+"/v1/deadlines")
	for alert, step := range map[string]int{"ShixianReplicaDown": 2, "ShixianFileDescriptors": 1, "ShixianProxyQueue": 1, "ShixianShedding": 1,
		"ShixianLatencyBudgetFast": 2, "ShixianLatencyBudgetSlow": 1} {
		d.take(alert, step)
	}
}
