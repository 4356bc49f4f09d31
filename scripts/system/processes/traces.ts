import type { House } from '../house.ts';
import type { PlannedProcess } from '../plan.ts';
import { traceRatio } from '../traces.ts';
import { nodeProcess } from './node-process.ts';

/** The page on which traces are looked at, where any are kept. */
export const traces = ({ home, ports }: House): readonly PlannedProcess[] =>
  traceRatio() === 0
    ? []
    : [
        nodeProcess('traces', {
          program: 'traces',
          env: { PORT: String(ports.traces), TRACES_DIR: home.traces },
          heapMegabytesMax: 96,
        }),
      ];
