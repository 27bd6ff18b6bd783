package noticetext

import (
	"regexp"
	"slices"
	"strings"

	"shixian/holidays"
)

// checkEntries reports entries whose festival the text does not name.
func (r *reader) checkEntries() {
	for _, e := range r.out.Notice.Entries {
		if !r.isNamed(e.Festival) {
			r.problem(problemFestival, e.Festival+" "+e.From.String())
		}
	}
}

// nameStarts are what stands before the name of a festival in an opening sentence.
var nameStarts = []string{"、", "年", "和", "及", "与", `"`, "将"}

// isNamed reports whether every festival of an entry is one that is known, or
// that the title or the opening sentence has.
func (r *reader) isNamed(festival string) bool {
	for _, name := range strings.Split(festival, "、") {
		if name == "" {
			return false
		}
		known := festivalNames[name] != "" || slices.Contains(r.statutory, name) || slices.Contains(r.meta.festivals, name) ||
			slices.ContainsFunc(nameStarts, func(before string) bool { return strings.Contains(r.meta.opening, before+name) })
		if !known {
			return false
		}
	}
	return true
}

// tentative are the words of a text that is not settled.
var tentative = regexp.MustCompile(`征求意见稿|送审稿|讨论稿|代拟稿|草案|[(]拟[)]|拟[将于]|[(](?:第[一二三四五六七八九十0-9]+)?稿[)]|初步安排|预安排|建议方案|暂定|待定|以[^，。；]{0,16}(?:正式|最终)[^，。；]{0,12}为准`)

// checkTentative reports words that say that the arrangement is not settled, in the
// text up to its closing lines and remarks below them.
func (r *reader) checkTentative() {
	for i, p := range r.sentences {
		if m := tentative.FindString(citation.ReplaceAllString(p.s, "")); m != "" && (i <= r.meta.closing || r.ofOffice(i)) && p.note != noteFurniture {
			r.problem(problemTentative, m)
			return
		}
	}
}

// disowned are the words with which a text, or the page around it, says that it is no notice
// in force: made up, guessed, a rumour, or repealed.
var disowned = regexp.MustCompile(`预测|推测|推算|猜测|(?:模拟|样[例稿张]|示例|示意|练习|范例|模板)(?:版|文|本|稿|件|用|[，。)〕】]|$)|供参考|网传|谣言|(?:假|虚假|不实)(?:消息|信息|通知)|非(?:官方|正式)|未经证实|尚未(?:正式)?(?:公布|发布|印发)|虚构|测试用|网友版|(?:人工智能|AI)生成|节选|摘[录登编]|[(]摘要[)]|已(?:经|被|予以|宣布)*(?:废止|失效|作废|撤销|停止执行)|^[〔(]?(?:失效|废止|作废)[〕)]?$|有效性：?(?:失效|废止|作废|无效)`)

// links are lines of a page that name other texts.
var links = regexp.MustCompile(`^(?:相关|上一篇|下一篇|附件)`)

// checkDisowned reports such words around the body. In the body they may be of other things
// (据气象部门预测), but for those of the text itself.
func (r *reader) checkDisowned() {
	for i, p := range r.sentences {
		m := disowned.FindString(citation.ReplaceAllString(p.s, ""))
		if m != "" && !links.MatchString(p.s) && (!r.inBody(i) || strings.HasSuffix(m, "供参考")) {
			r.problem(problemDisowned, m)
			return
		}
	}
}

// checkIssuer reports an office, in the title or the closing lines, that is no
// government's, and people for whom alone the notice is, in its title or opening.
func (r *reader) checkIssuer() {
	if m := someOnly.FindString(citation.ReplaceAllString(r.out.Title+r.meta.opening, "")); m != "" {
		r.problem(problemIssuer, m)
		return
	}
	if m := limits.FindString(r.meta.titleRest); m != "" {
		r.problem(problemIssuer, m)
		return
	}
	office, _, _ := strings.Cut(r.out.Title, "关于")
	for _, o := range []string{office, r.closingOffice()} {
		if o != "" && !governs.MatchString(o) {
			r.problem(problemIssuer, o)
			return
		}
	}
}

// someOnly are the words for those who may have days off of their own.
var someOnly = regexp.MustCompile(`学校|中小学|幼儿园|高校|大学|企业|公司|银行|医院`)

// governs is found in the name of an office that arranges days off for all.
var governs = regexp.MustCompile(`国务院|政府|^(?:自治区|省|市)?办公厅?室?$`)

// nationalNumber is the form of the national notices' document numbers.
var nationalNumber = regexp.MustCompile(`^国(?:办发明电|发明电|办发|发|办函|函)〔`)

// checkDocument reports a document number that cannot be one, or that is not of
// the year of issue, and a line in its place that is none.
func (r *reader) checkDocument() {
	doc := r.out.Notice.Document
	if doc == "" {
		if r.meta.numberLike != "" {
			r.problem(problemDocument, r.meta.numberLike)
		}
		return
	}
	issued := r.out.Notice.Issued
	_, rest, _ := strings.Cut(doc, "〔")
	year, _ := number([]rune(rest))
	if !r.region && !nationalNumber.MatchString(doc) || !issued.IsZero() && year != issued.Year() {
		r.problem(problemDocument, doc)
	}
}

// numberLike finds what may be a spoilt document number among the lines before
// the body.
var numberLike = regexp.MustCompile(`[〔〕]|发明电|政办[发电函]|国办|^\p{Han}{2,8}[0-9]{4}.{0,2}[0-9]+号`)

// newsLead is how a report about a notice begins; its number is no document's.
var newsLead = regexp.MustCompile(`^国办(?:发布|印发|公布|通知|明确)`)

func isNumberLike(s string) bool {
	if newsLead.MatchString(s) {
		return false
	}
	r := []rune(s)
	return numberLike.MatchString(string(r[:min(len(r), 40)])) && strings.ContainsAny(s, "0123456789")
}

func (r *reader) checkMetadata() {
	n := r.out.Notice
	if r.out.Title == "" {
		r.problem(problemTitle, "")
	}
	if n.Year == 0 {
		r.problem(problemYear, "")
	}
	switch y := n.Issued.Year(); {
	case n.Issued.IsZero() && r.meta.closing == len(r.sentences): // what checkComplete says
	case n.Issued.IsZero():
		r.problem(problemIssued, "")
	case n.Year != 0 && y != n.Year && y != n.Year-1:
		r.problem(problemIssuedYear, n.Issued.String())
	}
	r.checkDocument()
	r.checkIssuer()
	r.checkTentative()
	r.checkDisowned()
	if len(n.Entries) == 0 {
		r.problem(problemEntries, "")
	}
}

// missing returns the festivals that the title or the opening sentence announces and
// that the text does not come back to.
func (r *reader) missing() []string {
	names := r.openingNames()
	if len(r.out.Notice.Entries) > 0 { // else that is what is said
		names = appendNew(names, r.meta.festivals...)
	}
	return slices.DeleteFunc(names, func(name string) bool {
		national := r.region && !slices.Contains(r.meta.festivals, name)
		return national || slices.ContainsFunc(r.calledAlike(name), r.mentions)
	})
}

func (r *reader) openingNames() []string {
	s := announced.FindString(citation.ReplaceAllString(r.meta.opening, ""))
	if s == "" {
		return nil
	}
	return namesIn(lex([]rune(s), r.meta.festivals))
}

func (r *reader) mentions(name string) bool {
	arranged := slices.ContainsFunc(r.out.Notice.Entries, func(e holidays.Entry) bool { return named(e.Festival, []string{name}) })
	return arranged || slices.ContainsFunc(r.sentences, func(p sentenceText) bool {
		return p.note.Code == "" && p.s != r.meta.opening && strings.Contains(p.s, name)
	})
}
