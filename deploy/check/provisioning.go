package check

import (
	"strings"

	"sigs.k8s.io/yaml"
)

// sources and providers are the two kinds of provisioning files, as far as they are
// used here.
type sources struct {
	APIVersion  int `json:"apiVersion"`
	Datasources []struct {
		Name      string `json:"name"`
		UID       string `json:"uid"`
		Type      string `json:"type"`
		Access    string `json:"access"`
		URL       string `json:"url"`
		IsDefault bool   `json:"isDefault"`
		Editable  bool   `json:"editable"`
		JSONData  struct {
			HTTPMethod   string `json:"httpMethod"`
			TimeInterval string `json:"timeInterval"`
		} `json:"jsonData"`
	} `json:"datasources"`
}

type providers struct {
	APIVersion int `json:"apiVersion"`
	Providers  []struct {
		Name                  string `json:"name"`
		OrgID                 int    `json:"orgId"`
		Folder                string `json:"folder"`
		FolderUID             string `json:"folderUid"`
		Type                  string `json:"type"`
		DisableDeletion       bool   `json:"disableDeletion"`
		AllowUIUpdates        bool   `json:"allowUiUpdates"`
		UpdateIntervalSeconds int    `json:"updateIntervalSeconds"`
		Options               struct {
			Path string `json:"path"`
		} `json:"options"`
	} `json:"providers"`
}

// Provisioning returns what is wrong with the files by which Grafana finds its data
// source and its dashboards. interval is how often Prometheus scrapes.
func Provisioning(datasources, folders []byte, interval string) []string {
	var p problems
	var s sources
	if err := yaml.UnmarshalStrict(datasources, &s); err != nil {
		return []string{err.Error()}
	}
	var f providers
	if err := yaml.UnmarshalStrict(folders, &f); err != nil {
		return []string{err.Error()}
	}
	p.unless(s.APIVersion == 1 && f.APIVersion == 1, "the version of the files is not 1")
	if len(s.Datasources) != 1 || len(f.Providers) != 1 {
		return append(p, "there is more or less than one data source and one folder")
	}
	d := s.Datasources[0]
	p.unless(d.Type == "prometheus" && d.UID == "prometheus" && d.Access == "proxy" && d.IsDefault && !d.Editable, "the data source is not the one that dashboards ask")
	p.unless(d.JSONData.TimeInterval == interval, "the data source is scraped every %s, Prometheus says %s", d.JSONData.TimeInterval, interval)
	o := f.Providers[0]
	p.unless(o.Type == "file" && o.Options.Path != "" && !o.AllowUIUpdates && strings.Contains(o.Folder, " / "), "the dashboards are not from files")
	return p
}
