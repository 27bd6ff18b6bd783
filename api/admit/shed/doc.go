// Package shed refuses calls while more of them come than the processors can
// answer, so that those which are let in are answered in time.
//
// Its assumptions:
//
//   - A call takes a processor for microseconds, and waits for nothing else. So
//     calls in progress do not pile up, and limiters that count them, or time them
//     from the handler on (failsafe-go's adaptive limiter, aegis' BBR, go-zero's
//     shedder), see nothing of an overload: the backlog is connections that have a
//     request in the kernel and wait for the Go runtime to fetch it. Nor is it in
//     runtime/metrics' /sched/latencies:seconds: the runtime fetches at most 128 at
//     a time, and only those are counted. With 1,000 connections on one processor
//     each call waited 45 ms, and the median there was 0.04 ms, its 90th
//     percentile 6 ms.
//   - Whatever becomes ready waits in the same queue. So a byte is sent through a
//     pipe every [Interval], and the time until it is read is what a call that
//     comes at that moment waits. It was 46 ms in the same measurement.
//   - A single call, a collection of garbage or a busy machine makes some bytes
//     late; a queue that stands makes all of them late. So the least delay of eight
//     bytes counts, as in CoDel (RFC 8289).
//   - Heavy calls, which count thousands of deadlines, are refused before light
//     ones. To refuse a light call over a connection that is kept open costs about
//     half of what answering it does, for reading and writing are most of it: the
//     service can refuse its way out of about twice as many light calls as it can
//     answer, and of many times as much work in heavy ones. A proxy that bounds the
//     connections to a replica helps against more.
//   - How many heavy calls count at the same time is bounded by admit.Slots.
package shed
