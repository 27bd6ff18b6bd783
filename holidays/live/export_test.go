package live

// SnapshotOf returns the snapshot of the table in force, nil if the record has
// not confirmed it.
func SnapshotOf(f *Follower) *Snapshot { return f.currentSnapshot() }
