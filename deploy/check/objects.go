package check

// The parts of Kubernetes' objects that the rules look at. The schemas have seen to
// the rest.

type spec struct {
	// Of a Deployment or StatefulSet; a Service's selector is another, see services.
	Replicas *int
	Template struct {
		Metadata struct{ Labels map[string]string }
		Spec     pod
	}
	Strategy struct {
		RollingUpdate struct{ MaxUnavailable any }
	}
	// Of a Service, Deployment, StatefulSet, PodDisruptionBudget.
	Selector any
	Ports    []servicePort
	// Of a HorizontalPodAutoscaler.
	ScaleTargetRef struct{ Kind, Name string }
	MinReplicas    int
	// Of a PodDisruptionBudget.
	MaxUnavailable any
	// Of a NetworkPolicy.
	PodSelector labelSelector
	PolicyTypes []string
	Ingress     []ingressRule
	Egress      []egressRule
	// Of an HTTPRoute.
	Hostnames []string
	Rules     []routeRule
}

type routeRule struct {
	Matches     []struct{ Path struct{ Type, Value string } }
	Timeouts    struct{ Request string }
	BackendRefs []struct {
		Name string
		Port int
	}
}

type labelSelector struct{ MatchLabels map[string]string }

type servicePort struct {
	Name       string
	Port       int
	TargetPort any
}

type policyPort struct {
	Protocol string
	Port     any
}

type peer struct {
	NamespaceSelector, PodSelector *labelSelector
}

type ingressRule struct {
	From  []peer
	Ports []policyPort
}

type egressRule struct {
	To    []peer
	Ports []policyPort
}

type pod struct {
	ServiceAccountName            string
	AutomountServiceAccountToken  *bool
	HostNetwork, HostPID, HostIPC bool
	TerminationGracePeriodSeconds int
	SecurityContext               struct {
		RunAsNonRoot   bool
		RunAsUser      int
		SeccompProfile struct{ Type string }
	}
	TopologySpreadConstraints []struct {
		LabelSelector labelSelector
	}
	InitContainers []container
	Containers     []container
	Volumes        []struct {
		Name     string
		Secret   *struct{ SecretName string }
		HostPath any
		EmptyDir *struct{ SizeLimit string }
	}
}

type container struct {
	Name, Image string
	EnvFrom     []struct{ ConfigMapRef struct{ Name string } }
	Env         []struct{ Name, Value string }
	Ports       []struct {
		Name          string
		ContainerPort int
	}
	StartupProbe, LivenessProbe, ReadinessProbe *struct {
		HTTPGet struct{ Path, Port string } `json:"httpGet"`
	}
	Resources       struct{ Requests, Limits map[string]string }
	SecurityContext struct {
		AllowPrivilegeEscalation *bool
		ReadOnlyRootFilesystem   bool
		Privileged               bool
		Capabilities             struct{ Add, Drop []string }
	}
	VolumeMounts []struct {
		Name, MountPath string
		ReadOnly        bool
	}
}
