// Package spreadsheet reads tables that people keep in spreadsheets, reads what
// they write into the cells, and writes tables for them.
//
// Assumptions:
//
//   - A file is data from outside: it is bounded ([MaxBytes], [MaxRows] and the
//     others), and what is beyond a bound is refused as a whole, in words that say
//     what to do. If a cell can be read in two ways it is not read.
//   - A table is held in memory, and so read once; what it takes there is bounded by
//     [MaxCells] and [MaxText].
//   - One sheet of a workbook is read, and hidden ones are not.
//   - Dates are civil dates in Asia/Shanghai.
//   - What others wrote stays text in a file that is written anew: it never becomes a
//     formula. A workbook that gets columns keeps what it had, its own formulas too.
//   - No state, no clock, no network. The library for workbooks keeps what it writes
//     in a temporary file once it is long, and in memory if it cannot.
package spreadsheet
