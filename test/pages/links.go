// Package pages follows the links of the documents, and has tests of what they name.
//
// Its assumption: a page is a file that ends in .md; a heading is linked to as on the
// places that host code: in lower case, with hyphens for blanks, without other marks.
package pages

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	fenced  = regexp.MustCompile("(?ms)^ *```.*?^ *```$")
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	anchor  = regexp.MustCompile(`<a id="([^"]+)">`)
	mark    = regexp.MustCompile(`[^\p{L}\p{N}_ -]`)
)

// Each calls do with each file below a folder whose name ends so, but for what git or npm
// keep there and what was built.
func Each(root, end string, do func(path, text string)) error {
	return filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && path != root && (strings.HasPrefix(e.Name(), ".") || e.Name() == "node_modules" || e.Name() == "bin"):
			return filepath.SkipDir
		case e.IsDir() || !strings.HasSuffix(path, end):
			return nil
		}
		text, err := os.ReadFile(path)
		do(path, string(text))
		return err
	})
}

// Dead returns the links of the pages below a folder that lead to no file, or to no heading
// of it, as "page: link", and how many pages there are. Links into the folders without are
// not followed.
func Dead(root string, without ...string) (dead []string, pages int, err error) {
	err = Each(root, ".md", func(path, text string) {
		pages++
		for _, m := range link.FindAllStringSubmatch(fenced.ReplaceAllString(text, ""), -1) {
			if !strings.Contains(m[1], ":") && !leads(root, path, m[1], without) {
				dead = append(dead, strings.TrimPrefix(path, root)+": "+m[1])
			}
		}
	})
	return dead, pages, err
}

// leads reports whether a link of a page leads somewhere.
func leads(root, page, to string, without []string) bool {
	file, place, _ := strings.Cut(to, "#")
	target := page
	if file != "" {
		target = filepath.Join(filepath.Dir(page), file)
	}
	for _, folder := range without {
		if strings.HasPrefix(target, filepath.Join(root, folder)) {
			return true
		}
	}
	if place == "" {
		_, err := os.Stat(target)
		return err == nil
	}
	text, err := os.ReadFile(target)
	return err == nil && places(string(text))[place]
}

// places are what a link to a page can end with, after "#".
func places(text string) map[string]bool {
	out := map[string]bool{}
	text = fenced.ReplaceAllString(text, "")
	for _, m := range heading.FindAllStringSubmatch(text, -1) {
		plain := link.ReplaceAllString(m[1], "]")
		out[strings.ReplaceAll(mark.ReplaceAllString(strings.ToLower(plain), ""), " ", "-")] = true
	}
	for _, m := range anchor.FindAllStringSubmatch(text, -1) {
		out[m[1]] = true
	}
	return out
}
