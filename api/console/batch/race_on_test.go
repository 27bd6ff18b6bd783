//go:build race

package batch_test

// manyRows is how many rows the long table has: with the race detector, a tenth.
const manyRows = 10_000
