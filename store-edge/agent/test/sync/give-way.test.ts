import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const module = join(import.meta.dirname, '../../src/sync/give-way.ts');

test.runIf(process.platform === 'linux')(
  'a thread that gives way leaves the others of its process as they are',
  () => {
    const script = `
    import { getPriority } from 'node:os';
    import { readFileSync, readdirSync } from 'node:fs';
    import { giveWay } from ${JSON.stringify(module)};
    const niceOf = (thread) => Number(readFileSync('/proc/self/task/' + thread + '/stat', 'utf8').split(') ')[1].split(' ')[16]);
    const before = getPriority();
    giveWay();
    const others = readdirSync('/proc/self/task').filter((thread) => thread !== String(process.pid)).map(niceOf);
    console.log(JSON.stringify([getPriority() >= 10, others.every((nice) => nice === before)]));`;
    const told = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
    expect(JSON.parse(told.toString())).toEqual([true, true]);
  },
);
