package holidays

// MaxAsOf is the bound of a table's cache.
const MaxAsOf = maxAsOf

// Kept returns how many earlier states of knowledge the table keeps.
func (t *Table) Kept() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.asOf)
}
