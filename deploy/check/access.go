package check

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// workloads: what refers to the workload or its pods finds them.
func (p *problems) workloads(objects []object) {
	for _, w := range objects {
		if w.Kind != "Deployment" && w.Kind != "StatefulSet" {
			continue
		}
		labels := w.Spec.Template.Metadata.Labels
		p.selects(w, matchLabels(w.Spec.Selector), labels)
		p.unless(named(objects, "ServiceAccount", w.Spec.Template.Spec.ServiceAccountName) != nil, "%s: there is no such ServiceAccount", w)
		for _, c := range w.Spec.Template.Spec.TopologySpreadConstraints {
			p.selects(w, c.LabelSelector.MatchLabels, labels)
		}
		for _, o := range objects {
			switch o.Kind {
			case "PodDisruptionBudget":
				p.selects(o, matchLabels(o.Spec.Selector), labels)
			case "Service":
				p.service(o, w)
			}
		}
		if w.Kind == "Deployment" {
			p.deployment(w, objects)
		} else {
			p.unless(w.Spec.Replicas != nil && *w.Spec.Replicas == 1, "%s: SQLite is for one replica", w)
		}
	}
}

func (p *problems) selects(o object, selector, labels map[string]string) {
	ok := len(selector) > 0
	for k, v := range selector {
		ok = ok && labels[k] == v
	}
	p.unless(ok, "%s: its selector %v does not select %v", o, selector, labels)
}

// matchLabels returns the labels of a selector; a Service's has no matchLabels.
func matchLabels(selector any) map[string]string {
	m, _ := selector.(map[string]any)
	if inner, ok := m["matchLabels"].(map[string]any); ok {
		m = inner
	}
	out := map[string]string{}
	for k, v := range m {
		out[k] = fmt.Sprint(v)
	}
	return out
}

func (p *problems) service(o, workload object) {
	p.selects(o, matchLabels(o.Spec.Selector), workload.Spec.Template.Metadata.Labels)
	for _, port := range o.Spec.Ports {
		p.unless(portOf(workload, port.TargetPort) != 0, "%s: no container has the port %v", o, port.TargetPort)
	}
}

// portOf returns the number of a container's port by name or number, or 0.
func portOf(workload object, port any) int {
	for _, c := range workload.Spec.Template.Spec.Containers {
		for _, q := range c.Ports {
			if q.Name == port || fmt.Sprint(port) == strconv.Itoa(q.ContainerPort) {
				return q.ContainerPort
			}
		}
	}
	return 0
}

// deployment: a rolling update takes nobody away, the autoscaler scales it and a
// drain of nodes leaves some.
func (p *problems) deployment(w object, objects []object) {
	p.unless(w.Spec.Replicas == nil, "%s: the autoscaler sets the replicas", w)
	p.unless(fmt.Sprint(w.Spec.Strategy.RollingUpdate.MaxUnavailable) == "0", "%s: a rolling update takes replicas away", w)
	hpa, pdb := named(objects, "HorizontalPodAutoscaler", w.Metadata.Name), named(objects, "PodDisruptionBudget", w.Metadata.Name)
	if hpa == nil || pdb == nil {
		p.unless(false, "%s: there is no autoscaler or disruption budget", w)
		return
	}
	to := hpa.Spec.ScaleTargetRef
	p.unless(to.Kind == w.Kind && to.Name == w.Metadata.Name && hpa.Spec.MinReplicas >= 2, "%s scales %s %s from %d", hpa, to.Kind, to.Name, hpa.Spec.MinReplicas)
	p.unless(fmt.Sprint(pdb.Spec.MaxUnavailable) == "1", "%s: %v may be away", pdb, pdb.Spec.MaxUnavailable)
}

// access: everything is denied but what is named, and what is named is narrow.
func (p *problems) access(objects []object) {
	deny, allow := named(objects, "NetworkPolicy", "default-deny"), named(objects, "NetworkPolicy", "shixian")
	if deny == nil || allow == nil {
		p.unless(false, "a NetworkPolicy is missing")
		return
	}
	both := []string{"Ingress", "Egress"}
	p.unless(len(deny.Spec.PodSelector.MatchLabels) == 0 && slices.Equal(deny.Spec.PolicyTypes, both) &&
		len(deny.Spec.Ingress)+len(deny.Spec.Egress) == 0, "%s does not deny everything", deny)
	p.unless(slices.Equal(allow.Spec.PolicyTypes, both), "%s is not for both directions", allow)
	for _, w := range objects {
		if w.Kind == "Deployment" || w.Kind == "StatefulSet" {
			p.selects(*allow, allow.Spec.PodSelector.MatchLabels, w.Spec.Template.Metadata.Labels)
			p.ingress(*allow, w)
		}
	}
	dns := false
	for _, rule := range allow.Spec.Egress {
		p.unless(len(rule.To) > 0 && len(rule.Ports) > 0, "%s: a rule lets everything out", allow)
		for _, to := range rule.To {
			dns = dns || to.PodSelector != nil && maps.Equal(to.PodSelector.MatchLabels, map[string]string{"k8s-app": "kube-dns"})
		}
	}
	p.unless(dns, "%s: names cannot be looked up", allow)
	for _, ns := range objects {
		if ns.Kind == "Namespace" {
			p.unless(ns.Metadata.Labels["pod-security.kubernetes.io/enforce"] == "restricted", "%s does not enforce the profile restricted", ns)
		}
	}
}

// ingress: the ports let in are the container's, and each container's port is let in.
func (p *problems) ingress(policy, workload object) {
	open := map[int]bool{}
	for _, rule := range policy.Spec.Ingress {
		p.unless(len(rule.From) > 0 && len(rule.Ports) > 0, "%s: a rule lets everybody in", policy)
		for _, q := range rule.Ports {
			n := portOf(workload, q.Port)
			p.unless(n != 0, "%s: no container has the port %v", policy, q.Port)
			open[n] = true
		}
	}
	for _, c := range workload.Spec.Template.Spec.Containers {
		for _, q := range c.Ports {
			p.unless(open[q.ContainerPort], "%s: nobody reaches the port %s", policy, q.Name)
		}
	}
}
