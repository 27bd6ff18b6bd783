package batch

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"time"

	"shixian/api/console/batch/spreadsheet"
	"shixian/api/console/page"
	"shixian/deadlines"
)

// Questions are asked once for each word, and once for the year. Their answers are fields
// of the form, which come back with the table: nothing is kept between requests.
type questions struct {
	names    ruleNames
	Matters  []*matterQuestion
	byField  map[string]*matterQuestion
	District *rowsOf // that name no district, of a matter that several have
	Years    []*yearQuestion
}

// rowsOf is what a question is about: the first value, and how many rows have the like.
type rowsOf struct {
	Word string
	Rows int
}

// matterQuestion asks which rule a word means.
type matterQuestion struct {
	rowsOf
	Field    string
	District *deadlines.Jurisdiction // nil if the rows name none
	Chosen   *deadlines.Rule         // nil if it is not answered
	Skip     bool                    // the answer is that it is no matter to count
	Likely   []*deadlines.Rule
	Others   []*deadlines.Rule
}

// yearQuestion asks the year of dates that name none.
type yearQuestion struct {
	rowsOf
	Field  string
	Chosen int // 0 if it is not answered
}

// skipAnswer is the answer that a word is no matter to count.
const skipAnswer = "-"

// maxQuestions is how many words are asked about at a time.
const maxQuestions = 40

// matterField names the field that answers what a word means in a district. It is the
// same for every table, so that a browser can remember the answer.
func matterField(word string, in *deadlines.Jurisdiction) string {
	id := ""
	if in != nil {
		id = in.ID
	}
	sum := sha256.Sum256([]byte(id + "\x00" + plain(unnumbered(word))))
	return "matter_" + hex.EncodeToString(sum[:8])
}

// matter counts a row in whose matter is known by an answer only, and returns the question.
func (q *questions) matter(word string, in *deadlines.Jurisdiction) *matterQuestion {
	field := matterField(word, in)
	m := q.byField[field]
	if m == nil {
		m = &matterQuestion{rowsOf: rowsOf{Word: page.Clip(word, 60)}, Field: field, District: in}
		q.byField[field] = m
		if len(q.Matters) < maxQuestions {
			q.suggest(m, word)
			q.Matters = append(q.Matters, m)
		}
	}
	m.Rows++
	return m
}

// maxLikely is how many suggestions a question makes.
const maxLikely = 5

// suggest fills in what can be chosen: first what a search for the word finds.
func (q *questions) suggest(m *matterQuestion, word string) {
	district := ""
	if m.District != nil {
		district = m.District.ID
	}
	for _, r := range q.names.found.Find(word, district) {
		if r.Shape != deadlines.Quota && len(m.Likely) < maxLikely {
			m.Likely = append(m.Likely, r)
		}
	}
	for _, r := range q.names.cat.Rules {
		if (m.District == nil || r.Jurisdiction == m.District) && r.Shape != deadlines.Quota && !slices.Contains(m.Likely, r) {
			m.Others = append(m.Others, r)
		}
	}
}

// district counts a row in that has to say of which district it is.
func (q *questions) district(word string) {
	if q.District == nil {
		q.District = &rowsOf{Word: page.Clip(word, 60)}
	}
	q.District.Rows++
}

// yearFields are the fields that answer the year of dates that name none: of all, or if
// the table goes over the turn of a year, of the first half of the year and of the second.
var yearFields = [...]string{"year", "year_late"}

// findYears asks for the year if there are dates that name none.
func (q *questions) findYears(rows []spreadsheet.Row, of *mapping) {
	var month time.Month
	r := spreadsheet.Reader{Year: func(m time.Month) int { month = m; return 0 }}
	halves := [len(yearFields)]rowsOf{}
	winter := [len(yearFields)]bool{} // the months by the turn of the year
	for _, row := range rows {
		if yearAlone(row.Cells) > 0 {
			break // the rows below have theirs
		}
		cell := of.together(row).Cell(of.Columns[roleTrigger])
		if len(cell) > maxYearless || fourFigures.MatchString(cell) {
			continue
		}
		if first := spreadsheet.FirstDay(cell); first != "" {
			cell = first // of a trip
		}
		if _, fault := r.Date(cell); fault != spreadsheet.NoYear {
			continue
		}
		half := 0
		if month > time.June {
			half = 1
		}
		if halves[half].Rows++; halves[half].Word == "" {
			halves[half].Word = page.Clip(cell, 20)
		}
		winter[half] = winter[half] || month <= time.March || month >= time.October
	}
	if !winter[0] || !winter[1] {
		halves[0].Rows += halves[1].Rows
		halves[0].Word = cmp.Or(halves[0].Word, halves[1].Word)
		halves[1] = rowsOf{}
	}
	for i, h := range halves {
		if h.Rows > 0 {
			q.Years = append(q.Years, &yearQuestion{rowsOf: h, Field: yearFields[i]})
		}
	}
}

// fourFigures begin with a year, or are a number of days.
var fourFigures = regexp.MustCompile(`^\d{4}`)

// maxYearless is the longest cell with a date that may lack its year, in bytes.
const maxYearless = 60

// year returns what was answered for dates of a month, and 0 if nothing was.
func (q *questions) year(month time.Month) int {
	for i := len(q.Years) - 1; i >= 0; i-- {
		if y := q.Years[i]; i == 0 || month > time.June {
			return y.Chosen
		}
	}
	return 0
}

// answerYears takes what the form says of the years.
func (q *questions) answerYears(fields map[string]string) {
	for _, y := range q.Years {
		if n, err := strconv.Atoi(fields[y.Field]); err == nil && n >= 1900 && n <= 2199 {
			y.Chosen = n
		}
	}
}

// open reports whether something is still to be answered.
func (q *questions) open() bool {
	return q.District != nil ||
		slices.ContainsFunc(q.Matters, func(m *matterQuestion) bool { return m.Chosen == nil && !m.Skip }) ||
		slices.ContainsFunc(q.Years, func(y *yearQuestion) bool { return y.Chosen == 0 })
}

// any reports whether there is anything to ask, or to show as answered.
func (q *questions) any() bool { return q.District != nil || len(q.Matters) > 0 || len(q.Years) > 0 }
