package live

// SnapshotOf returns the snapshot of the table in force, nil where the record has
// not confirmed it.
func SnapshotOf(k *Keeper) *Snapshot { return k.own() }
