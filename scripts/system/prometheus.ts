/** Debian's Prometheus, which scrapes every process of the house. Where it cannot be had, the house goes on without. */
import { copyFileSync, cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DebianProgram, provideOptional } from './debian-packages.ts';
import { digestOf } from './digest.ts';
import { writeWhole } from './home.ts';
import { type House, instancesOf } from './house.ts';
import { serviceNames } from './instances.ts';
import type { PlannedProcess } from './plan.ts';
import type { PortName } from './ports.ts';
import { root } from './root.ts';

export const prometheusProgram: DebianProgram = {
  command: 'prometheus',
  packages: ['prometheus'],
  unpackedPath: 'usr/bin/prometheus',
};
const sources = join(root, 'grafana');

/** @returns nothing where Prometheus is neither installed nor to be downloaded. */
export async function prometheus(
  house: House,
  note: (text: string) => void,
): Promise<readonly PlannedProcess[]> {
  const found = await provideOptional(prometheusProgram, note);
  if (found === undefined) return [];
  const directory = writeConfiguration(house);
  const args = [
    `--config.file=${join(directory, 'prometheus.yml')}`,
    `--storage.tsdb.path=${join(directory, 'data')}`,
    '--storage.tsdb.retention.time=3d',
    `--web.listen-address=127.0.0.1:${house.ports.prometheus}`,
    '--log.level=warn',
  ];
  const version = digestOf(
    [join(sources, 'rules')],
    [...args, readFileSync(join(sources, 'prometheus.yml'), 'utf8')],
  );
  const { path: command, env } = found;
  return [{ name: 'prometheus', command, args, env, stopSignal: 'SIGTERM', version, isStore: false }];
}

/** Prometheus reads the files of addresses again by itself when they change. */
function writeConfiguration({ home, ports }: House): string {
  const directory = home.prometheus;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  copyFileSync(join(sources, 'prometheus.yml'), join(directory, 'prometheus.yml'));
  cpSync(join(sources, 'rules'), join(directory, 'rules'), { recursive: true });
  const target = (name: PortName, labels: Readonly<Record<string, string>> = {}) => ({
    targets: [`127.0.0.1:${ports[name]}`],
    labels: { instance_name: name, ...labels },
  });
  writeWhole(
    join(directory, 'services.json'),
    serviceNames.flatMap((service) => instancesOf(service).map((name) => target(name, { service }))),
  );
  writeWhole(join(directory, 'gateway.json'), [target('gateway')]);
  writeWhole(join(directory, 'edges.json'), [target('edge', { store: 'MTL01' })]);
  writeWhole(join(directory, 'alertmanagers.json'), [{ targets: [`127.0.0.1:${ports.alertmanager}`] }]);
  return directory;
}
