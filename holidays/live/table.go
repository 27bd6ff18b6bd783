package live

import (
	"cmp"
	"slices"

	"shixian/holidays"
	"shixian/holidays/record"
)

// Missing returns the notices of src that were never in force: one that was
// withdrawn is not embedded again.
func Missing(s record.State, src *holidays.Source) []holidays.Notice {
	seen := holidays.NoticeIDs(s.Notices)
	for _, ids := range s.Withdrawn {
		seen = append(seen, ids...)
	}
	return slices.DeleteFunc(slices.Clone(src.Notices), func(n holidays.Notice) bool { return slices.Contains(seen, n.ID) })
}

// BuildTable builds the calendars of a state with the definitions and the statutory
// days of src. A calendar changes with the notices of any calendar underneath it.
func BuildTable(s record.State, src *holidays.Source) (*holidays.Table, error) {
	// In order of the calendars the notices are the same ones in the same order,
	// whether they came from events or from a snapshot.
	notices := slices.Clone(s.Notices)
	slices.SortStableFunc(notices, func(a, b holidays.Notice) int { return cmp.Compare(a.Calendar, b.Calendar) })
	from := &holidays.Source{Definitions: src.Definitions, Statutory: src.Statutory, Notices: notices}
	changed := map[string]int64{}
	for _, def := range src.Definitions {
		for _, up := range src.Lineage(def.ID) {
			changed[def.ID] = max(changed[def.ID], s.Changed[up.ID])
		}
	}
	return holidays.NewTableAt(from, s.Revision, s.Position().String(), changed)
}
