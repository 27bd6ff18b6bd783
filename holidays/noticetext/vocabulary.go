package noticetext

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// citation is the title of a document between 《 and 》.
var citation = regexp.MustCompile(`《[^》]*》?`)

// phrases are the words that a sentence with dates may consist of. Whatever is
// not among them makes such a sentence unparsed.
var phrases = map[kind]string{
	tOff:   `放假调休 调休放假 顺延放假 放假公休 公休放假 放假补休 补休放假 放假休息 调休休息 放假并调休 放假 调休 补休 补假 公休 休息 休假 不上班 不再上班 不用上班 不需上班 不需要上班 无需上班 不必上班 不安排上班 不再安排上班 不调休上班 不再调休上班 法定节假日 法定假日 法定节日 公休日 休息日 补休日 调休日 放假日 节假日 双休日 小长假 调休假 补休假 法定假期 法定节假期 节日假期`,
	tUsual: `照常公休 照常休息 正常休息 正常公休 照常放假 正常双休 照常双休`,
	tWork: `上班 照常上班 正常上班 补班 补上班 调休上班 上班补休 恢复上班 恢复正常上班 开始上班 正常工作 照常工作 恢复正常工作 按正常工作日上班
		按工作日上班 工作日 正常工作日 法定工作日 上班日 正常办公 补班日 调休上班日 调休工作日 恢复正常工作秩序 上班工作`,
	tOffLabel:  `放假时间 放假日期 假期时间 放假调休时间 放假调休日期 调休放假时间 休假时间 放假安排为 放假调休安排为 假期安排为 放假时间安排 节日放假时间 连休时间 假期为 假期是 假日为 假期定为 假期安排在 假期时间为 假期时间是 放假定为 放假时间定为 假期从 假期自`,
	tWorkLabel: `上班时间为 上班时间是 上班日期 补班时间 补班日期 调休上班时间 上班时间安排`,
	tNotOff: `不放假 不再放假 不再放假调休 不放假调休 不再调休放假 不再统一放假 不再统一安排放假 不安排放假
		不再安排放假 不统一安排放假`,
	tCancel: `取消 予以取消 停止执行`,
	tExtend: `延长 顺延`,
	tMove: `公休日调至 公休日调到 公休日调整至 公休日调整到 公休日调整为 公休日移至 公休日分别调至 公休日分别调整至 公休日分别调整到 公休调至 公休调到
		休息日调至 休息日调到 休息日调整至 休息日调整到 两个公休日调至`,
	tSwap:   `对调 互换 调换 对换 进行对调 进行调换 互相调换 相互调换`,
	tBecome: `调整为 调整至 调整到 调至 调到 调为 改为 变更为`,
	tJoin:   `连同周末 连同双休日 连同公休日 加上周末 加上双休日 加上前后的周末 加上前后周末 加上前面的周末 加上后面的周末`,
	tFalls: `恰逢 适逢 正逢 正值 恰为 恰好是 正好是 逢 遇 恰遇 适逢周末 恰逢周末 正逢周末 逢周末 遇周末 适逢双休日 恰逢双休日 逢双休日 遇双休日
		适逢公休日 恰逢公休日 正逢公休日 逢公休日 遇公休日`,
	tNoMakeUp: `不补班 不再补班 无需补班 无须补班 不另行补班 不需补班 不用补班 不需要补班 不安排补班 不再安排补班 不调休补班`,
	tWas:      `原定 原定于 原 原计划 原安排 原定的 原来`,
	tAmong:    `其中`,
	tThatIs:   `即 也即 亦即`,
	tFrom:     `起`,
	tRange:    `至 到 - -- ~`,
	tList:     `、 和 及 与 以及`,
	tComma:    `， ：`,
	tLocal: `我区 本区 全区 我自治区 本自治区 本自治区内 全自治区 自治区内 自治区 广西 我省 我市 全省 全市 本省 本市 我区各地 区内 广西区内 我区内
		自治区行政区域内 本自治区行政区域内 全区各地 我县 全县 广西壮族自治区 广西壮族自治区内
		广西壮族自治区行政区域内 自治区范围内 全区范围内 我区行政区域内 自治区本级`,
	tNational: `国家规定 国家规定的 按国家规定 按照国家规定 按国家规定的 国务院规定 国务院规定的 国务院办公厅规定 国家法定 国家安排 国家统一安排 国家统一规定
		按国家统一规定 按照国家统一规定 按国务院规定 按照国务院规定 按国务院办公厅规定 国家放假安排 全国统一 全国统一安排 按国家统一安排 按全国统一规定 国家`,
	tBasis: `根据 按 按照 依据 依照 遵照`,
	tFiller: `于 在 将 的 为 是 由 从 自 定于 定为 统一 均 都 也 仍 仍然 则 再 分别 全天 依法 按规定 按规定的 安排 期间 时间 假期 假日 节日 放假安排
		假期安排 节日期间 放假期间 安排为 特作如下调休 特作如下安排 特作如下调整 作如下调休 作如下安排 作如下调整
		安排如下 具体安排如下 现安排如下 调整如下 现调整如下 放假安排如下 放假调休安排如下 具体如下 如下 全国 全体公民 全体职工 全体干部职工 公民 各族人民
		全国各族人民 不调休 不再调休 不补休 不再补休 不另行补休 不另补休 不作调休 不进行调休 不再另行补休 不再另行调休 不另行调休 无需调休 无须调休 不用调休 不需调休 不需要调休 不安排调休 不安排补休 不再安排补休 不再安排调休 精神 规定 通知精神 有关规定
		有关精神 要求 部分 传统 当天 当日 全民 两日 两天 这两天 此 该 同时 并 而 另外 此外 含周末 含双休日 含公休日
		包含周末 包括周末 法定 两个 三个 四个 正式 开始 决定 特此 民族 节庆 安排是 具体为 具体是 调休时间 调休安排 各地 各单位 各地各单位 已 今年 属于 属 系 以上 上述 原为 原是 执行 止 应为 本应为 今后 此后`,
}

// phrase is one entry of the table that [lexer] looks up.
type phrase struct {
	text []rune
	kind kind
}

// phraseTable has the phrases by their first rune, longest first.
var phraseTable = func() map[rune][]phrase {
	t := map[rune][]phrase{}
	for k, words := range phrases {
		for _, w := range strings.Fields(words) {
			r := []rune(w)
			t[r[0]] = append(t[r[0]], phrase{r, k})
		}
	}
	for _, ps := range t {
		slices.SortFunc(ps, func(a, b phrase) int { return cmp.Compare(len(b.text), len(a.text)) })
	}
	return t
}()

func hasPrefix(r, p []rune) bool { return len(r) >= len(p) && slices.Equal(r[:len(p)], p) }

// verbs are the stems by which a sentence without dates is known to be about
// days off or days worked.
var verbs = regexp.MustCompile(`放假|上班|补班|补休|补假|调休|公休|休息|休假|连休|不上班`)

func hasVerb(s string) bool { return verbs.MatchString(s) }

// relative are the words for days that depend on other days. A festival's name
// is one if it stands for the day itself.
var relative = regexp.MustCompile(`节后|节前|假后|假前|年后|年前|次日|翌日|隔日|第二天|第三天|第[一二两三四五六七八九十0-9]+个?(?:工作日|天|日|周)|首个|首日|前一|后一|最后一|前一天|后一天|前夕|前后|下周|本周|上周|下个?月|下个?星期|当周|同周|顺延|提前|推后|(?:星期|周|礼拜)[一二三四五六日天末]|月底|月初|上旬|中旬|下旬|初[一二三四五六七八九十]|除夕|假期(?:前|后|最后)|双休日|随后|紧接`)
