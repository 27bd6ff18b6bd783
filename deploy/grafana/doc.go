// Package grafana holds the dashboards and the files by which Grafana finds them, and
// a test that runs all that they ask.
//
// Its assumptions: no Grafana is at hand. The dashboards' form is checked in
// deploy/check against Grafana's own types; here each query, with its variables filled
// in, is asked of a real Prometheus that has scraped the service, HAProxy and itself
// under traffic.
package grafana
