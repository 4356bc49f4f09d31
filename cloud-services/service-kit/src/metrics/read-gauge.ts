/** Gauges that are read when Prometheus asks, from a database or Redis. A reader that fails or is slow leaves its gauges out; the others are told. */
import { Gauge, type Registry } from 'prom-client';

export type Reading = Readonly<{ labels?: Readonly<Record<string, string>>; value: number }>;

/** Prometheus gives up after its scrape interval (5 s in `grafana/prometheus.yml`): what is late must not cost the rest. */
const timeLimitMs = 2_000;

export function readGauge(
  registry: Registry,
  described: Readonly<{ name: string; help: string; labelNames?: readonly string[] }>,
  read: () => Promise<readonly Reading[]>,
): void {
  const { name, help, labelNames = [] } = described;
  new Gauge({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    async collect() {
      const readings = await inTime(read()).catch(() => []);
      // `reset` would say 0 of a gauge without labels, which is something else than not to know.
      if (labelNames.length === 0) this.remove();
      else this.reset();
      for (const { labels = {}, value } of readings) this.set(labels, value);
    },
  });
}

/** One read for the gauges of one scrape. */
export function readOnce<T>(read: () => Promise<T>): () => Promise<T> {
  let underWay: Promise<T> | undefined;
  return () => {
    underWay ??= read().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

/** @throws Error when there is no answer in time. */
export async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), timeLimitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
