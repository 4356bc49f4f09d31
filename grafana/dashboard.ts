/** Dashboards as code: the rows of a board laid out, in Grafana's own form. */
import {
  DashboardBuilder,
  DashboardLinkBuilder,
  DashboardLinkType,
  RowBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import type { Board, Panel } from './board.ts';

const columns = 24;
const height = 8;
const datasource = { type: 'prometheus', uid: 'comptoir-prometheus' };

/** @returns the JSON that Grafana provisions, with an end of line. */
export function dashboardText({ uid, title, rows }: Board): string {
  const builder = new DashboardBuilder(`Comptoir: ${title}`)
    .uid(`comptoir-${uid}`)
    .tags(['comptoir'])
    .refresh('10s')
    .time({ from: 'now-30m', to: 'now' })
    .timezone('browser')
    .link(
      new DashboardLinkBuilder('Comptoir')
        .type(DashboardLinkType.Dashboards)
        .tags(['comptoir'])
        .keepTime(true),
    );
  for (const { title: name, panels } of rows) {
    builder.withRow(new RowBuilder(name));
    for (const panel of panels) builder.withPanel(laidOut(panel, columns / panels.length));
  }
  return `${JSON.stringify(builder.build(), undefined, 2)}\n`;
}

const laidOut = ({ title, legend, expr, unit }: Panel, span: number) =>
  new PanelBuilder()
    .title(title)
    .unit(unit)
    .min(0)
    .span(span)
    .height(height)
    .datasource(datasource)
    .withTarget(new DataqueryBuilder().expr(expr).legendFormat(legend).datasource(datasource));
