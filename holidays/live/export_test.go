package live

// SnapshotOf returns the snapshot of the table in force, nil where the record has
// not confirmed it.
func SnapshotOf(k *Follower) *Snapshot { return k.own() }
