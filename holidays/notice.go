package holidays

import "fmt"

// EntryKind says what an entry of a notice does to its days.
type EntryKind string

// The two kinds of entry.
const (
	Off  EntryKind = "off"  // not worked: 放假, 调休, 补休
	Work EntryKind = "work" // worked: 补班, or a holiday cancelled
)

// Entry is one arrangement of a notice: a run of days off, or of days worked.
type Entry struct {
	Festival string    `json:"festival" yaml:"festival"`
	Kind     EntryKind `json:"kind" yaml:"kind"`
	Span     `yaml:",inline"`
}

// Notice is one document that arranges holidays. It is never changed once it
// is issued: a later notice overrides it day by day, gives a festival's days anew
// (Restates), or takes its whole place (Replaces). See [InForce].
type Notice struct {
	// ID names the notice within the service: the calendar, the year and, from
	// the second notice of a year on, its number ("CN-2019-2").
	ID string `json:"id" yaml:"-"`
	// Calendar is the calendar that the notice belongs to, such as CN or CN-GX.
	Calendar string `json:"calendar" yaml:"-"`
	// Year is the year that the notice is for. Its days may lie in the December before.
	Year int `json:"year" yaml:"-"`
	// Document is the document number (文号), empty if none is established.
	Document string `json:"document" yaml:"document"`
	// Issued is the date of issue, on which the notice becomes known.
	Issued Date `json:"issued,omitzero" yaml:"issued"`
	// IssuedApproximate says that the day of issue is not established.
	IssuedApproximate bool `json:"issued_approximate,omitempty" yaml:"issued_approximate"`
	// Source is where the notice is published, empty if not established.
	Source string `json:"source,omitempty" yaml:"source"`
	// Amends is set if the notice changes an earlier one of the same year: its
	// document number, or its ID if it has none. Such a notice does not by
	// itself settle a year.
	Amends string `json:"amends,omitempty" yaml:"amends"`
	// Restates are festivals of the notice that this one amends whose days it gives
	// anew: all that the notice, and its earlier amendments, arranged for them no
	// longer counts.
	Restates []string `json:"restates,omitempty" yaml:"restates"`
	// Extends are festivals to whose days this amendment adds; the days that they
	// had stay as they were, but for those that it names.
	Extends []string `json:"extends,omitempty" yaml:"extends"`
	// Replaces is set if the notice is a correction of a whole year: the ID of the
	// notice whose place it takes, and that of its earlier amendments.
	Replaces string `json:"replaces,omitempty" yaml:"replaces"`
	// Entries are the arrangements, in the order of the text.
	Entries []Entry `json:"entries" yaml:"entries"`
	// Residue explains a year whose working days are not its weekdays less its
	// statutory days.
	Residue *Residue `json:"residue,omitempty" yaml:"residue"`
}

// Residue explains by how many days the working days of the notice's year
// differ from weekdays − statutory days, and why.
type Residue struct {
	Days   int    `json:"days" yaml:"days"`
	Reason string `json:"reason" yaml:"reason"`
}

// Name returns what a person calls the notice: the document number, or the ID
// if there is none.
func (n *Notice) Name() string {
	if n.Document != "" {
		return n.Document
	}
	return n.ID
}

// NoticeIDs returns the IDs of notices, in their order; never nil.
func NoticeIDs(notices []Notice) []string {
	ids := make([]string, 0, len(notices))
	for i := range notices {
		ids = append(ids, notices[i].ID)
	}
	return ids
}

// NoticeID returns the ID of the seq-th notice (from 1) of a calendar for a year.
func NoticeID(calendar string, year, seq int) string {
	if seq <= 1 {
		return fmt.Sprintf("%s-%d", calendar, year)
	}
	return fmt.Sprintf("%s-%d-%d", calendar, year, seq)
}
