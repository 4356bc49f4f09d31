/** Brings a store its certificate as it lies beside those of the programs. */
import { chown, rename, stat, writeFile } from 'node:fs/promises';
import { readIdentity } from '@comptoir/service-kit/tls/identity-file';
import { identityPath } from './keep-certificates.ts';
import { type StoreHome, type StoreName, storeTlsOf } from './store-certificates.ts';

/** The store's folder must be there. */
export async function writeStoreCertificate(home: StoreHome, name: StoreName): Promise<void> {
  const { authorities, certificate, key } = readIdentity(identityPath(home.tls, name));
  const paths = storeTlsOf(home, name);
  await replace(paths.authority, authorities, home.tls);
  // Whoever starts between the two says that they do not fit, ends, and is started again.
  await replace(paths.key, key, home[name]);
  await replace(paths.certificate, certificate, home[name]);
}

async function replace(path: string, text: string, folder: string): Promise<void> {
  const fresh = `${path}.${process.pid}.new`;
  await writeFile(fresh, text, { mode: 0o600 });
  // Where PostgreSQL runs as somebody else, its data are theirs, and so must its key be.
  const { uid, gid } = await stat(folder);
  if (uid !== process.getuid?.()) await chown(fresh, uid, gid);
  await rename(fresh, path);
}
