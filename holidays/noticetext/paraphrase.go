package noticetext

import (
	"regexp"
	"slices"
	"strings"
)

// Parts of the wordings below: a day with what stands in brackets after it, days in a
// list or a run, and the words for the nation, the region, weekends and numbers of days.
const (
	aDay      = `(?:[0-9]{4}年)?(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:\([^()]*\))?`
	someDays  = aDay + `(?:[、和至-]` + aDay + `)*`
	aWeekend  = `(?:[0-9]{1,2}月)?[0-9]{1,2}日(?:\((?:星期|周)[六日天]\))`
	theNation = `(?:国家|国务院办公厅|国务院|国办|全国|《[^》]*》(?:\([^()]*\))?)(?:统一)?`
	ourRegion = `(?:我区|全区|本区|自治区|本自治区|广西)?(?:内)?`
	itsRule   = `(?:关于|有关|对于|所?规定的?|放假|所?安排的?|通知|中的?|应当|应|须)*`
	workDay   = `(?:为|是|的)?(?:统一)?(?:调休|补班|正常)?(?:上班日|工作日|补班日|上班|补班)`
	weekends  = `(?:周末|双休日|公休日|休息日)`
	bareDay   = `[0-9]{1,2}月[0-9]{1,2}日`
	notBy     = `(?:不再|不)(?:执行|按照?|参照)`
	notWorked = `(?:不再|不予|不)(?:执行|上班|补班|安排上班)`
	yetOff    = `(?:` + ourRegion + notWorked + `|(?:(?:我区|全区|本区|自治区|广西)内?(?:现|调整为|调整|改为)*|` + ourRegion + `(?:现|调整为|调整|改为)+)(?:放假日|放假|休息日|休息|公休日|公休))`
	inAll     = `，?(?:一起|一共|总共|共计|共|合计|实际)?(?:可)?(?:形成|组成|构成|连成)?(?:连休|连放|共休|休息|放假|休)?，?(?:一共|共计|合计|共)?` + numbered
	numbered  = `([0-9]{1,2}|[一二两三四五六七八九十]{1,3})天(?:的?小?长假|的?假期)?`
)

// paraphrase is a wording that says in other words what the parser reads.
type paraphrase struct {
	wording *regexp.Regexp
	plain   string
}

// regionalWordings are those of regions' notices, in the order in which they are put
// plainly. The dates that a wording gives stand in the plain one; what only explains, such
// as a reason without a date, or of what a number of days consists, is left out: whether
// days and numbers come out is checked all the same.
var regionalWordings = slices.Concat(explanations, nationsWorkdays, movedWorkdays, weekendsBeside, runs)

// explanations say why, or of what.
var explanations = []paraphrase{
	// (其中法定节假日2天，公休日2天); ，其中清明节放假1天、"壮族三月三"放假2天
	wording(`\((?:其中)?(?:三月三|[^()0-9月至]){1,14}[0-9一二两三四五]天(?:[、，和](?:三月三|[^()0-9月至]){1,14}[0-9一二两三四五]天)+\)`, ``),
	wording(`，?其中：?(?:三月三|[^()0-9月至，]){1,14}[0-9一二两三四五]天(?:[、，和](?:三月三|[^()0-9月至，]){1,14}[0-9一二两三四五]天)+`, ``),
	wording(`\((?:其中)?(?:含|包含|包括)?`+weekends+`[0-9一二两三四]天\)|，(?:其中)?(?:含|包含|包括)`+weekends+`[0-9一二两三四]天`, ``),
	// (本周五), (星期五至下周一)
	wording(`([(至])(?:本|下|上)(周|星期)([一二三四五六日天])`, `${1}${2}${3}`),
	// 4月23日(星期日，原按国家安排上班)
	wording(`\(((?:星期|周)[六日天])，(?:原|本|应)[^()]{0,16}`+workDay+`\)`, `(${1})`),
	// "壮族三月三"(农历三月初三为4月7日)：, "广西三月三"(4月19日，星期日)放假2天，
	wording(`\((?:农历)?三月初三[为是即]?`+bareDay+`(?:，(?:星期|周)[一二三四五六日天])?\)`, ``),
	wording(`("[^"]{2,10}三月三")\([^()、至]*日[^()、至]*\)放假((?:[2-9]|[二两三四五])天)，`, `${1}放假${2}，`),
	wording(`("[^"]{2,10}三月三")\([^()、至]*日[^()、至]*\)放假([^0-9，]{0,10}重[叠合][^0-9，]{0,4}，[^0-9，]{0,4}补休[0-9二两]天)?，即`, `${1}放假，即`),
	// 时间为农历三月初三、初四，即3月31日至4月1日
	wording(`(?:时间|日期)?(?:为|是)(?:农历)?三月初三(?:[、和至](?:农历)?(?:三月)?初四)?，即?`, `，即`),
	// 即农历三月初三、初四，
	wording(`(^|，)(?:即|也即|也就是|亦即|为)?(?:农历)?三月初三(?:[、和至](?:农历)?(?:三月)?初四)?(，|$)`, `${2}`),
	// 农历三月初三(3月31日)、三月初四(4月1日)放假
	wording(`(?:农历)?(?:三月)?初[一二三四五]\((`+bareDay+`)，((?:星期|周)[一二三四五六日天])\)`, `${1}(${2})`),
	wording(`(?:农历)?(?:三月)?初[一二三四五]\((`+bareDay+`)\)`, `${1}`),
	// 4月22日与公休日重叠部分予以补休: it is a day off already
	wording(`(`+aDay+`)(?:恰|正好|因)?(?:与|和|同|遇|逢)`+weekends+`(?:相)?(?:重叠|重合)(?:的?部分|的)?(?:予以|依法|按规定|顺延|相应)*(?:补休|调休)`, `${1}为公休日`),
	// 4月10日与周末重叠，顺延至4月12日放假
	wording(`(`+aDay+`)(?:恰|正好|因)?(?:与|和|同|遇|逢)`+weekends+`(?:相)?(?:重叠|重合)，(?:相应)?顺延[至到](`+aDay+`)(?:放假|补休|休息)`, `${1}为公休日，${2}补休`),
	// 4月10日与公休日重合，4月12日补休; 4月10日为星期六，顺延至4月12日补休
	wording(`(`+aDay+`)(?:恰|正好|因)?(?:与|和|同|遇|逢)`+weekends+`(?:相)?(?:重叠|重合)，(`+aDay+`补休)`, `${1}为公休日，${2}`),
	wording(`([0-9]{1,2}日)(?:恰|正好|适)?(?:为|是|逢)((?:星期|周)[六日天])，(?:相应)?顺延[至到](`+aDay+`补休)`, `${1}(${2})为公休日，${3}`),
	// 其中4月12日为4月10日(星期六)补休
	wording(`(`+aDay+`)(?:为|是)`+aWeekend+`的?补休`, `${1}补休`),
	// 与公休日重叠部分予以补休; 因与清明节假期重叠，顺延2天; 与清明节放假3天合并
	wording(`，?(?:如|若)?(?:因|由于)?(?:恰|正|适|又)?好?(?:与|和|同|遇|逢|值)[^0-9，。、"]{0,8}(?:公休日|双休日|周末|休息日|假期|放假)(?:时间)?(?:(?:相)?(?:重叠|重合|叠加|冲突|连接))?(?:的?部分|的?天数|的)?，?(?:予以|依法|依规|按规定|相应|给予|进行|往后|向后|可)*(?:顺延补休|补休|补假|调休|顺延)(?:[0-9一二两]天)?(，|$)`, `${1}`),
	wording(`，(?:因|由于)?(?:恰|正|适|又)?好?(?:与|和|同)[^0-9，。、"]{0,8}`+weekends+`(?:相)?(?:重叠|重合)(，|$)`, `${1}`),
	wording(`，?(?:与|和|同)[^0-9，。]{2,10}(?:放假[0-9一二两三]天)?(?:合并|一并)(?:安排|放假|调休|休假)?，`, `，`),
	wording(`(`+someDays+`)(?:为|是|系)?周末(?:公休|休息)日?`, `${1}为公休日`),
	wording(`(`+someDays+`)(?:为|是|系)周末(，|$)`, `${1}为公休日${2}`),
}

// nationsWorkdays say that the region does not work on a day that the nation makes up.
var nationsWorkdays = []paraphrase{
	// 全区不执行国家关于4月23日上班的规定; 4月23日我区不执行国家调休上班安排
	wording(ourRegion+notBy+theNation+itsRule+`(`+someDays+`)`+workDay+`的?(?:规定|安排|要求|通知)?(?:执行|上班)?`, `我区${1}放假`),
	wording(`(`+someDays+`)，?`+ourRegion+notBy+theNation+itsRule+workDay+`的?(?:规定|安排|要求|通知)?(?:执行)?`, `我区${1}放假`),
	// 国家规定的4月23日上班，我区不执行
	wording(`(?:原|本|原来)?(?:按照?|根据)?`+theNation+itsRule+`(`+someDays+`)`+workDay+`(?:的?(?:规定|安排|要求))?，`+yetOff, `我区${1}放假`),
	// 4月23日原按国家安排上班，调整为放假; 4月23日原为国家规定的上班日，我区不再上班
	wording(`(`+someDays+`)，?(?:原|本|原来|原本|原定)?(?:按照?|根据|为|是|系|属|应)*`+theNation+itsRule+workDay+`，`+yetOff, `我区${1}放假`),
	wording(`(`+someDays+`)`+workDay+`，(?:我区|全区|本区|自治区)内?(?:现|调整为|调整|改为)*(?:放假|休息|公休|不上班|不补班)`, `我区${1}放假`),
	wording(`(`+someDays+`)(?:原|本|因|由于)[^0-9，。]{0,10}`+workDay+`，`+yetOff, `我区${1}放假`),
	// 原定4月23日的劳动节调休上班取消
	wording(`(?:原定?|原来)(`+someDays+`)的?[^0-9，。]{0,6}`+workDay+`(?:予以|现予以)?取消`, `我区${1}放假`),
}

// movedWorkdays say which day is worked in the place of another.
var movedWorkdays = []paraphrase{
	// 将国家规定的4月1日上班调整到4月8日上班; 国家规定4月1日上班，我区调整为4月8日上班
	wording(`(?:将|把)`+theNation+itsRule+`(`+aDay+`)`+workDay+`(?:调整|改|调)(?:到|至|为|在)(`+aDay+`)(上班|补班)`, `我区${1}放假，${2}${3}`),
	wording(`(`+aDay+`)，?(?:原|本|原来|原本|原定)(?:按照?|根据|为|是|系|属|应)*`+theNation+itsRule+workDay+`，`+ourRegion+`(?:现|调整为|调整到|调整至|调至|改为|改在)+(`+aDay+`)(上班|补班)`, `我区${1}放假，${2}${3}`),
	wording(`(^|，)(?:我区|全区|本区|自治区)?(?:调整为|调整到|调整至|调至|改为|改在)(`+aDay+`)(上班|补班)`, `${1}我区${2}${3}`),
	// 4月16日(星期五)与4月18日(星期日)调休
	wording(`(`+bareDay+`\((?:星期|周)[一二三四五]\))[与和](`+aWeekend+`)(?:进行|相互|互相)?调休`, `${1}与${2}对调`),
	// 4月18日补4月16日的班
	wording(`(`+aDay+`)补(?:上)?(`+aDay+`)的?(?:班|工作)`, `${2}放假，${1}上班`),
	// 4月16日补4月18日公休
	wording(`(`+aDay+`)补(`+aDay+`)的?(?:公休日?|休息日?)`, `${1}放假，${2}上班`),
	wording(`上班时间(?:安排)?：`, `上班时间为`),
}

// weekendsBeside say with which weekend days the days off are one run.
var weekendsBeside = []paraphrase{
	// 连同3月29日、30日周末共休4天; 与4月13日(星期六)、4月14日(星期日)连休，共4天
	wording(`，?(?:连同|加上|与|和|同|连)(?:前面|后面|前|后)?的?`+weekends+`?\(?`+aWeekend+`(?:[、和至]`+aWeekend+`)?\)?的?(?:两天|2天)?`+weekends+`?`+inAll, `，与周末连休，共${1}天`),
	wording(`，?(?:连同|加上|连|与|和|同)(?:前后|前面|后面|紧邻|相邻)?的?(?:两天|2天)?`+weekends+`(?:的?休息|公休)?`+inAll, `，与周末连休，共${1}天`),
	wording(`(，`+aDay+`(?:上班|补班))，与周末连休，共`+numbered, `，与周末连休，共${2}天${1}`),
	// 与清明节假期连休5天(4月4日至8日)
	wording(`连休`+numbered+`\((`+aDay+`至`+aDay+`)\)`, `相连，${2}连休${1}天`),
}

// runs are the first and the last day in other words.
var runs = []paraphrase{
	// 自4月21日起放假，至4月23日结束
	wording(`(?:放假)?(?:时间)?(?:自|从)(`+aDay+`)(?:起|开始)?(?:放假|休假)?，?(?:至|到)(`+aDay+`)(?:结束|止|为止|放假结束|收假)(?:放假)?`, `${1}至${2}放假`),
	wording(`(?:自|从)?(`+aDay+`)(?:起|开始)(?:放假|休假)，(?:至|到)?(`+aDay+`)(?:结束|止|为止|放假结束|收假)`, `${1}至${2}放假`),
	wording(`(?:自|从)?(`+aDay+`)(?:起|开始)(?:放假|休假)`+numbered+`，(?:至|到)?(`+aDay+`)(?:结束|止|为止|放假结束|收假)`, `${1}至${3}放假${2}天`),
	// 4月18日至22日，共5天假期
	wording(`(`+aDay+`至`+aDay+`)，?共([0-9]{1,2}|[一二两三四五六七八九十])天的?假期`, `${1}放假，共${2}天`),
}

func wording(pattern, plain string) paraphrase { return paraphrase{regexp.MustCompile(pattern), plain} }

// plainly returns a sentence in the words that the parser reads.
func (r *reader) plainly(body []rune) []rune {
	s := string(body)
	if !r.region || !strings.ContainsRune(s, '日') {
		return body
	}
	for _, p := range regionalWordings {
		s = p.wording.ReplaceAllString(s, p.plain)
	}
	return []rune(strings.Trim(strings.ReplaceAll(s, "，，", "，"), "，"))
}
