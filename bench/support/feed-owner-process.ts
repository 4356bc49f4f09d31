/** Started by `feed-owner.ts`: tells its address and a device's token, and serves until it is told to end. */
import { feedRoutes, serviceEnvironment, startService } from '@comptoir/service-kit';
import { testIssuer } from '@comptoir/service-kit/testing/issuer';

const issuer = await testIssuer();
const owner = await startService(
  {
    name: 'owner',
    environment: serviceEnvironment,
    migrations: [],
    routes: (kit) =>
      feedRoutes({ ...kit, feeds: ['catalogue'], guard: kit.tokens.requireDevice(), scopeOf: () => '*' }),
  },
  { ...process.env, PORT: '0', SALES_URL: issuer.url, LOG_LEVEL: 'warn' },
);
process.send?.({ address: owner.address, token: await issuer.deviceToken('S1') });
process.once('SIGINT', () => void owner.close().then(() => process.exit(0)));
