package search

import (
	"regexp"
	"slices"
	"strings"

	"shixian/deadlines"
	"shixian/holidays"
)

// district is what a jurisdiction is called: its id, and the province, the city and the
// district of its name, with and without what they are.
type district struct {
	id    string
	short string // 象山
	names []string
}

// units are province, city and district of a name such as 辽宁省朝阳市双塔区. Whichever is
// missing is empty.
var units = regexp.MustCompile(`^(.+?(?:省|自治区))?(.+?(?:市|自治州|盟|地区))?(.+[区县市旗])?$`)

// endings are what the units of a name are, the longest first.
var endings = []string{"壮族自治区", "维吾尔自治区", "回族自治区", "自治区", "自治州", "地区", "省", "市", "区", "县", "盟", "旗"}

func districtOf(j *deadlines.Jurisdiction) district {
	short := longAndShort(Short(holidays.Chinese, j))
	d := district{id: j.ID, short: short[len(short)-1], names: []string{plain(j.Name.ZH)}}
	for _, unit := range units.FindStringSubmatch(j.Name.ZH) {
		d.names = append(d.names, longAndShort(unit)...)
	}
	slices.SortStableFunc(d.names, func(a, b string) int { return len(b) - len(a) })
	return d
}

// longAndShort are a unit's name with what it is, and without: 桂林市 and 桂林.
func longAndShort(unit string) []string {
	if unit == "" {
		return nil
	}
	for _, e := range endings {
		if short := strings.TrimSuffix(unit, e); short != unit && len([]rune(short)) >= 2 {
			return []string{unit, short}
		}
	}
	return []string{unit}
}

// Spellings are the ways in which the Chinese name of a district is written: with province
// and city or without, and each with what it is or without.
func Spellings(j *deadlines.Jurisdiction) []string {
	parts := units.FindStringSubmatch(j.Name.ZH)
	if parts == nil || parts[3] == "" {
		return []string{j.Name.ZH}
	}
	out := longAndShort(parts[3])
	for _, above := range [...]string{parts[2], parts[1]} {
		for _, below := range out {
			for _, unit := range longAndShort(above) {
				out = append(out, unit+below)
			}
		}
	}
	return out
}

// Short is the last part of a district's name: 象山区 of 广西壮族自治区桂林市象山区.
func Short(lang string, j *deadlines.Jurisdiction) string {
	if lang == holidays.English {
		short, _, _ := strings.Cut(j.Name.EN, ",")
		return short
	}
	if unit := units.FindStringSubmatch(j.Name.ZH); unit != nil && unit[3] != "" {
		return unit[3]
	}
	return j.Name.ZH
}

// called returns the ids of the districts of that name, or with that id.
func (x *Index) called(name string) []string {
	var out []string
	for _, d := range x.districts {
		if d.id == name || slices.Contains(d.names, plain(name)) {
			out = append(out, d.id)
		}
	}
	return out
}

// named takes the names of districts out of the words, and returns the districts that all
// of the names are of.
func (x *Index) named(parts []string, least sound) (districts, rest []string) {
	for _, p := range parts {
		ids, left := x.takeName(p, least)
		if left != "" {
			rest = append(rest, left)
		}
		both := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !slices.Contains(districts, id) })
		switch {
		case len(both) > 0:
			districts = both
		case len(districts) == 0:
			districts = ids
		}
	}
	return districts, rest
}

// takeName cuts the longest name of a district off the beginning of a word.
func (x *Index) takeName(part string, least sound) (ids []string, left string) {
	longest := 0
	for i := range x.districts {
		d := &x.districts[i]
		n := d.prefix(part, least)
		switch {
		case n > longest:
			longest, ids = n, []string{d.id}
		case n == longest && n > 0:
			ids = append(ids, d.id)
		}
	}
	return ids, part[longest:]
}

// prefix is how much at the beginning of a word names the district; letters are its id, the
// whole pinyin of a name or, if that is enough, the first letters of the district's own.
func (d *district) prefix(part string, least sound) int {
	longest := 0
	if d.id == part || least == initials && len(part) > 1 && isLatin(part) && spelt([]rune(d.short), part) == initials {
		longest = len(part)
	}
	for _, name := range d.names {
		switch n := normal(name); {
		case isLatin(part) && spelt([]rune(name), part) == syllables:
			longest = len(part)
		case strings.HasPrefix(part, n):
			longest = max(longest, len(n))
		}
	}
	return longest
}
