// Package dashboards runs the whole service under traffic, and asks Prometheus all that
// Grafana's dashboards and the rules of deploy/prometheus ask.
//
// Its assumptions: no Grafana is at hand. The dashboards' form is checked in
// deploy/check against Grafana's own types; here each query, with its variables filled
// in, is asked of a real Prometheus that has scraped the service, HAProxy and itself.
package dashboards
