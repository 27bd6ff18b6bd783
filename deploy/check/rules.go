package check

import (
	"fmt"
	"os"
	"path/filepath"

	"sigs.k8s.io/yaml"
)

// PrometheusRule returns, as YAML, the object by which the Prometheus operator
// takes over the rule files (*.yml) of a folder. Groups stand in the order of the
// files' names.
func PrometheusRule(folder string) ([]byte, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.yml"))
	if err != nil {
		return nil, err
	}
	var groups []any
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var rules struct {
			Groups []any `json:"groups"`
		}
		if err := yaml.UnmarshalStrict(text, &rules); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		groups = append(groups, rules.Groups...)
	}
	text, err := yaml.Marshal(map[string]any{
		"apiVersion": "monitoring.coreos.com/v1",
		"kind":       "PrometheusRule",
		"metadata":   map[string]any{"name": "shixian", "labels": map[string]any{"app.kubernetes.io/name": "shixian"}},
		"spec":       map[string]any{"groups": groups},
	})
	return append([]byte("# Made from deploy/prometheus/rules by \"make rules\": change them there.\n"), text...), err
}
