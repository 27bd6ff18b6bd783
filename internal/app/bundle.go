package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"

	"shixian/deadlines"
	"shixian/holidays"
	"shixian/holidays/live"
	"shixian/holidays/record"
	"shixian/holidays/record/bundle"
	"shixian/holidays/record/bundlefile"
	"shixian/holidays/record/checkpoint"
	"shixian/internal/config"
)

// bundleFile is the file in the data folder of the bundle that is in use.
const bundleFile = "bundle.kept"

type bundleCommand struct {
	Export bundleExportCommand `cmd:"" help:"把记录、规则和签名写进一个文件 / Write record, rules and signature into one file."`
}

type bundleExportCommand struct {
	config.Settings `group:"settings"`

	File string `arg:"" help:"文件，整个换上 / the file, which is replaced whole."`
}

// Run writes a bundle of the record, also while the service runs. It changes nothing of
// the record.
func (c *bundleExportCommand) Run(ctx context.Context, p Process) error {
	keys, err := openKeys(&c.Settings, false, nil)
	if err != nil {
		return err
	}
	if !keys.Signs() {
		return errors.New("没有签名密钥 / there is no signing key; see SHIXIAN_SIGNING_KEY_FILE")
	}
	b, err := c.bundle(ctx, p)
	if err != nil {
		return err
	}
	text, err := b.Encode(keys)
	if err != nil {
		return err
	}
	if _, err := bundle.Decode(text, keys); err != nil { // nobody should have to find out later
		return err
	}
	if err := bundlefile.WriteFile(c.File, text); err != nil {
		return err
	}
	_, err = fmt.Fprintf(p.Stdout, "%s\n%s\n", c.File, b.Position())
	return err
}

func (c *bundleExportCommand) bundle(ctx context.Context, p Process) (*bundle.Bundle, error) {
	src, _, err := loadData(c.Rules)
	if err != nil {
		return nil, err
	}
	store, err := openExisting(ctx, &c.Settings)
	if err != nil {
		return nil, err
	}
	defer store.Close()
	id, events, err := wholeRecord(ctx, store)
	if err != nil {
		return nil, err
	}
	state := record.Fold(events)
	if lacking := live.Missing(state, src); len(lacking) > 0 {
		return nil, fmt.Errorf("记录中还没有通知 %s：先用这个程序启动一次服务 / the record lacks the notice %[1]s: start the service with this program first", lacking[0].ID)
	}
	if _, err := live.BuildTable(state, src); err != nil {
		return nil, err
	}
	files, err := dataFiles(c.Rules)
	if err != nil {
		return nil, err
	}
	return &bundle.Bundle{Made: p.Now(), Program: p.Build.Version, Record: id, Events: events, Files: files}, nil
}

// bundleKeys returns the keys by which bundles are valid.
func bundleKeys(public []string) (*checkpoint.Keys, error) {
	keys, err := checkpoint.NewKeys(nil, public...)
	if err != nil {
		return nil, fmt.Errorf("SHIXIAN_BUNDLE_KEY: %w", err)
	}
	return keys, nil
}

func readBundle(file string, public []string) (*bundle.Bundle, error) {
	keys, err := bundleKeys(public)
	if err != nil {
		return nil, err
	}
	text, err := bundlefile.ReadFile(file)
	if err != nil {
		return nil, err
	}
	b, err := bundle.Decode(text, keys)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return b, nil
}

// loadBundle reads a bundle, and what its files are.
func loadBundle(file string, public []string) (*bundle.Bundle, *holidays.Source, *deadlines.Catalogue, error) {
	b, err := readBundle(file, public)
	if err != nil {
		return nil, nil, nil, err
	}
	src, catalogue, err := loadFiles(b.Files)
	return b, src, catalogue, err
}

// openBundle opens the bundle that the settings name; nil if they name none.
func openBundle(s *config.Settings, log *slog.Logger) (*bundlefile.Store, error) {
	if s.Bundle == "" {
		return nil, nil
	}
	keys, err := bundleKeys(s.BundleKey)
	if err != nil {
		return nil, err
	}
	store, err := bundlefile.Open(s.Bundle, filepath.Join(s.Data, bundleFile), keys, log)
	if err != nil {
		return nil, fmt.Errorf("SHIXIAN_BUNDLE: %w", err)
	}
	return store, nil
}

// dataOf loads the data to answer by: that of a bundle, if there is one.
func dataOf(s *config.Settings, from *bundlefile.Store) (*holidays.Source, *deadlines.Catalogue, error) {
	if from == nil {
		return loadData(s.Rules)
	}
	return loadFiles(from.Current().Files)
}
