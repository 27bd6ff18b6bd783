package rules

import "testing"

// BenchmarkLoad reads the embedded files and runs their cases, as at every start.
func BenchmarkLoad(b *testing.B) {
	cal := table()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(cal); err != nil {
			b.Fatal(err)
		}
	}
}
