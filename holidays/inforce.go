package holidays

import "slices"

// InForce returns, of notices that are given in order of issue, those that still
// count, each with the entries that do: without what a later notice of the same
// calendar and year replaces ([Notice.Replaces]) or restates ([Notice.Restates]).
func InForce(notices []Notice) []Notice {
	var out []Notice
	for _, n := range notices {
		if n.Replaces != "" || len(n.Restates) > 0 {
			out = n.supersede(out)
		}
		out = append(out, n)
	}
	return out
}

// supersede returns what n leaves of the notices before it.
func (n *Notice) supersede(earlier []Notice) []Notice {
	var out []Notice
	for _, e := range earlier {
		if e.Calendar == n.Calendar && e.Year == n.Year {
			if n.Replaces != "" {
				continue
			}
			e.Entries = slices.DeleteFunc(slices.Clone(e.Entries), func(e Entry) bool {
				return slices.Contains(n.Restates, e.Festival)
			})
		}
		out = append(out, e)
	}
	return out
}
