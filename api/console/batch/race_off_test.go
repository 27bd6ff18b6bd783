//go:build !race

package batch_test

// manyRows is how many rows the long table has.
const manyRows = 100_000
