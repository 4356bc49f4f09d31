import { useEffect, useRef, useSyncExternalStore } from 'react';
import 'uplot/dist/uPlot.min.css';
import uPlot from 'uplot';
import css from './charts.module.css';

export type TimeSeries = Readonly<{
  label: string;
  /** Null: not known yet, so no line is drawn. */
  values: readonly (number | null)[];
  /** Number of a chart token; a dash tells it apart without colour. */
  colour: 1 | 2 | 6;
  isDashed?: boolean;
}>;

const height = 260;
/** A day without sales has an axis all the same, whose whole dollars differ. */
const axisMinorMin = 1_000;
const isDark = matchMedia('(prefers-color-scheme: dark)');
const onTheme = (call: () => void) => {
  isDark.addEventListener('change', call);
  return () => isDark.removeEventListener('change', call);
};

/**
 * Lines over equal steps: hours, days, months. New figures are put into the chart that is there, so a pointer that rests on a value goes on
 * resting on it. For eyes only: `ChartFigure` holds the sentence and the table.
 */
export function TimeChart(props: {
  labels: readonly string[];
  series: readonly TimeSeries[];
  format: (value: number) => string;
  /** Short, for the axis. */
  formatAxis: (value: number) => string;
}) {
  const { labels, series, format, formatAxis } = props;
  const holder = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const dark = useSyncExternalStore(onTheme, () => isDark.matches);
  const latest = useRef({ labels, series, format, formatAxis });
  latest.current = { labels, series, format, formatAxis };
  const shape = JSON.stringify([labels.length, series.map(({ label, isDashed }) => [label, isDashed]), dark]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for all that a new chart needs; figures alone are put into it below.
  useEffect(() => {
    if (!holder.current) return;
    const element = holder.current;
    const made = new uPlot(
      optionsOf(element, () => latest.current),
      dataOf(latest.current),
      element,
    );
    chart.current = made;
    const watch = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    watch.observe(element);
    return () => {
      watch.disconnect();
      made.destroy();
      chart.current = null;
    };
  }, [shape]);

  useEffect(() => {
    chart.current?.setData(dataOf({ labels, series }));
  }, [labels, series]);

  return <div ref={holder} className={css.chart} aria-hidden="true" />;
}

const dataOf = ({ labels, series }: { labels: readonly string[]; series: readonly TimeSeries[] }) =>
  [labels.map((_, index) => index), ...series.map(({ values }) => [...values])] as uPlot.AlignedData;

type Latest = () => Readonly<{
  labels: readonly string[];
  series: readonly TimeSeries[];
  format: (value: number) => string;
  formatAxis: (value: number) => string;
}>;

function optionsOf(element: HTMLElement, latest: Latest): uPlot.Options {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const font = `12px ${style.fontFamily}`;
  const axis = {
    stroke: token('--muted'),
    font,
    grid: { stroke: token('--hairline'), width: 1 },
    ticks: { show: false },
  };
  return {
    width: element.clientWidth,
    height,
    padding: [8, 24, 0, 0],
    scales: {
      x: { time: false, range: (_chart, min, max) => [min, Math.max(max, min + 1)] },
      y: { range: (_chart, min, max) => [Math.min(0, min), Math.max(max, axisMinorMin) * 1.05] },
    },
    axes: [
      {
        ...axis,
        incrs: [1, 2, 3, 4, 6, 7, 14, 30],
        space: 56,
        values: (_chart, splits) => splits.map((at) => latest().labels[at] ?? ''),
      },
      { ...axis, size: 84, values: (_chart, splits) => splits.map((value) => latest().formatAxis(value)) },
    ],
    series: [
      { label: '', value: (_chart, at) => (at === null ? '' : (latest().labels[at] ?? '')) },
      ...latest().series.map(({ label, colour, isDashed }) => ({
        label,
        stroke: token(`--chart-${colour}`),
        width: 2,
        ...(isDashed ? { dash: [6, 4] } : {}),
        points: { show: !isDashed, size: 5 },
        value: (_chart: uPlot, value: number | null) => (value === null ? '—' : latest().format(value)),
      })),
    ],
    cursor: { y: false, drag: { x: false, y: false } },
  };
}
