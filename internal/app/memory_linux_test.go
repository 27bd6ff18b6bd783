package app

import (
	"os"
	"regexp"
	"strconv"
	"testing"
)

// TestReturnProgram: less of the program's file is resident afterwards, and it still runs.
func TestReturnProgram(t *testing.T) {
	before := fileResident(t)
	if err := returnProgram(); err != nil {
		t.Fatal(err)
	}
	if after := fileResident(t); after >= before {
		t.Errorf("%d KiB of files are resident, and were %d", after, before)
	}
}

// fileResident is how many KiB of files this process has in memory.
func fileResident(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`RssFile:\s+(\d+) kB`).FindSubmatch(status)
	if found == nil {
		t.Fatalf("no RssFile in\n%s", status)
	}
	n, err := strconv.Atoi(string(found[1]))
	if err != nil {
		t.Fatal(err)
	}
	return n
}
