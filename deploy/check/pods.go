package check

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// pods holds the pods of every workload against the profile "restricted" and the
// rules of this project.
func (p *problems) pods(objects []object, settings []string) {
	workloads := 0
	for _, o := range objects {
		if o.Kind != "Deployment" && o.Kind != "StatefulSet" {
			continue
		}
		workloads++
		pod := o.Spec.Template.Spec
		p.restricted(o, pod)
		p.unless(len(pod.Containers) == 1 && len(pod.InitContainers) == 0, "%s: one container was expected", o)
		for _, c := range pod.Containers {
			p.container(o, c)
			p.settings(objects, pod, c, settings)
		}
	}
	p.unless(workloads == 1, "there are %d workloads", workloads)
}

// restricted is the profile of Pod Security, and no token of the API server.
func (p *problems) restricted(o object, pod pod) {
	s := pod.SecurityContext
	p.unless(s.RunAsNonRoot && s.RunAsUser > 0, "%s: it runs as root", o)
	p.unless(s.SeccompProfile.Type == "RuntimeDefault", "%s: system calls are not filtered", o)
	p.unless(!pod.HostNetwork && !pod.HostPID && !pod.HostIPC, "%s: it shares what is the host's", o)
	p.unless(pod.AutomountServiceAccountToken != nil && !*pod.AutomountServiceAccountToken, "%s: it gets a token of the API server", o)
	for _, v := range pod.Volumes {
		p.unless(v.HostPath == nil, "%s: volume %s is the host's", o, v.Name)
	}
}

func (p *problems) container(o object, c container) {
	s := c.SecurityContext
	p.unless(s.AllowPrivilegeEscalation != nil && !*s.AllowPrivilegeEscalation && !s.Privileged, "%s: privileges can be gained", o)
	p.unless(s.ReadOnlyRootFilesystem, "%s: the file system can be written", o)
	p.unless(slices.Equal(s.Capabilities.Drop, []string{"ALL"}) && len(s.Capabilities.Add) == 0, "%s: capabilities are left", o)
	p.unless(exactTag.MatchString(c.Image), "%s: the image %s is not pinned by version", o, c.Image)
	p.unless(c.Resources.Requests["cpu"] != "" && c.Resources.Limits["cpu"] != "", "%s: no request or limit of processors", o)
	p.unless(c.Resources.Limits["memory"] != "" && c.Resources.Requests["memory"] == c.Resources.Limits["memory"], "%s: memory is not reserved", o)
	if c.StartupProbe == nil || c.LivenessProbe == nil || c.ReadinessProbe == nil {
		p.unless(false, "%s: a probe is missing", o)
		return
	}
	// A replica whose database is away is not started again for it.
	for probe, want := range map[string]string{"startup": "/healthz", "liveness": "/healthz", "readiness": "/readyz"} {
		get := map[string]struct{ Path, Port string }{
			"startup": c.StartupProbe.HTTPGet, "liveness": c.LivenessProbe.HTTPGet, "readiness": c.ReadinessProbe.HTTPGet,
		}[probe]
		p.unless(get.Path == want && get.Port == "ops", "%s: the %s probe asks %s at %s", o, probe, get.Path, get.Port)
	}
}

// settings: the settings of the container exist, its ports are those that the
// service listens on, and the files that it names are mounted.
func (p *problems) settings(objects []object, pod pod, c container, known []string) {
	vars := map[string]string{}
	for _, from := range c.EnvFrom {
		config := named(objects, "ConfigMap", from.ConfigMapRef.Name)
		if config == nil {
			p.unless(false, "there is no ConfigMap %s", from.ConfigMapRef.Name)
			continue
		}
		maps.Copy(vars, config.Data)
	}
	for _, e := range c.Env {
		vars[e.Name] = e.Value
	}
	p.unknownSettings("ConfigMap", slices.Collect(maps.Keys(vars)), known)
	for _, port := range c.Ports {
		setting := map[string]string{"http": "SHIXIAN_ADDR", "ops": "SHIXIAN_OPS_ADDR"}[port.Name]
		p.unless(vars[setting] == ":"+strconv.Itoa(port.ContainerPort), "%s is %s, and the port %s %d", setting, vars[setting], port.Name, port.ContainerPort)
	}
	drain, err := time.ParseDuration(vars["SHIXIAN_DRAIN"])
	grace := time.Duration(pod.TerminationGracePeriodSeconds) * time.Second
	p.unless(err == nil && grace >= drain+inFlight+5*time.Second, "SHIXIAN_DRAIN %s and %s do not fit into %s", vars["SHIXIAN_DRAIN"], inFlight, grace)
	if limit, ok := strings.CutSuffix(c.Resources.Limits["memory"], "Mi"); ok {
		mib, _ := strconv.ParseInt(limit, 10, 64)
		p.goMemory("ConfigMap", vars["GOMEMLIMIT"], mib<<20)
	}
	p.files(objects, pod, c, vars)
}

// files: each file that a setting names is a key of a Secret that is mounted there.
func (p *problems) files(objects []object, pod pod, c container, vars map[string]string) {
	paths := map[string]bool{}
	for _, m := range c.VolumeMounts {
		paths[m.MountPath] = true
		for _, v := range pod.Volumes {
			if v.Name != m.Name || v.Secret == nil {
				continue
			}
			p.unless(m.ReadOnly, "%s can be written", m.MountPath)
			secret := named(objects, "Secret", v.Secret.SecretName)
			if secret == nil {
				p.unless(false, "there is no Secret %s", v.Secret.SecretName)
				continue
			}
			for key := range secret.Data {
				paths[m.MountPath+"/"+key] = true
			}
		}
	}
	p.scratch(pod, c)
	for name, value := range vars {
		if strings.HasPrefix(value, "/") {
			p.unless(paths[value], "%s: nothing is mounted at %s", name, value)
		}
		p.unless(!secretValue.MatchString(value), "there is a password in %s", name)
		if secretName.MatchString(name) {
			p.unless(strings.HasPrefix(value, "/run/secrets/"), "%s: %s is no secret's file", name, fmt.Sprintf("%.20q", value))
		}
	}
}

// scratch: there is a /tmp to write to, which cannot fill the node.
func (p *problems) scratch(pod pod, c container) {
	for _, m := range c.VolumeMounts {
		for _, v := range pod.Volumes {
			if m.MountPath == "/tmp" && v.Name == m.Name && v.EmptyDir != nil && v.EmptyDir.SizeLimit != "" && !m.ReadOnly {
				return
			}
		}
	}
	p.unless(false, "/tmp cannot be written, or has no limit")
}
