package trace

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// environment is what has to be known of the OTEL_ variables before the libraries
// read them.
type environment struct {
	on      bool
	secrets []string // the headers that let the service in at the collector
}

// readEnvironment reads the OTEL_ variables. An error never quotes a value that can
// hold a secret.
func readEnvironment(environ []string) (environment, error) {
	vars := map[string]string{}
	for _, pair := range environ {
		name, value, _ := strings.Cut(pair, "=")
		vars[name] = strings.TrimSpace(value)
	}
	var e environment
	name, endpoint := first(vars, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
	exporter := vars["OTEL_TRACES_EXPORTER"]
	if endpoint == "" || exporter == "none" || strings.EqualFold(vars["OTEL_SDK_DISABLED"], "true") {
		return e, nil
	}
	if exporter != "" && exporter != "otlp" {
		return e, fmt.Errorf("OTEL_TRACES_EXPORTER: %q is neither otlp nor none", exporter)
	}
	if u, err := url.Parse(endpoint); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return e, fmt.Errorf("%s: not a URL of the form http://host:port or https://host:port", name)
	}
	if name, protocol := first(vars, "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"); protocol == "grpc" {
		return e, fmt.Errorf("%s: grpc is not spoken here; http/protobuf is", name)
	}
	for _, name := range []string{"OTEL_EXPORTER_OTLP_TRACES_HEADERS", "OTEL_EXPORTER_OTLP_HEADERS"} {
		values, err := headerValues(vars[name])
		if err != nil {
			return e, fmt.Errorf("%s: %w", name, err)
		}
		e.secrets = append(e.secrets, values...)
	}
	e.on = true
	return e, nil
}

// first returns the first of the variables that is set.
func first(vars map[string]string, names ...string) (name, value string) {
	for _, name := range names {
		if vars[name] != "" {
			return name, vars[name]
		}
	}
	return "", ""
}

var errHeaders = errors.New("应为 名称=值，多个以逗号分隔，值用百分号编码 / not name=value, several by commas, values percent-encoded")

// headerValues returns the values of a list such as a=b,c=d, as they are written
// and as they are meant. The library would pass over what is wrong, and log it.
func headerValues(list string) (values []string, err error) {
	for pair := range strings.SplitSeq(list, ",") {
		if strings.TrimSpace(pair) == "" {
			continue
		}
		_, value, found := strings.Cut(pair, "=")
		value = strings.TrimSpace(value)
		plain, err := url.PathUnescape(value)
		if err != nil || !found {
			return nil, errHeaders
		}
		values = append(values, value, plain)
	}
	return values, nil
}
