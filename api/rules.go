package api

import (
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/deadlines/search"
)

type ruleIndex struct {
	position      string // of the catalogue
	jurisdictions wire.Jurisdictions
	rules         []wire.Rule
	search        *search.Index
	at            map[string]int // the place in rules, by id
	shapes        []string
}

func newRuleIndex(cat *deadlines.Catalogue) *ruleIndex {
	x := &ruleIndex{position: cat.Position(), search: search.New(cat), at: map[string]int{}}
	x.jurisdictions.Catalogue = x.position
	at := map[*deadlines.Jurisdiction]int{}
	for _, r := range cat.Rules {
		if _, ok := at[r.Jurisdiction]; !ok {
			at[r.Jurisdiction] = len(x.jurisdictions.Jurisdictions)
			x.jurisdictions.Jurisdictions = append(x.jurisdictions.Jurisdictions, wire.NewJurisdiction(r))
		}
		x.jurisdictions.Jurisdictions[at[r.Jurisdiction]].Rules++
		out := wire.NewRule(r)
		x.at[r.ID] = len(x.rules)
		x.rules = append(x.rules, out)
		if !slices.Contains(x.shapes, string(out.Shape)) {
			x.shapes = append(x.shapes, string(out.Shape))
		}
	}
	return x
}

// @ID			listJurisdictions
// @Summary	区县 / Jurisdictions
// @Success	200	{object}	wire.Jurisdictions
// @Router		/v1/jurisdictions [get]
func (x *ruleIndex) listJurisdictions(*gin.Context) (wire.Jurisdictions, error) {
	return x.jurisdictions, nil
}

// @ID			listRules
// @Summary	规则 / Rules
// @Param		jurisdiction	query		string	false	"区县 / jurisdiction"
// @Param		shape			query		string	false	"类型 / shape"
// @Param		matter			query		string	false	"同一事项，各区县的规则 / the rules of all districts about one matter"
// @Param		q				query		string	false	"查找规则：汉字、拼音、拼音首字母、条号、时限、区县名；最像的在前 / words to find, best first: Chinese, pinyin, an article, a limit, a district"
// @Success	200				{object}	wire.Rules
// @Router		/v1/rules [get]
func (x *ruleIndex) listRules(c *gin.Context) (out wire.Rules, err error) {
	p := values(c, "jurisdiction", "shape", "matter", "q")
	district, given := p.Parameters["jurisdiction"]
	if given && !slices.ContainsFunc(x.jurisdictions.Jurisdictions, func(j wire.Jurisdiction) bool { return j.ID == district }) {
		p.Fail(problem.New(problem.InvalidParameter, "/jurisdiction", "jurisdiction", " /v1/jurisdictions 里的区县", "a jurisdiction of /v1/jurisdictions"))
	}
	shape := p.OneOf("shape", x.shapes...)
	matter, given := p.Parameters["matter"]
	if given && !slices.ContainsFunc(x.rules, func(r wire.Rule) bool { return isAbout(&r, matter) }) {
		p.Fail(problem.New(problem.InvalidParameter, "/matter", "matter", " /v1/rules 里的 matter", "a matter of /v1/rules"))
	}
	if p.Err != nil {
		return out, p.Err
	}
	return wire.Rules{Rules: x.find(district, shape, matter, p.Parameters["q"]), Catalogue: x.position}, nil
}

// isAbout reports whether a rule is about a matter, or about a part of it: countersign-reply
// covers countersign-reply-major.
func isAbout(r *wire.Rule, matter string) bool {
	rest, ok := strings.CutPrefix(r.Matter, matter)
	return ok && matter != "" && (rest == "" || rest[0] == '-')
}

// find returns the rules of a jurisdiction, a shape and a matter, if given, that a search
// finds; best first.
func (x *ruleIndex) find(jurisdiction, shape, matter, q string) []wire.Rule {
	out := []wire.Rule{}
	for _, found := range x.search.Find(q, jurisdiction) {
		r := x.rules[x.at[found.ID]]
		if (shape == "" || string(r.Shape) == shape) && (matter == "" || isAbout(&r, matter)) {
			out = append(out, r)
		}
	}
	return out
}

// @ID			getRule
// @Summary	一条规则 / One rule
// @Param		id	path		string	true	"规则 / rule id"	example(xihe.countersign-reply)
// @Success	200	{object}	wire.Rule
// @Failure	404	{object}	problem.Problem
// @Router		/v1/rules/{id} [get]
func (x *ruleIndex) getRule(c *gin.Context) (out wire.Rule, err error) {
	at, ok := x.at[c.Param("id")]
	if !ok {
		return out, problem.New(deadlines.CodeRuleUnknown, "/id", c.Param("id"))
	}
	return x.rules[at], nil
}
