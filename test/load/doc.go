// Package load finds out how much the service carries: it offers a mix of calls at
// rising rates until a set-up no longer keeps up, and then three times what it carried.
//
// Its assumptions:
//
//   - Linux with at least two processors. Servers run on one and the client on another,
//     so that neither takes time from the other. Figures are compared within one run.
//   - Calls are sent when they are due, whether earlier ones were answered or not, and
//     latency counts from the time a call was due: a server that stalls is not excused
//     by a client that waits for it.
//   - A round whose client was busy all the time says nothing of the server, and is
//     marked.
//   - The same calls are sent in the same order in every run.
package load
