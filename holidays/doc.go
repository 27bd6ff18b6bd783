// Package holidays says which days are working days.
//
// Its assumptions:
//
//   - A [Date] is a civil date in Asia/Shanghai, never an instant. The package
//     reads no clock, no file and no global: notices, statutory days and the day
//     of knowledge are handed in.
//   - The unit of change is the [Notice], an immutable document. A [Calendar] is
//     the fold of the notices of its lineage: later over earlier, a region's over
//     the nation's, Monday to Friday underneath.
//   - A year without a notice is estimated, by the published principles of arrangement
//     or by its statutory days alone ([Statutory], [Basis]), and is not settled; see
//     [Calendar.Unsettled].
//   - A Calendar never changes once built, is safe for concurrent use, and answers
//     in constant time. Days outside its coverage are an error, never a guess.
package holidays
