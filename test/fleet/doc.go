// Package fleet runs the service as it is deployed, as plain processes on this
// machine: HAProxy with the configuration that users deploy, replicas, PostgreSQL,
// Redis and Prometheus, and proxies that disturb the network between them.
//
// Its assumptions are those of package testenv, and:
//
//   - The go command is there. The service is built once for a test process.
//   - The package's TestMain calls [Main], which removes what was built.
//   - Every process keeps its ports over restarts, so that nobody has to be told.
//   - Methods are called from the test's own goroutine and end the test when they
//     fail.
package fleet
