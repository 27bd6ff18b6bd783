package app

import (
	"fmt"
	"io/fs"
	"testing/fstest"

	"shixian/deadlines"
	"shixian/deadlines/rules"
	"shixian/holidays"
	"shixian/holidays/data"
	"shixian/holidays/datafile"
)

// loadData loads and checks the embedded data, and the calendars and rules of a
// folder, which may be "".
func loadData(folder string) (*holidays.Source, *deadlines.Catalogue, error) {
	src, err := data.Embedded()
	if err != nil {
		return nil, nil, fmt.Errorf("内置的通知 / embedded notices:\n%w", err)
	}
	if folder == "" {
		return load(src, rules.Files(), nil)
	}
	f, err := datafile.OpenFolder(folder)
	if err != nil {
		return nil, nil, fmt.Errorf("规则文件夹 / folder of rules: %w", err)
	}
	defer f.Close()
	return load(src, rules.Files(), f)
}

// load loads and checks files of rules, and a further folder of rules and calendars, which
// may be nil. It adds the calendars to src.
func load(src *holidays.Source, ruleFiles fs.FS, further *datafile.Folder) (*holidays.Source, *deadlines.Catalogue, error) {
	var folders []*datafile.Folder
	if further != nil {
		if err := data.AddFolder(src, further); err != nil {
			return nil, nil, fmt.Errorf("日历 / calendars:\n%w", err)
		}
		folders = append(folders, further)
	}
	// The rules' own cases are run on these notices, whatever is recorded.
	table, err := holidays.NewTable(src, 0, nil)
	if err != nil {
		return nil, nil, err
	}
	catalogue, err := rules.LoadFrom(table, ruleFiles, folders...)
	if err != nil {
		return nil, nil, fmt.Errorf("规则 / rules:\n%w", err)
	}
	return src, catalogue, nil
}

// The folders of a bundle's files: the calendars and the rules of the program that made
// it, and its folder of further ones.
const (
	calendarsFolder = "calendars"
	rulesFolder     = "rules"
	furtherFolder   = "further"
)

// dataFiles returns the texts of all files that [loadData] reads, by their paths.
func dataFiles(folder string) (map[string]string, error) {
	files := map[string]string{}
	for name, from := range map[string]fs.FS{calendarsFolder: data.Files(), rulesFolder: rules.Files()} {
		err := fs.WalkDir(from, ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := fs.ReadFile(from, path)
			files[name+"/"+path] = string(text)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	if folder == "" {
		return files, nil
	}
	f, err := datafile.OpenFolder(folder)
	if err != nil {
		return nil, fmt.Errorf("规则文件夹 / folder of rules: %w", err)
	}
	defer f.Close()
	names, err := f.Names()
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		text, err := f.Read(name)
		if err != nil {
			return nil, err
		}
		files[furtherFolder+"/"+name] = string(text)
	}
	return files, nil
}

// loadFiles is [loadData] of the files of a bundle.
func loadFiles(files map[string]string) (*holidays.Source, *deadlines.Catalogue, error) {
	all := fstest.MapFS{} // files in memory
	for name, text := range files {
		all[name] = &fstest.MapFile{Data: []byte(text)}
	}
	sub := func(folder string) fs.FS {
		f, _ := fs.Sub(all, folder) // fails for a wrong name only
		return f
	}
	var further *datafile.Folder
	if _, err := fs.Stat(all, furtherFolder); err == nil {
		further = &datafile.Folder{Name: furtherFolder, FS: sub(furtherFolder)}
	}
	src, err := data.Load(sub(calendarsFolder))
	if err != nil {
		return nil, nil, fmt.Errorf("日历 / calendars:\n%w", err)
	}
	return load(src, sub(rulesFolder), further)
}
