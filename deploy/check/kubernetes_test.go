package check

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/kyaml/filesys"
)

func kinds(t *testing.T) Schemas {
	t.Helper()
	s, err := NewSchemas("testdata/schemas")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// cluster is a copy of the manifests in memory, with the secrets that an operator
// puts beside them.
func cluster(t *testing.T) filesys.FileSystem {
	t.Helper()
	mem := filesys.MakeFsInMemory()
	err := filepath.WalkDir("../kubernetes", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel("..", path)
		if err != nil {
			return err
		}
		return mem.WriteFile(filepath.ToSlash(rel), text)
	})
	for _, file := range []string{"production/secrets/database-url", "production/secrets/redis-url", "production/secrets/session-key", "production/secrets/signing-key", "production/secrets/snapshot-key", "production/secrets/tokens", "single/secrets/tokens"} {
		if err == nil {
			err = mem.WriteFile("kubernetes/overlays/"+file, []byte("x"))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return mem
}

// recorded is a request of ../../test/answers, whose record has every call and page of
// the service, and the status of its answer.
var recorded = regexp.MustCompile(`(?m)^== \S+ (?:GET|HEAD|POST|PUT|DELETE) (/[^ ?]*).*\n(\d+)$`)

// theService has the paths that were answered, and those of operations.
func theService(t *testing.T) Service {
	t.Helper()
	paths := map[string]bool{}
	for _, m := range recorded.FindAllStringSubmatch(read(t, "../../test/answers/testdata/answers.golden"), -1) {
		if m[2] != "404" {
			paths[m[1]] = true
		}
	}
	if len(paths) < 100 {
		t.Fatalf("only %d paths were answered", len(paths))
	}
	for _, path := range internal {
		paths[path] = true
	}
	return Service{Settings: serviceSettings(t), Paths: slices.Sorted(maps.Keys(paths))}
}

func TestKubernetes(t *testing.T) {
	for _, overlay := range []string{"production", "single"} {
		for _, problem := range Kubernetes(cluster(t), overlay, kinds(t), theService(t)) {
			t.Errorf("%s: %s", overlay, problem)
		}
	}
}

// TestOwnRules: the component with a district's own rules fits both overlays.
func TestOwnRules(t *testing.T) {
	for _, overlay := range []string{"production", "single"} {
		mem := cluster(t)
		file := "kubernetes/overlays/" + overlay + "/kustomization.yaml"
		text, err := mem.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		with := string(text) + "components: [../../components/rules]\n"
		if strings.Contains(string(text), "\ncomponents:\n") {
			with = strings.Replace(string(text), "\ncomponents:\n", "\ncomponents:\n  - ../../components/rules\n", 1)
		}
		for name, content := range map[string]string{file: with, "kubernetes/components/rules/district.yaml": "x: y\n"} {
			if err := mem.WriteFile(name, []byte(content)); err != nil {
				t.Fatal(err)
			}
		}
		for _, problem := range Kubernetes(mem, overlay, kinds(t), theService(t)) {
			t.Errorf("%s: %s", overlay, problem)
		}
	}
}

// TestBustedKubernetes: each defect is found.
func TestBustedKubernetes(t *testing.T) {
	const (
		base       = "kubernetes/base/"
		production = "kubernetes/overlays/production/"
		single     = "kubernetes/overlays/single/"
	)
	schemas, service := kinds(t), theService(t)
	for _, b := range []struct {
		file string
		busted
	}{
		// Refused by the schemas, or by kustomize.
		{base + "deployment.yaml", busted{"minReadySeconds:", "minReadySecond:", "minReadySecond"}},
		{base + "deployment.yaml", busted{"minReadySeconds: 5", "minReadySeconds: soon", "minReadySeconds"}},
		{base + "deployment.yaml", busted{"whenUnsatisfiable: DoNotSchedule", "whenUnsatisfiable: Never", "whenUnsatisfiable"}},
		{base + "deployment.yaml", busted{"{name: http, containerPort: 8080}", "{name: http}", "containerPort"}},
		{base + "networkpolicy.yaml", busted{"[Ingress, Egress]", "[ingress, Egress]", "policyTypes"}},
		{base + "service.yaml", busted{"appProtocol: http", "appProtocol: http, targetport: 1", "targetport"}},
		{base + "horizontalpodautoscaler.yaml", busted{"  minReplicas: 2", "  minReplica: 2", "minReplica"}},
		{base + "poddisruptionbudget.yaml", busted{"policy/v1", "policy/v1beta1", "could not find schema"}},
		{"kubernetes/components/monitoring/servicemonitor.yaml", busted{"port: ops", "prot: ops", "prot"}},
		{"kubernetes/components/gateway/httproute.yaml", busted{"PathPrefix", "Prefix", "matches"}},
		{base + "kustomization.yaml", busted{"service.yaml", "services.yaml", "services.yaml"}},
		{production + "kustomization.yaml", busted{"secrets/tokens", "secrets/token", "secrets/token"}},
		// Refused by the rules: pods.
		{base + "deployment.yaml", busted{"runAsNonRoot: true", "runAsNonRoot: false", "runs as root"}},
		{base + "deployment.yaml", busted{"type: RuntimeDefault", "type: Unconfined", "system calls"}},
		{base + "deployment.yaml", busted{"      enableServiceLinks: false\n", "      hostNetwork: true\n", "host's"}},
		{base + "deployment.yaml", busted{"automountServiceAccountToken: false", "automountServiceAccountToken: true", "token of the API server"}},
		{base + "deployment.yaml", busted{"allowPrivilegeEscalation: false", "allowPrivilegeEscalation: true", "privileges"}},
		{base + "deployment.yaml", busted{"readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false", "can be written"}},
		{base + "deployment.yaml", busted{"drop: [ALL]", "drop: [ALL], add: [NET_ADMIN]", "capabilities"}},
		{production + "kustomization.yaml", busted{"newTag: 1.0.0", "newTag: latest", "not pinned"}},
		{production + "kustomization.yaml", busted{", newTag: 1.0.0", "", "not pinned"}},
		{base + "deployment.yaml", busted{`limits: {cpu: "2", memory: 512Mi}`, `limits: {cpu: "2", memory: 1Gi}`, "memory is not reserved"}},
		{base + "deployment.yaml", busted{"startupProbe:", "livenessProbe:", "already"}},
		{base + "deployment.yaml", busted{"path: /readyz", "path: /healthz", "readiness probe"}},
		{base + "deployment.yaml", busted{"path: /healthz, port: ops", "path: /readyz, port: ops", "startup probe"}},
		// Settings.
		{base + "settings.env", busted{"SHIXIAN_FOUR_EYES", "SHIXIAN_FOUR_EYE", "SHIXIAN_FOUR_EYE is not a setting"}},
		{base + "settings.env", busted{"OPS_ADDR=:8081", "OPS_ADDR=:8082", "SHIXIAN_OPS_ADDR is :8082"}},
		{base + "settings.env", busted{"DRAIN=10s", "DRAIN=30s", "SHIXIAN_DRAIN"}},
		{base + "settings.env", busted{"GOMEMLIMIT=440MiB", "GOMEMLIMIT=512MiB", "GOMEMLIMIT"}},
		{base + "settings.env", busted{"shixian/tokens", "shixian/token", "nothing is mounted"}},
		{base + "settings.env", busted{"DATABASE_URL_FILE=/run/secrets/shixian/database-url", "DATABASE_URL=postgres://u:p@h/d", "a password in"}},
		// What refers to what.
		{base + "poddisruptionbudget.yaml", busted{"app.kubernetes.io/name: shixian", "app.kubernetes.io/name: shixan", "PodDisruptionBudget shixian: its selector"}},
		{base + "poddisruptionbudget.yaml", busted{"maxUnavailable: 1", "maxUnavailable: 100%", "may be away"}},
		{base + "service.yaml", busted{"selector: {app.kubernetes.io/name: shixian}", "selector: {app: shixian}", "Service shixian: its selector"}},
		{base + "service.yaml", busted{"targetPort: http", "targetPort: web", "port web"}},
		{base + "horizontalpodautoscaler.yaml", busted{"name: shixian}", "name: shixan}", "scales Deployment shixan"}},
		{base + "horizontalpodautoscaler.yaml", busted{"minReplicas: 2", "minReplicas: 1", "from 1"}},
		{base + "deployment.yaml", busted{"maxUnavailable: 0", "maxUnavailable: 1", "takes replicas away"}},
		{base + "deployment.yaml", busted{"  minReadySeconds: 5", "  replicas: 3", "the autoscaler sets"}},
		{base + "deployment.yaml", busted{"serviceAccountName: shixian", "serviceAccountName: default", "no such ServiceAccount"}},
		{"kubernetes/components/gateway/httproute.yaml", busted{"port: 80}", "port: 8080}", "no Service shixian with port 8080"}},
		// Every path is asked through the HTTPRoute.
		{"kubernetes/components/gateway/httproute.yaml", busted{"{type: PathPrefix, value: /}", "{type: PathPrefix, value: /v1}", "/admin/new: no rule"}},
		{"kubernetes/components/gateway/httproute.yaml", busted{"value: /readyz}", "value: /ready}", "callers get to /readyz"}},
		{"kubernetes/components/gateway/httproute.yaml", busted{"{type: PathPrefix, value: /}", "{type: Exact, value: /}", "/deadline.ics: no rule"}},
		{"kubernetes/components/gateway/httproute.yaml", busted{"value: /v1/changes}", "value: /v1/change}", "/v1/changes may take"}},
		{"kubernetes/components/gateway/httproute.yaml", busted{"value: /v1/deadlines/batch}", "value: /v1/deadlines/batches}", "/v1/deadlines/batch may take"}},
		{"kubernetes/components/gateway/httproute.yaml", busted{"hostnames: [shixian", "hostnames: [time", "SHIXIAN_PUBLIC_URL"}},
		{"kubernetes/components/gateway/kustomization.yaml", busted{"SHIXIAN_TRUSTED_PROXIES=10.0.0.0/8", "SHIXIAN_TRUSTED_PROXIES=", "not trusted"}},
		{base + "networkpolicy.yaml", busted{"shixian-access: callers", "shixian-access: caller", "does not let the gateway in"}},
		{base + "networkpolicy.yaml", busted{"port: 6432", "port: 6433", "port 6432"}},
		{base + "networkpolicy.yaml", busted{"port: 26379", "port: 26378", "port 26379"}},
		{base + "deployment.yaml", busted{"emptyDir: {sizeLimit: 64Mi}", "emptyDir: {}", "/tmp"}},
		{base + "deployment.yaml", busted{"mountPath: /tmp", "mountPath: /tmpfs", "/tmp"}},
		// Who reaches whom.
		{base + "networkpolicy.yaml", busted{"  podSelector: {}", "  podSelector: {matchLabels: {a: b}}", "does not deny everything"}},
		{base + "networkpolicy.yaml", busted{"port: ops", "port: 9090", "no container has the port 9090"}},
		{base + "networkpolicy.yaml", busted{"port: http", "port: ops", "nobody reaches the port http"}},
		{base + "networkpolicy.yaml", busted{"k8s-app: kube-dns", "k8s-app: kube-dns, app.kubernetes.io/name: shixian", "names cannot be looked up"}},
		{base + "networkpolicy.yaml", busted{"    - to:\n        - namespaceSelector: {matchLabels: {shixian-access: data}}\n      ports:", "    - ports:", "lets everything out"}},
		{base + "namespace.yaml", busted{"enforce: restricted", "enforce: baseline", "does not enforce"}},
		{single + "statefulset.yaml", busted{"replicas: 1", "replicas: 2", "SQLite is for one replica"}},
		{single + "statefulset.yaml", busted{"mountPath: /data", "mountPath: /date", "nothing is mounted at /data"}},
	} {
		overlay := "production"
		if len(b.file) > len(single) && b.file[:len(single)] == single {
			overlay = "single"
		}
		mem := cluster(t)
		text, err := mem.ReadFile(b.file)
		if err != nil {
			t.Fatal(err)
		}
		if err := mem.WriteFile(b.file, []byte(b.in(t, string(text)))); err != nil {
			t.Fatal(err)
		}
		if found := Kubernetes(mem, overlay, schemas, service); !b.found(found) {
			t.Errorf("%s: %q for %q: %q", b.file, b.new, b.old, found)
		}
	}
}

// TestPrometheusRule: the operator's rules are those of Prometheus.
func TestPrometheusRule(t *testing.T) {
	want, err := PrometheusRule("../prometheus/rules")
	if err != nil {
		t.Fatal(err)
	}
	if read(t, "../kubernetes/components/monitoring/prometheusrule.yaml") != string(want) {
		t.Error("prometheusrule.yaml is not made from ../prometheus/rules: run make rules")
	}
}
