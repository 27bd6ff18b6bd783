package app

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shixian/api/console/page"
	"shixian/internal/config"
)

// TestOffice: a logo is read and checked at start, for its kind and its size.
func TestOffice(t *testing.T) {
	const svg = `<?xml version="1.0"?><!-- a sign --><svg xmlns="http://www.w3.org/2000/svg"/>`
	for name, c := range map[string]struct{ content, wrong string }{
		"svg":  {svg, ""},
		"png":  {"\x89PNG\x0D\x0A\x1A\x0A", ""},
		"html": {"<html><body>", "no PNG"},
		"xml":  {"<office/>", "no PNG"},
		"none": {"", "no PNG"},
		"big":  {svg + strings.Repeat(" ", page.MaxLogo), "65536"},
	} {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := readOffice(&config.Settings{OfficeName: "象山区政府办", OfficeLogo: file})
		switch {
		case c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong) || !strings.Contains(err.Error(), "SHIXIAN_OFFICE_LOGO")):
			t.Errorf("%s: %v", name, err)
		case c.wrong == "" && (err != nil || !bytes.Equal(got.Logo, []byte(c.content)) || got.Name != "象山区政府办"):
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	if _, err := readOffice(&config.Settings{OfficeLogo: filepath.Join(t.TempDir(), "gone.png")}); err == nil {
		t.Error("a file that is not there is read")
	}
}
