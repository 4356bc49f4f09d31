/** A program's certificate as it lies on a disk. */
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** As `scripts/system/certificates` writes it; all in PEM. */
const identityFile = z.object({ authorities: z.string(), certificate: z.string(), key: z.string() });
export type IdentityFile = z.infer<typeof identityFile>;

const isFolder = (path: string) => statSync(path).isDirectory();

/**
 * @param path of a house's own file, or of the folder where Kubernetes shows a secret of type `kubernetes.io/tls`.
 * @throws Error when it cannot be read, or holds something else.
 * Source: https://kubernetes.io/docs/concepts/configuration/secret/#tls-secrets; `ca.crt`: https://cert-manager.io/docs/usage/certificate/.
 */
export function readIdentity(path: string): IdentityFile {
  if (!isFolder(path)) return identityFile.parse(JSON.parse(readFileSync(path, 'utf8')));
  // All three change at once, by a link to another folder: they are read where the first one lies.
  const folder = dirname(realpathSync(join(path, 'tls.crt')));
  const part = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { authorities: part('ca.crt'), certificate: part('tls.crt'), key: part('tls.key') };
}

/** Whose change tells of a new certificate. */
export const watchedFile = (path: string): string => (isFolder(path) ? join(path, 'tls.crt') : path);
