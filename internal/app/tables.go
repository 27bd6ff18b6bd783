package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"shixian/api/problem"
	"shixian/api/wire"
	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/record/sqlstore"
	"shixian/internal/config"
)

// offline are the settings of a command that answers by itself, without a service.
type offline struct {
	config.Settings `group:"settings"`
	Embedded        bool   `help:"只按程序内置的日历表 / By the tables in the program only."`
	Lang            string `enum:"zh,en" default:"zh" help:"语言：zh 或 en / Language: zh or en."`
	JSON            bool   `name:"json" help:"输出 JSON / Print JSON."`
}

// tables returns the table and the rules to answer by, and says on standard error which
// table that is: that of the record, which is only read, or, if there is none, the one in
// the program.
func (o *offline) tables(ctx context.Context, p Process) (*holidays.Table, *deadlines.Catalogue, error) {
	if o.Bundle != "" && !o.Embedded {
		return o.bundleTables(p)
	}
	src, catalogue, err := loadData(o.Rules)
	if err != nil {
		return nil, nil, err
	}
	table, from, err := o.table(ctx, src)
	if err != nil {
		return nil, nil, err
	}
	_, err = fmt.Fprintln(p.Stderr, from.In(o.Lang))
	return table, catalogue, err
}

// told returns an error of the caller in words. With --json the problem stands in the place of
// the answer, as the service answers it, and the exit status tells the rest.
func (o *offline) told(p Process, err error) error {
	wrong := problem.Of(err, o.Lang)
	if !o.JSON {
		return errors.New(wrong.Detail)
	}
	wrong.InQuery()
	if _, err := fmt.Fprintf(p.Stdout, "%s\n", wire.AppendProblem(nil, &wrong)); err != nil {
		return err
	}
	return &Failure{Status: 1}
}

// bundleTables are those of a bundle.
func (o *offline) bundleTables(p Process) (*holidays.Table, *deadlines.Catalogue, error) {
	b, src, catalogue, err := loadBundle(o.Bundle, o.BundleKey)
	if err != nil {
		return nil, nil, err
	}
	t, err := live.BuildTable(record.Fold(b.Events), src)
	if err != nil {
		return nil, nil, err
	}
	_, err = fmt.Fprintln(p.Stderr, holidays.Text{
		ZH: fmt.Sprintf("按离线包 %s，版本 %s。", o.Bundle, b.Position()),
		EN: fmt.Sprintf("By the bundle %s, revision %s.", o.Bundle, b.Position()),
	}.In(o.Lang))
	return t, catalogue, err
}

func (o *offline) table(ctx context.Context, src *holidays.Source) (*holidays.Table, holidays.Text, error) {
	embedded := holidays.Text{ZH: "按程序内置的日历表。", EN: "By the tables in the program."}
	if o.Embedded {
		t, err := holidays.NewTable(src, 0, nil)
		return t, embedded, err
	}
	if o.DatabaseURL != "" {
		return nil, embedded, errors.New("SHIXIAN_DATABASE_URL: 命令只读 SQLite 的记录；请问服务，或加 --embedded 按程序内置的表算 / commands read the record of SQLite only; ask the service, or count by the tables in the program with --embedded")
	}
	events, err := sqlstore.ReadSQLite(ctx, o.Data)
	file := filepath.Join(o.Data, sqlstore.FileName)
	switch {
	case errors.Is(err, os.ErrNotExist), err == nil && len(events) == 0:
		t, err := holidays.NewTable(src, 0, nil)
		embedded.ZH = "没有记录 " + file + "，" + embedded.ZH
		embedded.EN = "There is no record " + file + ". " + embedded.EN
		return t, embedded, err
	case err != nil:
		return nil, embedded, fmt.Errorf("SHIXIAN_DATA: %w", err)
	}
	state := record.Fold(events)
	t, err := live.BuildTable(state, src)
	return t, holidays.Text{
		ZH: fmt.Sprintf("按记录 %s，版本 %s。", file, state.Position()),
		EN: fmt.Sprintf("By the record %s, revision %s.", file, state.Position()),
	}, err
}

// today is the civil date in Asia/Shanghai.
func (p Process) today() holidays.Date { return holidays.DateOf(p.Now().In(holidays.Shanghai)) }
