package offline

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	fenced  = regexp.MustCompile("(?ms)^ *```.*?^ *```$")
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	named   = regexp.MustCompile(`<a id="([^"]+)">`)
	between = regexp.MustCompile(`[^\p{L}\p{N}_ -]`)
)

// places are what a link to a page can end with, after "#".
func places(text string) map[string]bool {
	out := map[string]bool{}
	text = fenced.ReplaceAllString(text, "")
	for _, m := range heading.FindAllStringSubmatch(text, -1) {
		plain := link.ReplaceAllString(m[1], "]")
		out[strings.ReplaceAll(between.ReplaceAllString(strings.ToLower(plain), ""), " ", "-")] = true
	}
	for _, m := range named.FindAllStringSubmatch(text, -1) {
		out[m[1]] = true
	}
	return out
}

// each calls do with the files below a folder whose names end so.
func each(t *testing.T, root, end string, do func(path, text string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if e.IsDir() && path != root && (strings.HasPrefix(e.Name(), ".") || e.Name() == "node_modules" || e.Name() == "bin") {
			return filepath.SkipDir
		}
		if err == nil && strings.HasSuffix(path, end) {
			do(path, read(t, path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// deadLinks returns the links of the pages below a folder that lead to no file or heading,
// but for those into folders that are left out.
func deadLinks(t *testing.T, root string, without ...string) (dead []string, pages int) {
	t.Helper()
	each(t, root, ".md", func(path, text string) {
		pages++
		for _, m := range link.FindAllStringSubmatch(fenced.ReplaceAllString(text, ""), -1) {
			if !strings.Contains(m[1], ":") && !leads(t, root, path, m[1], without) {
				dead = append(dead, strings.TrimPrefix(path, root)+": "+m[1])
			}
		}
	})
	return dead, pages
}

// leads reports whether a link of a page leads somewhere.
func leads(t *testing.T, root, page, to string, without []string) bool {
	t.Helper()
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
	if _, err := os.Stat(target); err != nil {
		return false
	}
	return place == "" || places(read(t, target))[place]
}

// TestLinks: each link of a page leads to a file, and to a heading there, in the source and
// in the package, which has all pages but those of the tests.
func TestLinks(t *testing.T) {
	for root, without := range map[string][]string{"../..": nil, filepath.Join(unpacked(t), "docs"): {"test"}} {
		dead, pages := deadLinks(t, root, without...)
		if pages < 40 {
			t.Errorf("%s: only %d pages", root, pages)
		}
		for _, d := range dead {
			t.Errorf("%s: it leads nowhere: %s", root, d)
		}
	}
	folder := t.TempDir()
	write(t, filepath.Join(folder, "a.md"), "# One `two`: 三\n[x](a.md#one-two-三) [y](#four) [z](b.md)\n")
	if dead, _ := deadLinks(t, folder); len(dead) != 2 {
		t.Errorf("%q", dead)
	}
}

var (
	function = regexp.MustCompile(`(?m)^func ((?:Test|Benchmark)\w+)\(`)
	mention  = regexp.MustCompile(`\b(?:Test|Benchmark)[A-Z]\w+`)
)

// TestNamed: what pages name as shown by a test is shown by one that is there.
func TestNamed(t *testing.T) {
	tests, named := "", 0
	each(t, "../..", "_test.go", func(_, text string) {
		for _, m := range function.FindAllStringSubmatch(text, -1) {
			tests += " " + m[1]
		}
	})
	each(t, "../..", ".md", func(path, text string) {
		for _, name := range mention.FindAllString(text, -1) {
			if named++; !strings.Contains(tests, " "+name) { // go test takes how names begin
				t.Errorf("%s: there is no %s", path, name)
			}
		}
	})
	if named < 100 {
		t.Errorf("only %d tests are named", named)
	}
}
