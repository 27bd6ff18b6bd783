package check

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// internal are paths that callers from outside do not get to.
var internal = []string{"/readyz", "/metrics", "/debug/pprof/"}

// dataPorts are where the service may have to go: PostgreSQL and PgBouncer, Redis and
// its Sentinels.
var dataPorts = []int{5432, 6432, 6379, 26379}

// routes asks for every path of the service as a caller does, through the HTTPRoute, the
// Service and the NetworkPolicy; and goes from the service to its databases.
func (p *problems) routes(objects []object, paths []string) {
	policy := named(objects, "NetworkPolicy", "shixian")
	for _, o := range objects {
		if o.Kind != "HTTPRoute" || policy == nil {
			continue
		}
		for _, path := range paths {
			why := unreached(o, path, objects, *policy)
			if slices.Contains(internal, path) {
				p.unless(why != "", "%s: callers get to %s", o, path)
				continue
			}
			p.unless(why == "", "%s: %s: %s", o, path, why)
			if rule := routed(o, path); rule != nil {
				p.patient(o, rule, path)
			}
		}
		p.gateway(o, objects)
	}
	for _, w := range objects {
		if w.Kind == "Deployment" && policy != nil { // a StatefulSet has its record on a volume
			for _, port := range dataPorts {
				p.unless(leaves(*policy, "data", port), "%s: port %d of the databases is not reached", policy, port)
			}
		}
	}
}

// unreached says what stands between a caller at the gateway and the container that
// answers path, or nothing.
func unreached(route object, path string, objects []object, policy object) string {
	rule := routed(route, path)
	if rule == nil || len(rule.BackendRefs) == 0 {
		return "no rule lets it through"
	}
	for _, ref := range rule.BackendRefs {
		service := named(objects, "Service", ref.Name)
		if service == nil {
			return fmt.Sprintf("there is no Service %s", ref.Name)
		}
		i := slices.IndexFunc(service.Spec.Ports, func(q servicePort) bool { return q.Port == ref.Port })
		if i < 0 {
			return fmt.Sprintf("there is no Service %s with port %d", ref.Name, ref.Port)
		}
		if !enters(policy, "callers", service.Spec.Ports[i].TargetPort) {
			return fmt.Sprintf("%s does not let the gateway in", policy)
		}
	}
	return ""
}

// routed returns the rule that a Gateway takes for a path: an exact one before a prefix,
// a longer prefix before a shorter one.
func routed(route object, path string) (found *routeRule) {
	best := -1
	for i, rule := range route.Spec.Rules {
		for _, m := range rule.Matches {
			weight := -1
			switch prefix := strings.TrimSuffix(m.Path.Value, "/"); {
			case m.Path.Type == "Exact" && m.Path.Value == path:
				weight = 1 << 20
			case m.Path.Type == "PathPrefix" && (path == prefix || strings.HasPrefix(path, prefix+"/")):
				weight = len(prefix)
			}
			if weight > best {
				best, found = weight, &route.Spec.Rules[i]
			}
		}
	}
	return found
}

// lasting are paths, and those below them, whose calls last as long as there is something to
// wait for, to send or to read. The service ends them by itself once nothing moves.
var lasting = []string{"/v1/changes", "/v1/deadlines/batch", "/v1/deadlines/compare", "/batch"}

// patient: what lasts is not cut off, and nobody else waits for ever.
func (p *problems) patient(route object, rule *routeRule, path string) {
	lasts := slices.ContainsFunc(lasting, func(long string) bool { return path == long || strings.HasPrefix(path, long+"/") })
	p.unless(lasts == (rule.Timeouts.Request == "0s"), "%s: %s may take %q", route, path, rule.Timeouts.Request)
}

// gateway: the proxy in front is trusted, and links name the host that it answers for.
func (p *problems) gateway(route object, objects []object) {
	for _, o := range objects {
		if o.Kind != "ConfigMap" || o.Data["SHIXIAN_ADDR"] == "" {
			continue
		}
		p.unless(o.Data["SHIXIAN_TRUSTED_PROXIES"] != "", "%s: the gateway is not trusted (SHIXIAN_TRUSTED_PROXIES)", o)
		p.unless(len(route.Spec.Hostnames) > 0 && o.Data["SHIXIAN_PUBLIC_URL"] == "https://"+route.Spec.Hostnames[0],
			"%s: SHIXIAN_PUBLIC_URL %s is not the host of %s", o, o.Data["SHIXIAN_PUBLIC_URL"], route)
	}
}

// enters reports whether a policy lets namespaces with that access reach a port.
func enters(policy object, access string, port any) bool {
	return slices.ContainsFunc(policy.Spec.Ingress, func(r ingressRule) bool {
		return admits(r.From, access) && opens(r.Ports, fmt.Sprint(port))
	})
}

// leaves is the same for the way out.
func leaves(policy object, access string, port int) bool {
	return slices.ContainsFunc(policy.Spec.Egress, func(r egressRule) bool {
		return admits(r.To, access) && opens(r.Ports, strconv.Itoa(port))
	})
}

func admits(peers []peer, access string) bool {
	return slices.ContainsFunc(peers, func(q peer) bool {
		return q.NamespaceSelector != nil && maps.Equal(q.NamespaceSelector.MatchLabels, map[string]string{"shixian-access": access})
	})
}

func opens(ports []policyPort, port string) bool {
	return slices.ContainsFunc(ports, func(q policyPort) bool { return q.Protocol == "TCP" && fmt.Sprint(q.Port) == port })
}
