/** The dashboard as code: `rows` of `panels.ts` laid out, in Grafana's own form. */
import { DashboardBuilder, RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { rows } from './panels.ts';

const columns = 24;
const height = 8;
const datasource = { type: 'prometheus', uid: 'comptoir-prometheus' };

/** @returns the JSON that Grafana provisions, with an end of line. */
export function dashboardText(): string {
  const builder = new DashboardBuilder('Comptoir')
    .uid('comptoir')
    .tags(['comptoir'])
    .refresh('10s')
    .time({ from: 'now-30m', to: 'now' })
    .timezone('browser');
  for (const { title, panels } of rows) {
    builder.withRow(new RowBuilder(title));
    for (const { title: name, legend, expr, unit } of panels)
      builder.withPanel(
        new PanelBuilder()
          .title(name)
          .unit(unit)
          .min(0)
          .span(columns / panels.length)
          .height(height)
          .datasource(datasource)
          .withTarget(new DataqueryBuilder().expr(expr).legendFormat(legend).datasource(datasource)),
      );
  }
  return `${JSON.stringify(builder.build(), undefined, 2)}\n`;
}
