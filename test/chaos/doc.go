// Package chaos breaks a running fleet, one thing after another, while it is asked
// and its tables are published, and checks every answer that it gives.
//
// Its assumptions:
//
//   - The load is open: requests are sent at a fixed rate, whether or not the ones
//     before them were answered.
//   - An answer is checked against the revision that it names, and byte by byte. What
//     it has to be is counted by packages deadlines and holidays from the embedded
//     notices and the events of the record; of package api only the form of an
//     answer is taken.
//   - A write that was not acknowledged is sent again, with its Idempotency-Key,
//     until it is. Its reason is its own, so that it is found in the record.
//   - Nothing waits for time: what a phase waits for is a number of answers, or, in
//     a long run, the length of the phase.
//   - Nothing here is part of the service. The clock that jumps ([fleet.Clock]) is laid over main.go
//     when the program of the test is built.
package chaos
