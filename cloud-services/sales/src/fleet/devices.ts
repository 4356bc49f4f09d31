/** `PUT /api/v1/sync/devices`: a store's server tells how its devices are, so that head office sees a printer without paper. */
import { type Database, type Route, route } from '@comptoir/service-kit';
import type { Guard } from '@comptoir/service-kit/auth/guard';
import type { DeviceCaller } from '@comptoir/service-kit/auth/tokens';
import { devicesTold } from '@comptoir/sync-protocol/wire/devices';
import { noteDevices } from './store/rows.ts';

type Parts = Readonly<{ database: Database; device: Guard<DeviceCaller>; now: () => Date }>;

export const devicesRoute = ({ database, device, now }: Parts): Route =>
  route({
    method: 'put',
    path: '/api/v1/sync/devices',
    summary: 'How the devices of a store are now',
    guard: device,
    body: devicesTold,
    answers: { 204: null },
    async handle({ body: { devices }, caller }) {
      await database.transaction((tx) => noteDevices(tx, caller.edge, devices, now()));
      return { status: 204, body: null };
    },
  });
