package data

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"

	"shixian/holidays"
	"shixian/holidays/datafile"
)

// anchors are the festivals that dates.yaml gives for every year.
var anchors = []holidays.Anchor{
	holidays.SpringFestival, holidays.Qingming, holidays.DragonBoat, holidays.MidAutumn, holidays.Sanyuesan,
}

type checker struct {
	file *datafile.File
	errs []error
}

// require notes a mistake at path if ok does not hold.
func (c *checker) require(ok bool, path, format string, args ...any) {
	if !ok {
		c.errs = append(c.errs, c.file.Errorf(path, format, args...))
	}
}

func loadDates(fsys fs.FS, src *holidays.Source) error {
	st := src.Statutory
	file, err := load(fsys, "dates.yaml", &st.Dates)
	if err != nil {
		return err
	}
	if len(st.Dates) == 0 {
		return file.Errorf("$", "文件里没有年份 / the file gives no year")
	}
	last := st.LastYear()
	for year := last - len(st.Dates) + 1; year <= last; year++ {
		dates := st.Dates[year]
		if len(dates) != len(anchors) {
			return file.Errorf(fmt.Sprintf("$.%d", year), "%[1]d 年写了 %[2]d 个节日，要写 %[3]d 个；年份不能断 / year %[1]d gives %[2]d festivals, not %[3]d; years stand without a gap", year, len(dates), len(anchors))
		}
		for _, a := range anchors {
			if dates[a].Year() != year {
				return file.Errorf(fmt.Sprintf("$.%d.%s", year, a), "%[1]s %[2]d 年的日期是 %[3]q / %[1]s of %[2]d has the date %[3]q", a, year, dates[a])
			}
		}
	}
	return nil
}

func loadDefinitions(fsys fs.FS, src *holidays.Source) error {
	file, err := load(fsys, "calendars.yaml", &src.Definitions)
	if err != nil {
		return err
	}
	c := checker{file: file}
	c.require(len(src.Definitions) > 0, "$", "文件里没有日历 / the file defines no calendar")
	for i := range src.Definitions {
		c.definition(fmt.Sprintf("$[%d]", i), i, src)
	}
	return errors.Join(c.errs...)
}

func (c *checker) definition(at string, i int, src *holidays.Source) {
	d := &src.Definitions[i]
	c.require(d.ID != "", at, "日历要写代号 id / the calendar has no id")
	c.require(!slices.ContainsFunc(src.Definitions[:i], func(e holidays.Definition) bool { return e.ID == d.ID }),
		at+".id", "日历 %[1]q 写了两次 / calendar %[1]q is defined twice", d.ID)
	c.require(d.NameZH != "" && d.NameEN != "", at, "日历要写 name_zh 和 name_en / the calendar has no name_zh and name_en")
	last := src.Statutory.LastYear()
	first := last - len(src.Statutory.Dates) + 1
	c.require(d.FirstYear >= first && d.FirstYear <= last,
		at+".first_year", "first_year %[1]d 不在 dates.yaml 的 %[2]d 至 %[3]d 年里 / first_year %[1]d is not one of the years %[2]d to %[3]d of dates.yaml", d.FirstYear, first, last)
	c.parent(at, d, src)
	if d.UsualBy != (holidays.UsualDay{}) {
		c.require(d.Parent == "", at+".usual_by", "usual_by 只用于全国；地区的写在 own_notice 里 / usual_by is for the nation; a region's stands in own_notice")
		c.monthDay(at+".usual_by", d.UsualBy.Month, d.UsualBy.Day)
	}
	if d.OwnNotice != nil {
		c.ownNotice(at+".own_notice", d)
	}
	c.require((d.Bounds != nil) == hasRegulation(*d), at, "每年另发通知的日历要写 bounds，别的不写 / bounds are for a calendar that has a yearly notice, and there they are needed")
	if d.Bounds != nil {
		c.bounds(at+".bounds", d.Bounds)
	}
}

// farthest is how many days a cap of arrangements may be at most: no notice is
// known to go beyond half of it.
const farthest = 30

func (c *checker) ownNotice(at string, d *holidays.Definition) {
	own := d.OwnNotice
	c.require(d.Parent != "", at, "有 parent 的日历才写 own_notice / own_notice is for a calendar with a parent")
	c.require(own.DaysBefore >= 0 && own.DaysAfter >= 0, at, "days_before、days_after 不能是负数 / days_before and days_after cannot be negative")
	c.require(own.DaysBefore <= farthest && own.DaysAfter <= farthest, at, "days_before、days_after 至多 %[1]d / days_before and days_after are %[1]d at most", farthest)
	c.require(own.FromYear == 0 || own.FromYear >= d.FirstYear, at+".from_year", "from_year %[1]d 早于 first_year %[2]d / from_year %[1]d is before first_year, %[2]d", own.FromYear, d.FirstYear)
	c.monthDay(at+".usual_by", own.UsualBy.Month, own.UsualBy.Day)
}

func (c *checker) monthDay(at string, month time.Month, day int) {
	_, m, d := holidays.NewDate(2001, month, day).Civil() // a year of 365 days
	c.require(m == month && d == day, at, "%[1]d 月没有 %[2]d 日 / month %[1]d has no day %[2]d", int(month), day)
}

func (c *checker) bounds(at string, b *holidays.Bounds) {
	c.require(b.Source != "", at, "bounds 要写依据 source / the bounds have no source")
	c.require(len(b.Festivals) > 0, at, "bounds 要写节日 festivals / the bounds name no festival")
	for i, f := range b.Festivals {
		here := fmt.Sprintf("%s.festivals[%d]", at, i)
		c.require(f.Festival != "", here, "要写是哪个节日 festival / the bounds are of no festival")
		c.require(!slices.ContainsFunc(b.Festivals[:i], func(e holidays.FestivalBounds) bool { return e.Festival == f.Festival }),
			here, "%[1]s 已经写过 / %[1]s has bounds already", f.Festival)
		c.require(f.DaysOff >= 1, here, "%[1]s 的 days_off 是 %[2]d，至少要 1 / %[1]s has %[2]d days_off, not 1 or more", f.Festival, f.DaysOff)
		c.caps(here, f.Festival, f.Before, f.After, f.DaysOff, f.MakeupDays, f.MakeupWithin)
		c.require((f.MakeupDays == 0) == (f.MakeupWithin == 0), here, "%[1]s 的 makeup_days 和 makeup_within 要写就一起写 / %[1]s has makeup_days and makeup_within, or neither", f.Festival)
		if j := f.Joins; j != nil {
			c.require(j.Festival != "" && j.Festival != f.Festival, here+".joins", "%[1]s 的 joins 要写另一个节日 / %[1]s joins no other festival", f.Festival)
			c.require(j.DaysOff >= f.DaysOff, here+".joins", "两个节日合在一起的 days_off 不能比一个少 / two festivals have no fewer days_off than one")
			c.caps(here+".joins", f.Festival, j.Before, j.After, j.DaysOff)
		}
	}
}

func (c *checker) caps(at, festival string, days ...int) {
	c.require(slices.Min(days) >= 0 && slices.Max(days) <= farthest, at, "%[1]s 的各项要在 0 至 %[2]d 之间 / the bounds of %[1]s are numbers from 0 to %[2]d", festival, farthest)
}

// parent checks that the calendar underneath d exists and covers d's years.
func (c *checker) parent(at string, d *holidays.Definition, src *holidays.Source) {
	if d.Parent == "" || d.ID == "" {
		return
	}
	parent := src.Definition(d.Parent)
	if parent == nil {
		c.require(false, at+".parent", "没有日历 parent %[1]q / parent %[1]q is not defined", d.Parent)
		return
	}
	c.require(src.Lineage(d.ID) != nil, at+".parent", "%[1]q 的 parent 绕成了圈 / the parents of %[1]q lead to no calendar without a parent", d.ID)
	c.require(d.FirstYear >= parent.FirstYear, at+".first_year", "first_year %[1]d 早于 parent 的 %[2]d / first_year %[1]d is before the parent's, %[2]d", d.FirstYear, parent.FirstYear)
}

func loadRegulations(fsys fs.FS, src *holidays.Source) error {
	st := src.Statutory
	file, err := load(fsys, "statutory.yaml", &st.Regulations)
	if err != nil {
		return err
	}
	c := checker{file: file}
	for i := range st.Regulations {
		c.regulation(fmt.Sprintf("$[%d]", i), i, src)
	}
	for i := range src.Definitions {
		c.covered("$", &src.Definitions[i], src)
	}
	return errors.Join(c.errs...)
}

func (c *checker) regulation(at string, i int, src *holidays.Source) {
	rs := src.Statutory.Regulations
	r := &rs[i]
	def := src.Definition(r.Calendar)
	c.require(def != nil, at+".calendar", "没有日历 %[1]q / calendar %[1]q is not defined", r.Calendar)
	c.require(r.Document != "" || r.Source != "", at, "放假办法要写文号 document 或出处 source / the regulation has neither a document nor a source")
	c.require(!r.Issued.IsZero(), at, "放假办法要写发布日期 issued / the regulation has no date of issue")
	c.require(r.FromYear > 0, at, "放假办法要写 from_year / the regulation has no from_year")
	c.require(!slices.ContainsFunc(rs[:i], func(q holidays.Regulation) bool { return q.Calendar == r.Calendar && q.FromYear == r.FromYear }),
		at+".from_year", "日历 %[1]s 已经有从 %[2]d 年起的放假办法 / calendar %[1]s has a regulation from %[2]d already", r.Calendar, r.FromYear)
	c.require(len(r.Days) > 0, at, "放假办法要写放哪几天 days / the regulation gives no day")
	c.principles(at+".principles", r)
	called := map[string]bool{"": true}
	for j := range r.Days {
		f, here := &r.Days[j], fmt.Sprintf("%s.days[%d]", at, j)
		for _, name := range append([]string{f.Festival}, f.AlsoCalled...) {
			c.require(!called[name] || f.Festival == "", here, "名称 %[1]q 写了两次，或是空的 / the name %[1]q stands twice, or is empty", name)
			called[name] = true
		}
		c.festival(here, f)
		if def != nil && def.Bounds != nil && f.Festival != "" {
			c.require(bounded(def.Bounds, f.Festival), here, "日历 %[1]s 的 bounds 里没有 %[2]s / the bounds of calendar %[1]s lack %[2]s", r.Calendar, f.Festival)
		}
	}
	if len(c.errs) == 0 && def.Bounds != nil {
		c.apart(at, r, def.Bounds, src.Statutory.Dates)
	}
}

// apart checks that festivals which the bounds do not join share no day.
func (c *checker) apart(at string, r *holidays.Regulation, b *holidays.Bounds, dates map[int]holidays.YearDates) {
	alone := holidays.Statutory{Regulations: []holidays.Regulation{*r}, Dates: dates}
	for _, year := range slices.Sorted(maps.Keys(dates)) {
		if day, other := b.Unjoined(alone.Days(r.Calendar, year, holidays.Date{})); other != "" {
			c.require(false, at, "%[1]s 和 %[2]s 都有 %[3]s，日历 %[4]s 的 bounds 没有用 joins 合在一起 / %[1]s and %[2]s share %[3]s, and the bounds of calendar %[4]s do not join them", day.Festival, other, day.Date, r.Calendar)
			return
		}
	}
}

func bounded(b *holidays.Bounds, festival string) bool {
	return slices.ContainsFunc(b.Festivals, func(f holidays.FestivalBounds) bool { return f.Festival == festival })
}

// covered checks that the statutory days of d are known from its first year on.
func (c *checker) covered(at string, d *holidays.Definition, src *holidays.Source) {
	if !hasRegulation(*d) {
		return
	}
	c.require(slices.ContainsFunc(src.Statutory.Regulations, func(r holidays.Regulation) bool { return r.Calendar == d.ID && r.FromYear <= d.FirstYear }),
		at, "日历 %[1]s 的第一年 %[2]d 没有放假办法 / calendar %[1]s has no regulation for its first year, %[2]d", d.ID, d.FirstYear)
	if d.OwnNotice == nil {
		return
	}
	for year := d.FirstYear; year < d.OwnNotice.FromYear; year++ {
		undated := src.Statutory.Undated(d.ID, year, holidays.Date{})
		c.require(len(undated) == 0, at, "%[1]d 年在 own_notice.from_year 以前，没有写 %[2]s 的日子 / %[1]d is before own_notice.from_year, and has no days of %[2]s", year, strings.Join(undated, ", "))
	}
}

func (c *checker) principles(at string, r *holidays.Regulation) {
	p := r.Principles
	if p == nil {
		return
	}
	c.require(!p.Known.IsZero() && p.Source != "", at, "principles 要写 known 和 source / the principles have the day on which they were known, and their source")
	for i, k := range p.Blocks {
		here := fmt.Sprintf("%s.blocks[%d]", at, i)
		j := slices.IndexFunc(r.Days, func(f holidays.FestivalDays) bool { return f.Festival == k.Festival })
		c.require(!slices.ContainsFunc(p.Blocks[:i], func(e holidays.Block) bool { return e.Festival == k.Festival }), here+".festival", "%[1]s 已经写过 / %[1]s has a block already", k.Festival)
		c.require(j >= 0, here+".festival", "放假办法里没有 %[1]q 的日子 / the regulation gives no days for %[1]q", k.Festival)
		c.require(j < 0 || k.Days >= r.Days[j].Days && k.Days <= 31, here+".days", "%[1]s 的 days 是 %[2]d，少于法定天数 / %[1]s has a block of %[2]d days, shorter than its statutory days", k.Festival, k.Days)
		c.require(slices.Contains([]holidays.Where{holidays.FromFirst, holidays.WithWeekend, holidays.FewestWork}, k.Where),
			here+".where", "where %[1]q 要是 from_first、with_weekend、fewest_work 之一 / where %[1]q is none of from_first, with_weekend, fewest_work", k.Where)
		c.require((k.Joins == "") == (k.JoinedDays == 0) && (k.Joins == "" || k.JoinedDays >= k.Days), here,
			"joins 和 joined_days 要写就一起写，joined_days 不少于 days / joins and joined_days stand together, and joined_days is not less than days")
	}
}

// hasRegulation reports whether d has a yearly notice, and so needs statutory days
// of its own.
func hasRegulation(d holidays.Definition) bool { return d.Parent == "" || d.OwnNotice != nil }

func (c *checker) festival(at string, f *holidays.FestivalDays) {
	c.require(f.Festival != "", at, "要写是哪个节日 festival / the days have no festival")
	if f.Years != nil {
		c.listed(at, f)
		return
	}
	c.require(f.Days >= 1, at, "%[1]s 的 days 是 %[2]d，至少要 1 / %[1]s has %[2]d days, not 1 or more", f.Festival, f.Days)
	if f.Anchor != "" {
		c.require(slices.Contains(anchors, f.Anchor), at+".anchor", "不认得 anchor %[1]q / anchor %[1]q is not known", f.Anchor)
		c.require(f.Month == 0 && f.Day == 0, at, "%[1]s 写了 anchor，就不写 month、day / %[1]s has an anchor, and a month or day as well", f.Festival)
		return
	}
	c.require(f.Month != 0 && f.Day != 0, at, "%[1]s 要写 anchor，或 month 和 day，或 years / %[1]s has neither an anchor, nor a month and a day, nor years", f.Festival)
	if f.Month != 0 && f.Day != 0 {
		c.monthDay(at, f.Month, f.Day)
	}
	c.require(f.Offset == 0, at+".offset", "offset 从 anchor 算起，%[1]s 没有写 anchor / an offset is counted from an anchor, and %[1]s has none", f.Festival)
}

// listed checks the days of a festival that are listed year by year.
func (c *checker) listed(at string, f *holidays.FestivalDays) {
	c.require(f.Month == 0 && f.Day == 0 && f.Anchor == "" && f.Offset == 0 && f.Days == 0, at,
		"%[1]s 写了 years，就不写别的日子 / %[1]s has years, and a rule for its days as well", f.Festival)
	c.require(len(f.Years) > 0, at+".years", "%[1]s 的 years 里没有年份 / %[1]s lists no year", f.Festival)
	for _, year := range slices.Sorted(maps.Keys(f.Years)) {
		listed, here := f.Years[year], fmt.Sprintf("%s.years.%d", at, year)
		c.require(listed.Source != "", here, "%[1]s %[2]d 年没有写依据 source / %[1]s of %[2]d has no source", f.Festival, year)
		c.require(len(listed.Dates) > 0, here, "%[1]s %[2]d 年没有写 dates / %[1]s of %[2]d has no dates", f.Festival, year)
		for i, d := range listed.Dates {
			c.require(d.Year() == year, here, "%[1]s %[2]d 年的日期是 %[3]q / %[1]s of %[2]d has the date %[3]q", f.Festival, year, d)
			c.require(i == 0 || listed.Dates[i-1].Before(d), here, "%[1]s %[2]d 年的 dates 没有按先后写 / the dates of %[1]s of %[2]d are not in order", f.Festival, year)
		}
	}
}

// checkFolders checks that every folder with data belongs to a calendar.
func checkFolders(fsys fs.FS, src *holidays.Source) error {
	names, err := fs.Glob(fsys, "*/*.yaml")
	if err != nil {
		return &datafile.Error{File: ".", Reason: err.Error()}
	}
	for _, name := range names {
		folder := path.Dir(name)
		if src.Definition(folder) == nil {
			return &datafile.Error{File: name, Reason: fmt.Sprintf("文件夹 %[1]s 不是 calendars.yaml 里的日历 / the folder %[1]s is none of the calendars in calendars.yaml", folder)}
		}
	}
	return nil
}
