// Command schemas writes the JSON schemas in testdata/schemas, by which the tests
// of this module check the Kubernetes manifests without a cluster:
//
//	go run ./schemas testdata/schemas
//
// It reads the OpenAPI description that the Kubernetes release publishes, and the
// custom resource definitions of the releases named below, out of their Go modules.
// It is run by hand, when a version below changes; its output is committed, so that
// the tests neither download nor wait.
//
// The schemas are stricter than the API server's decoding: a field that a
// definition does not know is refused, and so is a value that is not among those of
// an enumerated type. The release's description leaves enumerations out; they are
// read from the Go types that it is generated from.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"
)

// The releases whose schemas are written.
const (
	kubernetes = "k8s.io/kubernetes@v1.37.2"
	types      = "k8s.io/api@v0.37.2"
	operator   = "github.com/prometheus-operator/prometheus-operator@v0.85.0"
	gateway    = "sigs.k8s.io/gateway-api@v1.5.1"
)

// kinds are the kinds that manifests here may have, by the package of their type.
var kinds = map[string][]string{
	"apps.v1":        {"Deployment", "StatefulSet"},
	"autoscaling.v2": {"HorizontalPodAutoscaler"},
	"batch.v1":       {"CronJob"},
	"core.v1":        {"ConfigMap", "Namespace", "Secret", "Service", "ServiceAccount"},
	"networking.v1":  {"NetworkPolicy"},
	"policy.v1":      {"PodDisruptionBudget"},
}

// customKinds are files of custom resource definitions.
var customKinds = map[string][]string{
	operator: {
		"example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml",
		"example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml",
	},
	gateway: {"config/crd/standard/gateway.networking.k8s.io_httproutes.yaml"},
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: schemas FOLDER")
		os.Exit(2)
	}
	if err := writeAll(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "schemas:", err)
		os.Exit(1)
	}
}

func writeAll(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	if err := writeBuiltin(folder); err != nil {
		return err
	}
	for module, files := range customKinds {
		for _, file := range files {
			if err := writeCustom(folder, module, file); err != nil {
				return fmt.Errorf("%s %s: %w", module, file, err)
			}
		}
	}
	return nil
}

// writeBuiltin writes one file of definitions, and for each kind one that refers
// to it.
func writeBuiltin(folder string) error {
	text, err := moduleFile(kubernetes, "api/openapi-spec/swagger.json")
	if err != nil {
		return err
	}
	var spec struct{ Definitions map[string]any }
	if err := json.Unmarshal(text, &spec); err != nil {
		return err
	}
	if err := addEnums(spec.Definitions); err != nil {
		return err
	}
	used := map[string]any{}
	for group, names := range kinds {
		for _, name := range names {
			def := "io.k8s.api." + group + "." + name
			if err := closure(spec.Definitions, def, used); err != nil {
				return err
			}
			ref := map[string]any{"$ref": "kubernetes.json#/definitions/" + def}
			if err := write(folder, fileName(name, group), ref); err != nil {
				return err
			}
		}
	}
	return write(folder, "kubernetes.json", map[string]any{"$comment": kubernetes, "definitions": used})
}

// fileName is under which name kubeconform looks for a kind.
func fileName(kind, groupVersion string) string {
	return strings.ToLower(kind) + "-" + strings.ReplaceAll(strings.Replace(groupVersion, "core.", "", 1), ".", "-") + ".json"
}

func writeCustom(folder, module, file string) error {
	text, err := moduleFile(module, file)
	if err != nil {
		return err
	}
	var crd struct {
		Spec struct {
			Group    string
			Names    struct{ Kind string }
			Versions []struct {
				Name   string
				Schema struct{ OpenAPIV3Schema map[string]any }
			}
		}
	}
	if err := yaml.Unmarshal(text, &crd); err != nil {
		return err
	}
	group, _, _ := strings.Cut(crd.Spec.Group, ".")
	for _, v := range crd.Spec.Versions {
		if strings.Contains(v.Name, "beta") {
			continue
		}
		schema := strict("", v.Schema.OpenAPIV3Schema).(map[string]any)
		schema["$comment"] = module
		if err := write(folder, fileName(crd.Spec.Names.Kind, group+"."+v.Name), schema); err != nil {
			return err
		}
	}
	return nil
}

func write(folder, name string, schema any) error {
	text, err := json.MarshalIndent(schema, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, name), append(text, '\n'), 0o644)
}

// moduleDir downloads a module and returns its folder.
func moduleDir(module string) (string, error) {
	cmd := exec.Command("go", "mod", "download", "-json", module)
	cmd.Dir = os.TempDir() // outside this module
	text, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w: %s", module, err, text)
	}
	var m struct{ Dir string }
	return m.Dir, json.Unmarshal(text, &m)
}

func moduleFile(module, path string) ([]byte, error) {
	dir, err := moduleDir(module)
	if err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, filepath.FromSlash(path)))
}
