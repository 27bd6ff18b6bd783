package fleet

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/prometheus/client_golang/api"
	v1 "github.com/prometheus/client_golang/api/prometheus/v1"
	"github.com/prometheus/common/model"

	"shixian/test/testenv"
)

// scrapeEvery takes the place of the intervals in prometheus.yml.
const scrapeEvery = "500ms"

const queryTimeout = 30 * time.Second

// Prometheus is a Prometheus that scrapes the fleet, with deploy/prometheus's
// configuration but more often.
type Prometheus struct {
	*testenv.Server
	// API asks what Query does not: ranges, alerts, rules, targets.
	API v1.API

	fleet *Fleet
}

// startPrometheus starts Prometheus and waits until it has found its targets.
func (f *Fleet) startPrometheus() *Prometheus {
	f.t.Helper()
	p := &Prometheus{fleet: f}
	p.Server = testenv.Start(f.t, testenv.Spec{
		Name: "prometheus", Program: "prometheus", Package: "prometheus", Ports: 1,
		Says:  "Server is ready to receive web requests",
		Files: f.prometheusFiles,
		Command: func(cmd *exec.Cmd, folder string, port int) {
			cmd.Args = append(cmd.Args, "--config.file="+filepath.Join(folder, "prometheus.yml"),
				"--storage.tsdb.path="+filepath.Join(folder, "data"), "--web.listen-address="+testenv.Address(port),
				"--query.lookback-delta=1m", "--enable-feature=exemplar-storage")
		},
		Ready: func(ctx context.Context, addr string) error { return answers(ctx, "http://"+addr+"/-/ready") },
	})
	client, err := api.NewClient(api.Config{Address: p.URL()})
	if err != nil {
		f.t.Fatalf("prometheus: %v", err)
	}
	p.API = v1.NewAPI(client)
	p.AwaitScrapes(1)
	return p
}

// prometheusFiles writes the configuration, the targets and the rules.
func (f *Fleet) prometheusFiles(folder string, port int) error {
	deployed := filepath.Join(moduleFolder(f.t), "deploy", "prometheus")
	text, err := os.ReadFile(filepath.Join(deployed, "prometheus.yml"))
	if err != nil {
		return err
	}
	config := strings.ReplaceAll(string(text), "interval: 15s", "interval: "+scrapeEvery)
	if config == string(text) {
		return errors.New("prometheus.yml has no interval of 15s to replace")
	}
	targets := filepath.Join(folder, "targets")
	err = errors.Join(
		os.WriteFile(filepath.Join(folder, "prometheus.yml"), []byte(config), 0o600),
		os.MkdirAll(targets, 0o700))
	for job, list := range f.targets(testenv.Address(port)) {
		err = errors.Join(err, os.WriteFile(filepath.Join(targets, job+".yml"), []byte(list), 0o600))
	}
	// Rules are read where they are.
	return errors.Join(err, replaceLink(filepath.Join(deployed, "rules"), filepath.Join(folder, "rules")))
}

// replaceLink makes a link to a path, which need not exist.
func replaceLink(path, link string) error {
	if err := os.Remove(link); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Symlink(path, link)
}

// Retarget has Prometheus scrape a job at other addresses, or with "" where it is.
func (p *Prometheus) Retarget(job, list string) {
	p.fleet.t.Helper()
	if list == "" {
		list = p.fleet.targets(p.Addr())[job]
	}
	if err := replaceFile(filepath.Join(p.Folder(), "targets", job+".yml"), list); err != nil {
		p.fleet.t.Fatal(err)
	}
}

// targets lists the addresses of each job; that of Prometheus is own.
func (f *Fleet) targets(own string) map[string]string {
	target := func(name, addr string) string {
		return fmt.Sprintf("- targets: [%q]\n  labels: {instance: %q, namespace: fleet}\n", addr, name)
	}
	out := map[string]string{"prometheus": target("prometheus", own)}
	for _, r := range f.Replicas {
		out["shixian"] += target(r.Name, r.OpsAddr())
	}
	if f.Proxy != nil {
		out["haproxy"] = target("haproxy", f.Proxy.MetricsAddr())
	}
	return out
}

// Query asks for the value of an expression now. An expression that is a number comes
// as one sample without labels.
func (p *Prometheus) Query(expr string) model.Vector {
	p.fleet.t.Helper()
	ctx, cancel := context.WithTimeout(p.fleet.t.Context(), queryTimeout)
	defer cancel()
	value, _, _, err := p.API.Query(ctx, expr, time.Now())
	if err != nil {
		p.fleet.t.Fatalf("prometheus: %s: %v", expr, err)
	}
	switch v := value.(type) {
	case model.Vector:
		return v
	case *model.Scalar:
		return model.Vector{{Metric: model.Metric{}, Value: v.Value, Timestamp: v.Timestamp}}
	}
	p.fleet.t.Fatalf("prometheus: %s is a %s", expr, value.Type())
	return nil
}

// AwaitScrapes waits until every target has been scraped n times from now on, and
// what was read is stored. A target that does not answer counts as scraped.
func (p *Prometheus) AwaitScrapes(n int) {
	p.fleet.t.Helper()
	begin := time.Now()
	seen := map[string]map[time.Time]bool{} // of each target, by URL
	testenv.Await(p.fleet.t, func() error {
		ctx, cancel := context.WithTimeout(p.fleet.t.Context(), queryTimeout)
		defer cancel()
		found, err := p.API.Targets(ctx)
		if err != nil {
			return err
		}
		for _, target := range found.Active {
			if seen[target.ScrapeURL] == nil {
				seen[target.ScrapeURL] = map[time.Time]bool{}
			}
			if target.LastScrape.After(begin) {
				seen[target.ScrapeURL][target.LastScrape] = true
			}
		}
		return p.enough(seen, n)
	})
}

// enough returns nil if each target was scraped n times and another scrape has
// ended: only that shows that the one before is stored.
func (p *Prometheus) enough(seen map[string]map[time.Time]bool, n int) error {
	want := 1 + len(p.fleet.Replicas)
	if p.fleet.Proxy != nil {
		want++
	}
	if len(seen) != want {
		return fmt.Errorf("prometheus has %d targets, not %d", len(seen), want)
	}
	for url, scrapes := range seen {
		if len(scrapes) <= n {
			return fmt.Errorf("%s was scraped %d times", url, len(scrapes))
		}
	}
	return nil
}
