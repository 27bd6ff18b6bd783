// Package prometheus holds the configuration, the rules and the alerts of
// Prometheus, and their tests.
//
// Its assumptions:
//
//   - promtool is installed (make deps). It loads the files as Prometheus does, and
//     runs tests/*.yml.
//   - An alert is called Shixian…, says in Chinese and in English what is wrong, and
//     has an entry of its name in docs/operations/runbook.md and runbook.en.md.
package prometheus
