// Package noticeformat reads a notice that comes in another form than prose, and
// writes notices for others to read.
//
// Assumptions:
//
//   - A body is data from outside: it is bounded ([MaxBytes], [MaxRows],
//     [MaxEntries]), read strictly and refused as a whole at its first mistake. No
//     day and no meaning is guessed.
//   - What is read passes [check.Notice]. Whether the calendar exists, and
//     what the notice changes, is for the caller to check.
//   - A body that does not name its calendar, year, document or date of issue gets
//     them from a [Hint]; one that names another is refused.
//   - Dates are civil dates in Asia/Shanghai. Both ends of a span are included.
//   - No state, no clock, no network, no files.
package noticeformat
