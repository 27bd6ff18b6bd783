package testenv

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// stat returns the parent and the state letter of a process; ok is false if it
// is gone.
func stat(pid int) (parent int, state string, ok bool) {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(pid), "stat"))
	if err != nil {
		return 0, "", false
	}
	// The second field is the name in brackets, which may itself hold any of ") ".
	s := string(text)
	fields := strings.Fields(s[strings.LastIndexByte(s, ')')+1:])
	if len(fields) < 2 {
		return 0, "", false
	}
	parent, err = strconv.Atoi(fields[1])
	return parent, fields[0], err == nil
}

// alive reports whether a process runs; one that has ended but is not yet reaped
// does not.
func alive(pid int) bool {
	_, state, ok := stat(pid)
	return ok && state != "Z" && state != "X"
}

// children returns the processes whose parent is pid.
func children(pid int) []int {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	var pids []int
	for _, e := range entries {
		child, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		if parent, _, ok := stat(child); ok && parent == pid {
			pids = append(pids, child)
		}
	}
	return pids
}

// signalTree sends sig to pid and its descendants and returns them all. Every
// process is stopped before its children are looked for, so that none is born
// unseen.
func signalTree(pid int, sig syscall.Signal) []int {
	_ = syscall.Kill(pid, syscall.SIGSTOP)
	all := []int{pid}
	for _, child := range children(pid) {
		all = append(all, signalTree(child, sig)...)
	}
	_ = syscall.Kill(pid, sig) // it may have ended by itself
	return all
}

func killTree(pid int) []int { return signalTree(pid, syscall.SIGKILL) }
