package testenv

import "testing"

// TestFreePorts: nothing is given out twice, and another process has other ports.
func TestFreePorts(t *testing.T) {
	given := map[int]bool{}
	for n := 1; n <= 9; n++ {
		first := FreePorts(t, n)
		for port := first; port < first+n; port++ {
			if given[port] || port < block.first || port >= block.first+blockSize {
				t.Errorf("port %d of %v, block %d", port, given, block.first)
			}
			given[port] = true
		}
	}
	block.Lock()
	defer block.Unlock()
	mine, first, next := block.lock, block.first, block.next
	err := takeBlock() // by another file handle, as another process would
	other := block.first
	if err == nil {
		err = block.lock.Close()
	}
	block.lock, block.first, block.next = mine, first, next
	if err != nil || other == first {
		t.Errorf("block %d twice, %v", other, err)
	}
}
