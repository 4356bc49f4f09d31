/** A dashboard as plain data: rows of panels, each a question in PromQL. */
export interface Panel {
  readonly title: string;
  /** Label of each line, in Grafana's braces. */
  readonly legend: string;
  readonly expr: string;
  /** Grafana's name of the unit. */
  readonly unit: 'reqps' | 'ops' | 's' | 'ms' | 'short' | 'bytes' | 'percentunit';
}

export interface Row {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** Uid and file name are one. */
export interface Board {
  readonly uid: string;
  readonly title: string;
  readonly rows: readonly Row[];
}

/** @param labels what is left of the series: `service, route`. @param of labels that choose among them. */
export const p95 = (histogram: string, labels: string, of = ''): string =>
  `histogram_quantile(0.95, sum by (le, ${labels}) (rate(${histogram}_bucket${of}[1m])))`;
