package check

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/template"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/docker/go-units"
	"sigs.k8s.io/yaml"
)

// inFlight is how long the service finishes what is in flight, after draining.
const inFlight = 30 * time.Second

// recordID is the one variable that may be left empty: there is no record before the first
// run.
const recordID = "SHIXIAN_RECORD_ID"

// Compose returns what is wrong with the text of a compose.yaml that stands in the
// folder deploy, for a service with these settings.
func Compose(deploy string, text []byte, settings []string) []string {
	var p problems
	var raw map[string]any
	if err := yaml.Unmarshal(text, &raw); err != nil {
		return []string{err.Error()}
	}
	for name, v := range template.ExtractVariables(raw, nil) {
		p.unless(v.DefaultValue != "" || name == recordID, "the variable %s has no default", name)
	}
	project, err := loadCompose(deploy, text)
	if err != nil {
		return append(p, err.Error())
	}
	for name, s := range project.Services {
		p.hardened(name, s)
		p.bounded(name, s)
		p.mounts(name, s, deploy)
		p.secretive(name, s)
		p.unknownSettings(name, slices.Collect(maps.Keys(s.Environment)), settings)
	}
	p.networks(project)
	p.grafana(project, deploy)
	p.replicas(project, deploy)
	for name, s := range project.Secrets {
		p.unless(strings.HasPrefix(s.File, filepath.Join(deploy, "secrets")+"/"), "the secret %s is not a file in secrets", name)
	}
	return p
}

// loadCompose loads the text as Compose does, with an empty environment.
func loadCompose(deploy string, text []byte) (*types.Project, error) {
	return loader.LoadWithContext(context.Background(), types.ConfigDetails{
		WorkingDir:  deploy,
		ConfigFiles: []types.ConfigFile{{Filename: filepath.Join(deploy, "compose.yaml"), Content: text}},
		Environment: types.Mapping{},
	})
}

// hardened: nobody is root, gains a privilege or writes to the image.
func (p *problems) hardened(name string, s types.ServiceConfig) {
	p.unless(s.ReadOnly, "%s: the file system can be written", name)
	p.unless(slices.Equal(s.CapDrop, []string{"ALL"}) && len(s.CapAdd) == 0, "%s: capabilities are left", name)
	p.unless(slices.Contains(s.SecurityOpt, "no-new-privileges:true"), "%s: privileges can be gained", name)
	p.unless(!s.Privileged && s.NetworkMode == "" && s.Pid == "" && s.Ipc == "", "%s: it shares what is the host's", name)
	uid, _, _ := strings.Cut(s.User, ":")
	p.unless(uid != "" && uid != "0" && uid != "root", "%s: it runs as root", name)
	p.unless(s.Build != nil || exactTag.MatchString(s.Image), "%s: the image %s is not pinned by version", name, s.Image)
}

// bounded: each has limits, is looked at, is started again and has time to stop.
func (p *problems) bounded(name string, s types.ServiceConfig) {
	h := s.HealthCheck
	p.unless(h != nil && !h.Disable && len(h.Test) > 1 && h.Interval != nil && h.Timeout != nil, "%s: there is no health check", name)
	p.unless(s.Restart == "unless-stopped", "%s: it is not started again", name)
	p.unless(s.StopGracePeriod != nil, "%s: the time to stop is not set", name)
	p.unless(s.Logging != nil && s.Logging.Options["max-size"] != "" && s.Logging.Options["max-file"] != "", "%s: its log may fill the disk", name)
	if s.Deploy == nil || s.Deploy.Resources.Limits == nil {
		p.unless(false, "%s: there are no limits", name)
		return
	}
	limits := s.Deploy.Resources.Limits
	p.unless(limits.NanoCPUs > 0 && limits.MemoryBytes > 0 && limits.Pids > 0, "%s: a limit is missing", name)
	if v := s.Environment["GOMEMLIMIT"]; v != nil {
		p.goMemory(name, *v, int64(limits.MemoryBytes))
	}
}

// goMemory: Go's collector works harder before the limit of memory is reached.
func (p *problems) goMemory(name, goLimit string, limit int64) {
	n, err := units.RAMInBytes(goLimit)
	p.unless(err == nil && n >= limit/2 && n <= limit*95/100, "%s: GOMEMLIMIT %s does not fit the limit of %d bytes", name, goLimit, limit)
}

// mounts: what is mounted from here is here, and is not written to.
func (p *problems) mounts(name string, s types.ServiceConfig, deploy string) {
	for _, v := range s.Volumes {
		if v.Type != types.VolumeTypeBind {
			continue
		}
		_, err := os.Stat(v.Source)
		p.unless(err == nil, "%s: %v", name, err)
		p.unless(v.ReadOnly, "%s: %s can be written", name, v.Source)
		p.unless(strings.HasPrefix(v.Source, deploy+"/"), "%s: %s is elsewhere", name, v.Source)
	}
}

var (
	secretName  = regexp.MustCompile(`(?i)password|passwd|secret|token|(database|redis)_url|_key`)
	secretValue = regexp.MustCompile(`://[^/@\s]*:[^/@\s]*@`)
)

// secretive: what is secret is in a file, and the file is mounted.
func (p *problems) secretive(name string, s types.ServiceConfig) {
	mounted := map[string]bool{}
	for _, secret := range s.Secrets {
		mounted["/run/secrets/"+secret.Source] = true
	}
	for key, v := range s.Environment {
		if v == nil {
			p.unless(false, "%s: %s has no value", name, key)
			continue
		}
		p.unless(!secretValue.MatchString(*v), "%s: there is a password in %s", name, key)
		if secretName.MatchString(key) {
			p.unless(mounted[*v], "%s: %s is not the path of a secret that is mounted", name, key)
		}
	}
}

// networks: what is published is at the edge and for this machine; the stores are
// reached by the replicas alone.
func (p *problems) networks(project *types.Project) {
	for name, n := range project.Networks {
		p.unless(name == "edge" || n.Internal, "the network %s is not internal", name)
	}
	for name, s := range project.Services {
		_, edge := s.Networks["edge"]
		_, data := s.Networks["data"]
		store, replica := name == "postgres" || name == "redis", strings.HasPrefix(name, "shixian")
		p.unless(len(s.Networks) > 0 && data == (store || replica), "%s: network data is for stores and replicas, and for all of them", name)
		p.unless(!store || len(s.Networks) == 1, "%s: it is reached from outside data", name)
		p.unless(edge == (len(s.Ports) > 0), "%s: who publishes a port is in edge, and nobody else", name)
		for _, port := range s.Ports {
			p.unless(port.HostIP == "127.0.0.1", "%s: port %s is published to all", name, port.Published)
		}
	}
}

// grafana: what its provisioning names is there.
func (p *problems) grafana(project *types.Project, deploy string) {
	mounted := map[string]bool{}
	for _, v := range project.Services["grafana"].Volumes {
		mounted[v.Target] = true
	}
	files, err := filepath.Glob(filepath.Join(deploy, "grafana", "provisioning", "*", "*.yaml"))
	p.unless(err == nil && len(files) > 0, "grafana: nothing is provisioned: %v", err)
	for _, file := range files {
		text, err := os.ReadFile(file)
		p.unless(err == nil, "%v", err)
		for _, m := range provisioned.FindAllStringSubmatch(string(text), -1) {
			folder, host := m[1], m[2]
			_, reached := project.Services[host].Networks["watch"]
			p.unless(mounted[folder] || reached, "grafana: %s names %s, which is not there", filepath.Base(file), m[0])
		}
	}
}

// provisioned are folders of dashboards, and addresses of data sources.
var provisioned = regexp.MustCompile(`(?m)^ *(?:path: (\S+)|url: http://([^:/\s]+).*)$`)

// replicas: the replicas are alike, and proxy and Prometheus know them.
func (p *problems) replicas(project *types.Project, deploy string) {
	var names []string
	for name := range project.Services {
		if strings.HasPrefix(name, "shixian") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	targets, err := os.ReadFile(filepath.Join(deploy, "compose", "targets", "shixian.yml"))
	p.unless(err == nil, "%v", err)
	p.unless(len(names) >= 2, "there are %d replicas", len(names))
	for i, name := range names {
		s := project.Services[name]
		p.unless(s.StopGracePeriod != nil && time.Duration(*s.StopGracePeriod) >= inFlight+10*time.Second, "%s: it is stopped too soon", name)
		to := project.Services["haproxy"].Environment[fmt.Sprintf("REPLICA%d", i+1)]
		p.unless(to != nil && *to == name+":8080", "haproxy: REPLICA%d is not %s", i+1, name)
		p.unless(strings.Contains(string(targets), `"`+name+`:8081"`), "%s is not among Prometheus's targets", name)
		first := project.Services[names[0]]
		first.Name = s.Name
		p.unless(reflect.DeepEqual(first, s), "%s and %s differ", names[0], name)
	}
	beyond := project.Services["haproxy"].Environment[fmt.Sprintf("REPLICA%d", len(names)+1)]
	p.unless(beyond == nil, "haproxy: there are more replicas than services")
}
