/** Every panel of every dashboard finds what it asks for in the Prometheus of the house. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { run } from './support/house.ts';

type Answer = { status: string; data: { result: unknown[] } };

const { prometheus } = run;

test.skipIf(prometheus === undefined)('all processes are scraped', async () => {
  const down = async () => {
    const answer = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent('up')}`);
    const { data } = (await answer.json()) as {
      data: { result: { metric: { instance_name?: string }; value: [number, string] }[] };
    };
    const names = data.result
      .filter(({ value }) => value[1] === '1')
      .map(({ metric }) => metric.instance_name);
    return ['gateway', 'edge', ...Object.keys(run.services)].filter((name) => !names.includes(name));
  };
  await expect.poll(down, { timeout: 60_000 }).toEqual([]);
});

type Dashboard = { title: string; panels: { title: string; targets?: { expr: string }[] }[] };
const folder = new URL('../grafana/dashboards/', import.meta.url);
const questions = readdirSync(folder).flatMap((name) => {
  const { title, panels } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Dashboard;
  return panels.flatMap((panel) =>
    (panel.targets ?? []).map(({ expr }) => [`${title}, ${panel.title}`, expr] as const),
  );
});

test.skipIf(prometheus === undefined).each(questions)(
  'the panel “%s” finds its series',
  async (_title, expr) => {
    // So that there is traffic to count.
    const touch = () =>
      Promise.all([
        fetch(`${run.gateway}/api/v1/products?limit=1`),
        fetch(`${run.gateway}/api/v1/cart/items`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ gtin: run.demo.gtins?.[0], quantity: '1' }),
        }),
      ]);
    const found = async () => {
      await touch();
      const answer = await fetch(`${prometheus}/api/v1/query?query=${encodeURIComponent(expr)}`);
      const { status, data } = (await answer.json()) as Answer;
      expect(status).toBe('success');
      return data.result.length;
    };
    await expect.poll(found, { timeout: 60_000, interval: 1_000 }).toBeGreaterThan(0);
  },
);
