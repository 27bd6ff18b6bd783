package app

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// returnProgram gives back the pages of the program's own file that starting read: its code
// and constants are mapped, so that what is needed again is read again. What was written to,
// as a loader does with addresses, is kept.
func returnProgram() error {
	maps, err := os.Open("/proc/self/smaps")
	if err != nil {
		return err
	}
	defer maps.Close()
	var from, to uint64
	file := false // the mapping is one of a file, and read only
	lines := bufio.NewScanner(maps)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		if first, last, begins := strings.Cut(fields[0], "-"); begins {
			file = len(fields) > 5 && fields[5][0] == '/' && !strings.Contains(fields[1], "w")
			from, _ = strconv.ParseUint(first, 16, 64) // written by the kernel
			to, _ = strconv.ParseUint(last, 16, 64)
		}
		if !file || fields[0] != "Anonymous:" || fields[1] != "0" {
			continue
		}
		if _, _, wrong := syscall.Syscall(syscall.SYS_MADVISE, uintptr(from), uintptr(to-from), syscall.MADV_DONTNEED); wrong != 0 {
			return wrong
		}
	}
	return lines.Err()
}
