/** What the gateway takes from its environment. */
import { expect, test } from 'vitest';
import { readSettings } from '../src/settings.ts';

const told = { PORT: '7400', KONG_CONFIG: 'kong.yml' };

test('it listens on loopback alone unless told an address, and a name is none', () => {
  expect(readSettings(told)).toMatchObject({ ok: true, settings: { host: '127.0.0.1' } });
  expect(readSettings({ ...told, HOST: '0.0.0.0' })).toMatchObject({ settings: { host: '0.0.0.0' } });
  expect(readSettings({ ...told, HOST: 'everywhere' })).toMatchObject({ ok: false });
});
