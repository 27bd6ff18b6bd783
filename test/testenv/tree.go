package testenv

import (
	"syscall"

	"github.com/prometheus/procfs"
)

// alive reports whether a process runs; one that has ended but is not yet reaped
// does not.
func alive(pid int) bool {
	p, err := procfs.NewProc(pid)
	if err != nil {
		return false
	}
	stat, err := p.Stat()
	return err == nil && stat.State != "Z" && stat.State != "X"
}

func children(pid int) (pids []int) {
	all, err := procfs.AllProcs()
	if err != nil {
		return nil
	}
	for _, p := range all {
		if stat, err := p.Stat(); err == nil && stat.PPID == pid {
			pids = append(pids, p.PID)
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
