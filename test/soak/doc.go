// Package soak runs the set-up that is deployed under constant load and looks whether
// anything grows: goroutines, file descriptors, the heap after a collection, resident
// memory.
//
// Its assumptions:
//
//   - What leaks grows with requests, with changes of the table, or with watchers that
//     come and go; so all three go on all the time.
//   - What does not leak still goes up and down. Medians over a while at the beginning,
//     after a warm-up, and over as long at the end are compared, and an allowance is
//     made for each measure.
//   - When the load ends, goroutines and descriptors go back to what they were before.
package soak
