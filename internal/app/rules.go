package app

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/deadlines/search"
	"shixian/internal/config"
)

type rulesCommand struct {
	List  rulesListCommand  `cmd:"" default:"withargs" help:"列出规则 / List the rules."`
	Check rulesCheckCommand `cmd:"" help:"检查一个文件夹的规则和日历，说明全部错处 / Check the rules and calendars of a folder, and say all that is wrong."`
}

type rulesCheckCommand struct {
	Folder string `arg:"" help:"文件夹 / Folder."`
}

// Run checks what the service would check at its start, and says what there is.
func (c *rulesCheckCommand) Run(p Process) error {
	_, catalogue, err := loadData(c.Folder)
	if err != nil {
		return err
	}
	own := len(catalogue.Rules)
	if _, embedded, err := loadData(""); err == nil {
		own -= len(embedded.Rules)
	}
	_, err = fmt.Fprintf(p.Stdout, "没有错处：%[1]d 条规则，算例都相符 / nothing is wrong: %[1]d rules, and all their cases agree\n", own)
	return err
}

type rulesListCommand struct {
	config.Settings `group:"settings"`
	Words           []string `arg:"" optional:"" name:"word" help:"要找的：汉字、拼音、条号、时限、区县 / What to find: Chinese, pinyin, an article, a limit, a district."`
	Lang            string   `enum:"zh,en" default:"zh" help:"语言：zh 或 en / Language: zh or en."`
	JSON            bool     `name:"json" help:"输出 JSON / Print JSON."`
}

// catalogue returns the rules by which the other commands count: those of the bundle, if the
// settings name one.
func (c *rulesListCommand) catalogue() (*deadlines.Catalogue, error) {
	if c.Bundle == "" {
		_, catalogue, err := loadData(c.Rules)
		return catalogue, err
	}
	_, _, catalogue, err := loadBundle(c.Bundle, c.BundleKey)
	return catalogue, err
}

// Run lists the rules that a search finds, as GET /v1/rules does.
func (c *rulesListCommand) Run(p Process) error {
	catalogue, err := c.catalogue()
	if err != nil {
		return err
	}
	out := wire.Rules{Rules: []wire.Rule{}, Catalogue: catalogue.Position()}
	table := tabwriter.NewWriter(p.Stdout, 0, 0, 2, ' ', 0)
	for _, found := range search.New(catalogue).Find(strings.Join(c.Words, " "), "") {
		r := catalogue.Rule(found.ID)
		out.Rules = append(out.Rules, wire.NewRule(r))
		if !c.JSON {
			fmt.Fprintf(table, "%s\t%s\t%s\n", r.ID, r.Jurisdiction.Name.In(c.Lang), r.Title.In(c.Lang))
		}
	}
	if c.JSON {
		return json.NewEncoder(p.Stdout).Encode(out)
	}
	return table.Flush()
}
