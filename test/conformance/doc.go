// Package conformance is a suite by which any program that counts these time limits can
// be tried: vectors (a question and what has to be answered, a line each), the data that
// a program needs, and a runner that feeds a program and prints its score.
//
// Its assumptions:
//
//   - The vectors are what package deadlines answers by the notices issued by [Frozen]:
//     a notice that comes later changes none of them.
//   - FORMAT.md describes the format; whoever writes another program needs nothing else
//     but the files beside it.
package conformance
