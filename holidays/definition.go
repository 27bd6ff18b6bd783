package holidays

// Definition says what a calendar is, apart from its notices.
type Definition struct {
	// ID is the calendar's name, an ISO 3166-2 code such as CN-GX.
	ID string `yaml:"id"`
	// Parent is the calendar underneath, empty for the nation's.
	Parent string `yaml:"parent"`
	NameZH string `yaml:"name_zh"`
	NameEN string `yaml:"name_en"`
	// FirstYear is the first year that the calendar covers.
	FirstYear int `yaml:"first_year"`
	// OwnNotice is set for a region that issues a yearly notice of its own.
	OwnNotice *OwnNotice `yaml:"own_notice"`
}

// OwnNotice says which days a region's yearly notice may move: those from
// DaysBefore days before the anchor to DaysAfter days after it.
type OwnNotice struct {
	Anchor     Anchor `yaml:"anchor"`
	DaysBefore int    `yaml:"days_before"`
	DaysAfter  int    `yaml:"days_after"`
}

// Source is everything from which calendars are built. It is read-only.
type Source struct {
	Definitions []Definition
	Statutory   *Statutory
	Notices     []Notice
}

// definition returns the definition of id, or nil.
func (s *Source) definition(id string) *Definition {
	for i := range s.Definitions {
		if s.Definitions[i].ID == id {
			return &s.Definitions[i]
		}
	}
	return nil
}

// Lineage returns the definitions from the nation's calendar down to id, or nil
// if id, or an ancestor of it, is not defined.
func (s *Source) Lineage(id string) []*Definition {
	var up []*Definition
	for id != "" {
		d := s.definition(id)
		if d == nil || len(up) > len(s.Definitions) {
			return nil
		}
		up = append([]*Definition{d}, up...)
		id = d.Parent
	}
	return up
}
