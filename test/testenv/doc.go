// Package testenv starts real servers for tests: PostgreSQL and Redis as child
// processes, and proxies that disturb the network to them.
//
// Its assumptions:
//
//   - Linux, with Debian's packages installed. A missing program fails the test and
//     names its package; nothing is ever skipped.
//   - Servers listen on 127.0.0.1 only, on free ports outside the range that the
//     kernel gives to outgoing connections, and keep their files in a new folder
//     under the system's folder for temporary files. Both are gone after the test.
//   - A server dies with the test process, however that ends.
//   - Methods are called from the test's own goroutine and end the test when they
//     fail.
package testenv
