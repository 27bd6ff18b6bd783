package noticetext

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"shixian/holidays"
)

var (
	// issuerLine is a line with nothing but the name of an office.
	issuerLine = regexp.MustCompile(`^\p{Han}{0,40}(?:办公厅|办公室|政府|国务院|委员会|厅|局|部|委)$`)
	// region is the name of a region, or of a part of one, at the start of an office's name.
	region = regexp.MustCompile(`^\p{Han}*?[^我本全各该](?:自治区|自治州|自治县|特别行政区|[省市州盟县区旗])`)
	// regionKind is what a region is, without which its name is short (广西).
	regionKind = regexp.MustCompile(`(?:壮族|回族|维吾尔)?(?:自治区|特别行政区|[省市])$`)
	// partOf is a part of a region, after the region's name.
	partOf = regexp.MustCompile(`^(\p{Han}{1,8}?[市州盟县区旗])(?:人民)?(?:政府|办公)`)
)

// letters are the characters with which document numbers of regions begin.
var letters = map[string]string{
	"京": "北京", "津": "天津", "沪": "上海", "渝": "重庆", "冀": "河北", "豫": "河南", "云": "云南", "辽": "辽宁",
	"黑": "黑龙江", "湘": "湖南", "皖": "安徽", "鲁": "山东", "新": "新疆", "苏": "江苏", "浙": "浙江", "赣": "江西",
	"鄂": "湖北", "桂": "广西", "甘": "甘肃", "晋": "山西", "蒙": "内蒙古", "内": "内蒙古", "陕": "陕西", "吉": "吉林",
	"闽": "福建", "贵": "贵州", "黔": "贵州", "粤": "广东", "青": "青海", "藏": "西藏", "川": "四川", "宁": "宁夏", "琼": "海南",
}

// regionalNumber is the form of a region's document numbers.
var regionalNumber = regexp.MustCompile(`^(\p{Han})(?:政|府|人社|办)`)

// readCalendar finds out whose notice the text is, by the office in its title, the
// office in its closing lines and its document number. If these differ, one that is
// not of the calendar asked for decides.
func (r *reader) readCalendar() {
	asked := r.out.Notice.Calendar
	office, _, _ := strings.Cut(r.out.Title, "关于")
	for _, said := range []string{r.calendarOf(office), r.calendarOf(r.closingOffice()), r.calendarOfNumber()} {
		if said != "" && (r.out.Calendar == "" || r.out.Calendar == asked) {
			r.out.Calendar = said
		}
	}
}

// calendarOf returns the calendar of an office's notices, or the name of its region
// if there is no calendar of it; empty if the name of the office does not say.
func (r *reader) calendarOf(office string) string {
	best, at := "", len(office)
	take := func(id string, i int) {
		if i >= 0 && i < at {
			best, at = id, i
		}
	}
	for _, d := range r.src.Definitions {
		if d.Parent == "" {
			take(d.ID, strings.Index(office, "国务院"))
			continue
		}
		name := regionName(office, d.NameZH)
		if name == "" {
			continue
		}
		i := strings.Index(office, name)
		end := i + len(name)
		if part := partOf.FindStringSubmatch(office[end:]); part != nil {
			return office[:end] + part[1]
		}
		take(d.ID, i)
	}
	if best == "" && !strings.HasPrefix(office, "自治") {
		return region.FindString(office)
	}
	return best
}

// regionName returns what an office's name has of that of a region, in full or in
// short before what says that it is one (广西自治区, 广西人民政府); "" if nothing.
func regionName(office, name string) string {
	if strings.Contains(office, name) {
		return name
	}
	short := shortName(name)
	for _, kind := range []string{"自治区", "区", "人民政府", "政府"} {
		if short != "" && strings.Contains(office, short+kind) {
			return short + kind
		}
	}
	return ""
}

func shortName(name string) string { return regionKind.ReplaceAllString(name, "") }

// calendarOfNumber is calendarOf for the document number.
func (r *reader) calendarOfNumber() string {
	doc := r.out.Notice.Document
	if nationalNumber.MatchString(doc) {
		return r.calendarOf("国务院")
	}
	m := regionalNumber.FindStringSubmatch(doc)
	if m == nil || letters[m[1]] == "" {
		return ""
	}
	for _, d := range r.src.Definitions {
		if shortName(d.NameZH) == letters[m[1]] {
			return d.ID
		}
	}
	return letters[m[1]]
}

// closingOffice returns the name of the office in the closing lines, empty if there
// is none.
func (r *reader) closingOffice() string {
	c := r.meta.closing
	if c == len(r.sentences) {
		return ""
	}
	if m := closingLine.FindStringSubmatchIndex(r.sentences[c].s); m != nil {
		if name := strings.TrimPrefix(r.sentences[c].s[:m[2]], "("); name != "" {
			return name
		}
	}
	for i := c - 1; i > r.meta.body && i >= c-3; i-- {
		if s := r.sentences[i].s; issuerLine.MatchString(s) {
			return s
		}
	}
	return ""
}

// readAs sets the calendar that the text is read as one of: that whose notice it
// says it is. A region without a calendar has the nation's above it and no notices.
func (r *reader) readAs() {
	n := r.out.Notice
	as := cmp.Or(r.out.Calendar, n.Calendar)
	above := r.src.Lineage(as)
	switch asked := r.src.Lineage(n.Calendar); {
	case len(above) > 0:
		above = above[:len(above)-1]
		r.region = len(above) > 0
	case len(asked) > 0:
		above, r.region = asked[:1], true
	}
	n.Calendar = as
	lineage := append(ids(above), as)
	r.statutory = namesWhere(r.src, func(calendar string, _ []string) bool { return slices.Contains(lineage, calendar) })
	r.earlier = collectEarlier(n, r.src.Notices, ids(above))
}

// calledAlike returns the names under which notices arrange a festival.
func (r *reader) calledAlike(name string) []string {
	return appendNew(namesWhere(r.src, func(_ string, names []string) bool { return slices.Contains(names, name) }), name)
}

// namesWhere returns the names of the festivals of the regulations for which is says so.
func namesWhere(src *holidays.Source, is func(calendar string, names []string) bool) (out []string) {
	if src.Statutory == nil {
		return nil
	}
	for _, reg := range src.Statutory.Regulations {
		for _, f := range reg.Days {
			if names := append(slices.Clone(f.AlsoCalled), f.Festival); is(reg.Calendar, names) {
				out = appendNew(out, names...)
			}
		}
	}
	return out
}

func ids(definitions []*holidays.Definition) []string {
	var out []string
	for _, d := range definitions {
		out = append(out, d.ID)
	}
	return out
}
