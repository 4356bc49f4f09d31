/** Debian's Alertmanager, which mails what Prometheus' rules find. Where it cannot be had, the house goes on without. */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DebianProgram, provideOptional } from './debian-packages.ts';
import { digestOf } from './digest.ts';
import { addressOf, type House } from './house.ts';
import type { PlannedProcess } from './plan.ts';
import { root } from './root.ts';
import { traceRatio } from './traces.ts';

const program: DebianProgram = {
  command: 'prometheus-alertmanager',
  packages: ['prometheus-alertmanager'],
  unpackedPath: 'usr/bin/prometheus-alertmanager',
};
const sources = join(root, 'grafana', 'alertmanager');

/** @returns nothing where Alertmanager is neither installed nor to be downloaded. */
export async function alertmanager(
  { home, ports }: House,
  note: (text: string) => void,
): Promise<readonly PlannedProcess[]> {
  const found = await provideOptional(program, note);
  if (found === undefined) return [];
  const directory = home.alertmanager;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  cpSync(sources, directory, { recursive: true });
  const configuration = readFileSync(join(sources, 'alertmanager.yml'), 'utf8');
  writeFileSync(
    join(directory, 'alertmanager.yml'),
    configuration.replace('smtp_smarthost: localhost:25', `smtp_smarthost: 127.0.0.1:${ports.smtp}`),
  );
  const mail = join(directory, 'mail.tmpl');
  if (traceRatio() > 0)
    writeFileSync(mail, withTraces(readFileSync(mail, 'utf8'), addressOf(ports, 'traces')));
  const args = [
    `--config.file=${join(directory, 'alertmanager.yml')}`,
    `--storage.path=${join(directory, 'data')}`,
    `--web.listen-address=127.0.0.1:${ports.alertmanager}`,
    // It is alone: no gossip with others.
    '--cluster.listen-address=',
    '--log.level=warn',
  ];
  const version = digestOf([sources], args);
  const { path: command, env } = found;
  return [{ name: 'alertmanager', command, args, env, stopSignal: 'SIGTERM', version, isStore: false }];
}

/** Beside what to do, where the traces are that went wrong. */
const withTraces = (template: string, address: string) =>
  template.replace(
    '{{ .Annotations.runbook }}',
    `{{ .Annotations.runbook }}\nTraces en faute : ${address}/?failed=1{{ with .Labels.service }}&service={{ . }}{{ end }}`,
  );
