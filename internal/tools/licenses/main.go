// Command licenses lists the licences of everything that is linked into the service,
// and collects their texts, which have to be handed on with the program.
//
//	licenses                     print the list
//	licenses -check FILE         fail if FILE is another list
//	licenses -texts FOLDER       copy the texts of the licences
//	licenses -sbom FILE          write the licences into a CycloneDX file
//
// Its assumptions: it is run in the module's root; what is linked is what package
// main depends on, on any of the platforms; a module's licence is in files of its
// root folder. A licence that is not allowed, or not known, is an error.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
)

// allowed are the licences that ask for nothing but to be handed on; MPL-2.0 also asks
// for the source of its own files, which are linked unchanged.
var allowed = []string{"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "MPL-2.0"}

const head = `# 第三方许可 / Third-party licences

编入程序的全部 Go 模块及其许可，由 ` + "`make licenses`" + ` 生成；许可正文在 ` + "`bin/licenses`" + `，须随程序一并提供。

Every Go module that is linked into the program, and its licence, written by ` + "`make licenses`" + `. The texts are in ` + "`bin/licenses`" + `, and are to be handed on with the program.

| 模块 / module | 版本 / version | 许可 / licence |
| --- | --- | --- |
`

func main() {
	check := flag.String("check", "", "a list to compare with")
	texts := flag.String("texts", "", "a folder to copy the texts into")
	sbom := flag.String("sbom", "", "a CycloneDX file to write the licences into")
	flag.Parse()
	if err := run(*check, *texts, *sbom); err != nil {
		fmt.Fprintln(os.Stderr, "licenses:", err)
		os.Exit(1)
	}
}

func run(check, texts, sbom string) error {
	modules, err := linked()
	if err != nil {
		return err
	}
	for i := range modules {
		err = errors.Join(err, modules[i].detect())
	}
	if err != nil {
		return err
	}
	switch {
	case check != "":
		return compare(check, list(modules))
	case texts != "":
		return copyTexts(texts, modules)
	case sbom != "":
		return complete(sbom, modules)
	}
	_, err = os.Stdout.Write(list(modules))
	return err
}

// list returns the list as it stands in the documents.
func list(modules []module) []byte {
	var b bytes.Buffer
	b.WriteString(head)
	for _, m := range modules {
		version := m.Version
		if m.Path == std {
			version = "" // whatever Go it is built with
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", m.Path, version, strings.Join(m.licences, ", "))
	}
	return b.Bytes()
}

// compare says where the list in a file is another.
func compare(file string, want []byte) error {
	got, err := os.ReadFile(file)
	if err != nil || bytes.Equal(got, want) {
		return err
	}
	has, needs := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for _, l := range needs {
		if !slices.Contains(has, l) {
			err = errors.Join(err, fmt.Errorf("%s does not have: %s", file, l))
		}
	}
	for _, l := range has {
		if !slices.Contains(needs, l) {
			err = errors.Join(err, fmt.Errorf("%s has, and should not: %s", file, l))
		}
	}
	return errors.Join(err, errors.New("run make licenses"))
}
