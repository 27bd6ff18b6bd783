package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
)

// complete writes the modules' licences into the components of a CycloneDX file. A
// component that is not a module linked is an error: the list would not be whole.
func complete(file string, modules []module) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var sbom map[string]any
	if err := json.Unmarshal(text, &sbom); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	licences := map[string][]string{}
	for _, m := range modules {
		licences[m.Path+"@"+m.Version] = m.licences
	}
	components, _ := sbom["components"].([]any)
	if len(components) == 0 {
		return fmt.Errorf("%s: no components", file)
	}
	for _, c := range components {
		component, _ := c.(map[string]any)
		name := fmt.Sprintf("%v@%v", component["name"], component["version"])
		if licences[name] == nil {
			err = errors.Join(err, fmt.Errorf("%s: %s is not linked by the module as it is", file, name))
		}
		component["licenses"] = asserted(licences[name])
	}
	if err != nil {
		return err
	}
	if text, err = json.MarshalIndent(sbom, "", "  "); err != nil {
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o644)
}

// asserted returns licences as CycloneDX writes them: one by its id, several as an
// expression, for all of them hold.
func asserted(ids []string) []any {
	if len(ids) == 1 {
		return []any{map[string]any{"license": map[string]any{"id": ids[0]}}}
	}
	return []any{map[string]any{"expression": strings.Join(ids, " AND ")}}
}
