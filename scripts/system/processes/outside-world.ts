/** Stand-ins for what Comptoir speaks to beyond its walls. */
import type { House } from '../house.ts';
import type { PlannedProcess } from '../plan.ts';
import { nodeProcess } from './node-process.ts';

export function outsideWorld({ ports }: House): readonly PlannedProcess[] {
  return [
    nodeProcess('mail', {
      program: 'mail',
      env: { PORT: String(ports.smtp), CONTROL_PORT: String(ports.mail) },
    }),
  ];
}
