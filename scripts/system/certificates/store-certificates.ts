/** Where PostgreSQL and Redis find their certificates, and their clients the authority by which they know them. */
import { join } from 'node:path';
import type { Home } from '../home.ts';
import { authorityFile } from './authority-file.ts';

/** `replica`: the PostgreSQL that follows the first, where there is one. */
export const storeNames = ['postgres', 'redis', 'replica'] as const;
export type StoreName = (typeof storeNames)[number];

/** Paths of files in PEM. */
export type StoreTls = Readonly<{ certificate: string; key: string; authority: string }>;
export type StoreHome = Pick<Home, StoreName | 'tls'>;

/** The shorter key first, as programs of the house have it among themselves. Source: service-kit, tls/identity. */
export const storeCiphers = 'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256';

/** In the store's own folder, which it may read whoever it runs as. */
export const storeTlsOf = (home: StoreHome, name: StoreName): StoreTls => ({
  certificate: join(home[name], 'server.crt'),
  key: join(home[name], 'server.key'),
  authority: authorityFile(home),
});
