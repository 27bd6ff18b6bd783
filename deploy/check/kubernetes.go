package check

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/yannh/kubeconform/pkg/validator"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"
)

// Schemas are the schemas of the kinds of object, compiled when first used.
type Schemas struct{ v validator.Validator }

// NewSchemas returns the schemas in a folder on disk.
func NewSchemas(folder string) (Schemas, error) {
	v, err := validator.New([]string{folder + "/{{.ResourceKind}}{{.KindSuffix}}.json"}, validator.Opts{Strict: true})
	return Schemas{v}, err
}

// Service is what the manifests have to fit: the names of its settings, and the paths
// that it has answers for.
type Service struct{ Settings, Paths []string }

// Kubernetes builds an overlay of the folder kubernetes in fsys, as kubectl -k
// does, and returns what is wrong with its objects, by their schemas and by the
// rules of this project.
func Kubernetes(fsys filesys.FileSystem, overlay string, schemas Schemas, service Service) []string {
	built, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(fsys, path.Join("kubernetes/overlays", overlay))
	if err != nil {
		return []string{err.Error()}
	}
	text, err := built.AsYaml()
	if err != nil {
		return []string{err.Error()}
	}
	var p problems
	p.schema(text, schemas)
	objects, err := decode(text)
	if err != nil {
		return append(p, err.Error())
	}
	p.pods(objects, service.Settings)
	p.workloads(objects)
	p.access(objects)
	p.routes(objects, service.Paths)
	return p
}

// schema holds every object against the schema of its kind.
func (p *problems) schema(text []byte, schemas Schemas) {
	results := schemas.v.ValidateWithContext(context.Background(), "overlay", io.NopCloser(bytes.NewReader(text)))
	p.unless(len(results) > 0, "there is no object")
	for _, r := range results {
		sig, err := r.Resource.Signature()
		p.unless(err == nil && r.Status == validator.Valid, "%s: %v %v", sig.QualifiedName(), r.Err, r.ValidationErrors)
	}
}

// object is what the rules look at, of an object of any kind.
type object struct {
	Kind     string
	Metadata struct {
		Name, Namespace string
		Labels          map[string]string
	}
	Spec       spec
	Data       map[string]string
	StringData map[string]string
}

func (o object) String() string { return o.Kind + " " + o.Metadata.Name }

func decode(text []byte) (objects []object, err error) {
	for doc := range strings.SplitSeq(string(text), "\n---\n") {
		var o object
		// Kinds whose spec is of another form have rules of their own, or none.
		if err := yaml.Unmarshal([]byte(doc), &o); err != nil {
			return nil, fmt.Errorf("%w in %s", err, doc)
		}
		objects = append(objects, o)
	}
	return objects, nil
}

func named(objects []object, kind, name string) *object {
	for i, o := range objects {
		if o.Kind == kind && o.Metadata.Name == name {
			return &objects[i]
		}
	}
	return nil
}
