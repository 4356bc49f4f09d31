/** The alert rules, by Prometheus' own tool and Alertmanager's; where neither is to be had, only what needs none of them. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type DebianProgram, provideOptional } from '../../scripts/system/debian-packages.ts';
import { root } from '../../scripts/system/root.ts';
import { runProgram } from '../../scripts/system/run-program.ts';

const folder = join(root, 'grafana');
const tool = (command: string, name: string): DebianProgram => ({
  command,
  packages: [name],
  unpackedPath: `usr/bin/${command}`,
});
const silent = () => undefined;
const [promtool, amtool] = await Promise.all([
  provideOptional(tool('promtool', 'prometheus'), silent),
  provideOptional(tool('amtool', 'prometheus-alertmanager'), silent),
]);
const place = mkdtempSync(join(tmpdir(), 'comptoir-rules-'));
afterAll(() => rmSync(place, { recursive: true }));

async function says(found: typeof promtool, ...args: string[]): Promise<string> {
  const env = { ...process.env, ...found?.env };
  const { code, stdout, stderr } = await runProgram(found?.path ?? '', args, { env, timeoutMs: 60_000 });
  return code === 0 ? 'fine' : `${stdout}${stderr}`;
}

test.skipIf(!promtool)('N4: each alert rings when it should, and not before', async () => {
  const files = readdirSync(join(folder, 'rules-test')).map((name) => join(folder, 'rules-test', name));
  expect(await says(promtool, 'test', 'rules', ...files)).toBe('fine');
});

test.skipIf(!promtool)('N4: Prometheus takes its configuration', async () => {
  cpSync(join(folder, 'prometheus.yml'), join(place, 'prometheus.yml'));
  cpSync(join(folder, 'rules'), join(place, 'rules'), { recursive: true });
  for (const name of ['services', 'gateway', 'edges', 'alertmanagers'])
    writeFileSync(join(place, `${name}.json`), '[]');
  expect(await says(promtool, 'check', 'config', join(place, 'prometheus.yml'))).toBe('fine');
});

test.skipIf(!amtool)('N4: Alertmanager takes its configuration', async () => {
  const file = join(folder, 'alertmanager', 'alertmanager.yml');
  expect(await says(amtool, 'check-config', file)).toBe('fine');
});

type Rule = Readonly<{
  alert?: string;
  labels?: { severity?: string };
  annotations?: { summary?: string; description?: string; runbook?: string };
}>;
const alerts = readdirSync(join(folder, 'rules')).flatMap((name) => {
  const { groups } = parse(readFileSync(join(folder, 'rules', name), 'utf8')) as {
    groups: { rules: Rule[] }[];
  };
  return groups.flatMap(({ rules }) => rules.filter(({ alert }) => alert !== undefined));
});

test('N4: each alert says in French what is wrong, how urgent it is, and which entry of the runbook tells what to do', () => {
  const runbook = readFileSync(join(root, 'docs', 'operations.md'), 'utf8');
  const anchors = [...runbook.matchAll(/^#{2,4} (\S+)$/gm)].map(([, heading = '']) => heading.toLowerCase());
  expect(alerts.length).toBeGreaterThan(25);
  for (const { alert = '', labels, annotations } of alerts) {
    expect(annotations?.runbook, alert).toBe(`docs/operations.md#${alert.toLowerCase()}`);
    expect(anchors, `docs/operations.md tells of ${alert}`).toContain(alert.toLowerCase());
    expect(['urgent', 'warning'], alert).toContain(labels?.severity);
    expect(annotations?.summary, alert).toMatch(/\S/);
    expect(annotations?.description, alert).toMatch(/\S/);
  }
});
