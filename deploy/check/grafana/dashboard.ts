// What a dashboard in deploy/grafana/dashboards may hold: Grafana's own types (@grafana/schema), put together for the kinds
// of panel that are used there. dashboard.schema.json is made from it, in this folder:
//
//   npm install --no-save @grafana/schema@13.2.3 ts-json-schema-generator@2 typescript@5
//   npx ts-json-schema-generator --path dashboard.ts --type Dashboard --no-type-check --expose none --jsDoc none --minify \
//     --out dashboard.schema.json
import type * as raw from '@grafana/schema/dist/types/raw/dashboard/x/types.gen';
import type * as bargauge from '@grafana/schema/dist/types/raw/composable/bargauge/panelcfg/x/types.gen';
import type * as stat from '@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/types.gen';
import type * as timeline from '@grafana/schema/dist/types/raw/composable/statetimeline/panelcfg/x/types.gen';
import type * as table from '@grafana/schema/dist/types/raw/composable/table/panelcfg/x/types.gen';
import type * as timeseries from '@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/types.gen';

// The data source's own plugin defines queries; these are the fields of Prometheus's.
interface Query {
  datasource: raw.DataSourceRef;
  editorMode: 'code';
  expr: string;
  format?: 'table' | 'time_series';
  instant?: boolean;
  legendFormat?: string;
  exemplar?: boolean;
  range?: boolean;
  refId: string;
}

interface Annotation extends raw.AnnotationQuery {
  expr: string;
  step?: string;
  tagKeys?: string;
  textFormat?: string;
  titleFormat: string;
}

interface Variable extends Omit<raw.VariableModel, 'query'> {
  definition?: string;
  query: string | { qryType: number; query: string; refId: string };
}

// Every panel has what a reader needs of it.
interface Common {
  datasource: raw.DataSourceRef;
  description: string;
  gridPos: raw.GridPos;
  id: number;
  targets: Query[];
  title: string;
  transformations?: raw.DataTransformerConfig[];
}
interface Fields<Custom> {
  defaults: Omit<raw.FieldConfig, 'custom' | 'unit'> & { custom?: Custom; unit: string };
  overrides: { matcher: raw.MatcherConfig; properties: { id: string; value?: unknown }[] }[];
}
interface TimeSeries extends Common { type: 'timeseries'; options: timeseries.Options; fieldConfig: Fields<timeseries.FieldConfig> }
interface Stat extends Common { type: 'stat'; options: stat.Options; fieldConfig: Fields<never> }
interface BarGauge extends Common { type: 'bargauge'; options: bargauge.Options; fieldConfig: Fields<never> }
interface Timeline extends Common { type: 'state-timeline'; options: timeline.Options; fieldConfig: Fields<timeline.FieldConfig> }
interface Table extends Common { type: 'table'; options: table.Options; fieldConfig: Fields<Partial<table.FieldConfig>> }
interface Row { type: 'row'; collapsed: false; gridPos: raw.GridPos; id: number; panels: never[]; title: string }

export interface Dashboard extends Omit<raw.Dashboard, 'annotations' | 'panels' | 'templating'> {
  annotations: { list: Annotation[] };
  description: string;
  panels: (TimeSeries | Stat | BarGauge | Timeline | Table | Row)[];
  templating: { list: Variable[] };
  title: string;
  uid: string;
}
