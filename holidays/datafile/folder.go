package datafile

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"go.yaml.in/yaml/v4"
)

// MaxBytes is the length of the longest file that [Folder.Read] reads.
const MaxBytes = 1 << 20

// Folder is a folder of data files. Folders in it are not looked into.
type Folder struct {
	Name string // how errors name the folder; empty for an embedded one
	FS   fs.FS
	root *os.Root
}

const unreadable = "文件夹读不了 / the folder cannot be read: "

// OpenFolder opens a folder on the disk, out of which no link leads. It is closed
// with [Folder.Close].
func OpenFolder(name string) (*Folder, error) {
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, &Error{File: filepath.ToSlash(name), Reason: unreadable + err.Error()}
	}
	return &Folder{Name: filepath.ToSlash(name), FS: root.FS(), root: root}, nil
}

// Close closes a folder that was opened.
func (f *Folder) Close() error {
	if f.root == nil {
		return nil
	}
	return f.root.Close()
}

// Path is how errors name a file of the folder.
func (f *Folder) Path(name string) string { return path.Join(f.Name, name) }

// Names returns the names of the data files, in order: those that end in .yaml and
// do not begin with a dot. The error is an [*Error].
func (f *Folder) Names() ([]string, error) {
	entries, err := fs.ReadDir(f.FS, ".")
	if err != nil {
		return nil, &Error{File: f.Name, Reason: unreadable + err.Error()}
	}
	var names []string
	for _, e := range entries {
		switch name := e.Name(); {
		case strings.HasPrefix(name, "."):
		case path.Ext(name) == ".yml":
			return nil, &Error{File: f.Path(name), Reason: "数据文件的名字以 .yaml 结尾 / a data file ends in .yaml"}
		case path.Ext(name) == ".yaml":
			names = append(names, name)
		}
	}
	return names, nil
}

// Read returns the text of a file. What is no regular file, leads out of the folder
// or is longer than [MaxBytes] is refused with an [*Error]; a pipe is not opened,
// since that would wait for a writer.
func (f *Folder) Read(name string) ([]byte, error) {
	fail := func(format string, args ...any) ([]byte, error) {
		return nil, &Error{File: f.Path(name), Reason: fmt.Sprintf(format, args...)}
	}
	info, err := fs.Stat(f.FS, name)
	switch {
	case err != nil:
		return fail("%v", err)
	case !info.Mode().IsRegular():
		return fail("这不是普通文件 / it is not a regular file")
	}
	file, err := f.FS.Open(name)
	if err != nil {
		return fail("%v", err)
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, MaxBytes+1))
	switch {
	case err != nil:
		return fail("%v", err)
	case len(text) > MaxBytes:
		return fail("文件超过 %[1]d 字节 / it is longer than %[1]d bytes", MaxBytes)
	}
	return text, nil
}

// HasKey reports whether text is a group of keys with this one among them, by which
// kinds of files are told apart before they are decoded.
func HasKey(text []byte, key string) bool {
	var doc yaml.Node
	if err := yaml.Load(text, &doc); err != nil || len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return false
	}
	_, value := child(doc.Content[0], key)
	return value != nil
}
