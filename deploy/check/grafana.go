package check

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// dashboardSchema is made from Grafana's own types, see grafana/dashboard.ts.
//
//go:embed grafana/dashboard.schema.json
var dashboardSchema []byte

var dashboards = sync.OnceValues(func() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(dashboardSchema))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("dashboard.json", doc); err != nil {
		return nil, err
	}
	return c.Compile("dashboard.json")
})

// dashboard is what the checks look at; the schema sees to the rest.
type dashboard struct {
	UID, Title, Description, Timezone string
	Tags                              []string
	Panels                            []panel
	Templating                        struct{ List []variable }
	Links                             []struct{ Title, URL string }
	Annotations                       struct {
		List []struct{ Expr, Name, TitleFormat string }
	}
}

type variable struct {
	Name, Label, Type string
	Datasource        reference
}

type reference struct{ Type, UID string }

type panel struct {
	ID                       int
	Type, Title, Description string
	Datasource               reference
	GridPos                  area
	Targets                  []target
	FieldConfig              struct {
		Defaults struct {
			Unit       string
			Thresholds struct{ Steps []struct{ Value *float64 } }
		}
	}
}

type area struct{ X, Y, W, H int }

type target struct {
	RefID, Expr    string
	Datasource     reference
	Instant, Range bool
}

// Dashboard returns what is wrong with the text of a dashboard that stands in the
// file name.json.
func Dashboard(name string, text []byte) []string {
	var p problems
	schema, err := dashboards()
	if err != nil {
		return []string{err.Error()}
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err == nil {
		err = schema.Validate(doc)
	}
	var d dashboard
	if err == nil {
		err = json.Unmarshal(text, &d)
	}
	if err != nil {
		return []string{err.Error()}
	}
	p.unless(d.UID == name, "the uid is %s", d.UID)
	p.unless(d.Timezone == "Asia/Shanghai", "the time zone is %q", d.Timezone)
	p.unless(slices.Contains(d.Tags, "shixian"), "the tag is missing by which dashboards link to each other")
	p.bilingual("the dashboard", d.Title, d.Description)
	p.variables(&d)
	p.ways(&d)
	p.panels(d.Panels)
	p.used(&d)
	return p
}

var (
	han         = regexp.MustCompile(`\p{Han}`)
	twoLanguage = regexp.MustCompile(`(?s)^[^。]*\p{Han}[^。]*。.*[A-Za-z]{3}.*\.$`)
)

// bilingual: a title is Chinese / English, or a name that is the same in both; what
// describes it is Chinese, then English.
func (p *problems) bilingual(what, title, description string) {
	zh, en, two := strings.Cut(title, " / ")
	ok := title != "" && !han.MatchString(title)
	if two {
		ok = han.MatchString(zh) && en != "" && !han.MatchString(en)
	}
	p.unless(ok, "%s: the title %q is not Chinese / English", what, title)
	p.unless(twoLanguage.MatchString(description), "%s: the description %q is not Chinese, then English", what, description)
}

// ways: a reader gets to the runbook, to logs and to traces, whose addresses are variables,
// and tells deployments apart.
func (p *problems) ways(d *dashboard) {
	for _, name := range []string{"namespace", "job", "runbook", "logs", "traces"} {
		p.unless(slices.ContainsFunc(d.Templating.List, func(v variable) bool { return v.Name == name }), "there is no variable %s", name)
	}
	for _, name := range []string{"runbook", "logs", "traces"} {
		p.unless(slices.ContainsFunc(d.Links, func(l struct{ Title, URL string }) bool { return l.URL == "${"+name+":raw}" }), "no link leads to the %s", name)
	}
}

// source is the data source that the reader chooses.
var source = reference{"prometheus", "${ds}"}

func (p *problems) variables(d *dashboard) {
	p.unless(len(d.Templating.List) > 0 && d.Templating.List[0].Name == "ds" && d.Templating.List[0].Type == "datasource", "the first variable is not ds")
	for _, v := range d.Templating.List {
		p.unless(v.Type == "datasource" || v.Type == "textbox" || v.Datasource == source, "variable %s asks %v", v.Name, v.Datasource)
		p.unless(strings.Contains(v.Label, " / "), "variable %s: the label %q is not Chinese / English", v.Name, v.Label)
	}
	p.unless(len(d.Annotations.List) > 0, "there are no annotations")
	for _, a := range d.Annotations.List {
		p.unless(a.Expr != "" && a.TitleFormat != "" && strings.Contains(a.Name, " / "), "annotation %q is not whole", a.Name)
	}
}

func (p *problems) panels(all []panel) {
	ids := map[int]bool{}
	for i := range all {
		pan := &all[i]
		what := fmt.Sprintf("panel %d", pan.ID)
		p.unless(!ids[pan.ID], "%s: the id is there twice", what)
		ids[pan.ID] = true
		for _, other := range all[:i] {
			p.unless(!pan.GridPos.overlaps(other.GridPos), "%s lies over panel %d", what, other.ID)
		}
		g := pan.GridPos
		p.unless(g.X >= 0 && g.Y >= 0 && g.W > 0 && g.H > 0 && g.X+g.W <= 24, "%s lies outside: %+v", what, g)
		if pan.Type != "row" {
			p.panel(what, pan)
		}
	}
}

func (a area) overlaps(b area) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

func (p *problems) panel(what string, pan *panel) {
	p.bilingual(what, pan.Title, pan.Description)
	p.unless(pan.Datasource == source, "%s asks %v", what, pan.Datasource)
	p.unless(pan.FieldConfig.Defaults.Unit != "", "%s has no unit", what)
	steps := pan.FieldConfig.Defaults.Thresholds.Steps
	p.unless(len(steps) > 0 && steps[0].Value == nil, "%s: the first threshold is not the lowest", what)
	for i := 2; i < len(steps); i++ {
		p.unless(steps[i].Value != nil && *steps[i].Value > *steps[i-1].Value, "%s: the thresholds do not rise", what)
	}
	p.unless(len(pan.Targets) > 0, "%s asks nothing", what)
	refs := map[string]bool{}
	for _, t := range pan.Targets {
		p.unless(t.RefID != "" && !refs[t.RefID], "%s: the query %q is there twice, or has no name", what, t.RefID)
		refs[t.RefID] = true
		p.unless(strings.TrimSpace(t.Expr) != "", "%s: query %s is empty", what, t.RefID)
		p.unless(t.Datasource == source, "%s: query %s asks %v", what, t.RefID, t.Datasource)
		p.unless(t.Instant != t.Range, "%s: query %s is neither a range nor a moment", what, t.RefID)
	}
}

// variableName is a variable in a query; Grafana's own begin with two underscores.
var variableName = regexp.MustCompile(`\$\{?([a-z_]+)`)

// used: every variable in a query is declared, and the other way round.
func (p *problems) used(d *dashboard) {
	known := map[string]bool{"__rate_interval": true, "__interval": true, "__range": true, "ds": true}
	declared := map[string]bool{}
	for _, v := range d.Templating.List {
		known[v.Name], declared[v.Name] = true, true
	}
	delete(declared, "ds")
	for _, l := range d.Links {
		for _, m := range variableName.FindAllStringSubmatch(l.URL, -1) {
			p.unless(known[m[1]], "link %s: there is no variable %s", l.Title, m[1])
			delete(declared, m[1])
		}
	}
	for _, pan := range d.Panels {
		for _, t := range pan.Targets {
			for _, m := range variableName.FindAllStringSubmatch(t.Expr, -1) {
				p.unless(known[m[1]], "panel %d: there is no variable %s", pan.ID, m[1])
				delete(declared, m[1])
			}
		}
	}
	for name := range declared {
		p.unless(false, "nothing uses the variable %s", name)
	}
}
