package openapi_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

const modules = "npm/node_modules"

// TestLinters: two linters of OpenAPI find nothing. Their rules are in npm/redocly.yaml and
// npm/spectral.yaml.
func TestLinters(t *testing.T) {
	description, err := filepath.Abs("../../docs/swagger.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(modules); err != nil {
		t.Fatalf("%v: deploy/deps.sh installs the linters", err)
	}
	for _, linter := range [][]string{
		{"@redocly/cli/bin/cli.js", "lint", "--config", "npm/redocly.yaml"},
		{"@stoplight/spectral-cli/dist/index.js", "lint", "--fail-severity", "hint", "--ruleset", "npm/spectral.yaml"},
	} {
		t.Run(filepath.Dir(linter[0]), func(t *testing.T) {
			t.Parallel()
			cmd := exec.CommandContext(t.Context(), "node", append([]string{filepath.Join(modules, linter[0])}, append(linter[1:], description)...)...)
			cmd.Env = append(os.Environ(), "REDOCLY_TELEMETRY=off", "REDOCLY_SUPPRESS_UPDATE_NOTICE=true")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}
