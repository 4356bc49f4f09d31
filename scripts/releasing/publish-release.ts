/** Hands a signed release to head office's Sales: the files that it does not have, then the manifest that names them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseManifest, type SignedManifest } from '@comptoir/sync-protocol/releases/manifest';

/** @param address of the gateway, or of Sales. @param token of someone from head office. */
export type HeadOffice = Readonly<{ address: string; token: string }>;

export async function publishRelease(
  office: HeadOffice,
  home: string,
  signed: SignedManifest,
): Promise<number> {
  const { files } = releaseManifest.parse(JSON.parse(signed.manifest));
  const byHash = new Map(files.map(({ sha256, path }) => [sha256, path]));
  let sent = 0;
  for (;;) {
    const missing = await tryToPublish(office, signed);
    if (missing.length === 0) return sent;
    for (const sha256 of missing) {
      const path = byHash.get(sha256);
      if (path === undefined) throw new Error(`head office asks for ${sha256}, which is not of this release`);
      const body = new Uint8Array(readFileSync(join(home, path)));
      await ask(office, 'PUT', `release-files/${sha256}`, body, 'application/octet-stream');
      sent += 1;
    }
  }
}

/** @returns hashes of files that must be there first. */
async function tryToPublish(office: HeadOffice, signed: SignedManifest): Promise<string[]> {
  const response = await send(office, 'POST', 'releases', JSON.stringify(signed), 'application/json');
  if (response.ok) return [];
  const problem = (await response.json()) as { type?: string; missing?: string[]; detail?: string };
  if (problem.type === '/problems/files-missing' && problem.missing) return problem.missing;
  throw new Error(`head office did not take the release: ${problem.detail ?? response.status}`);
}

export const moveRelease = (office: HeadOffice, version: string, ring: string) =>
  ask(office, 'PUT', `releases/${version}/ring`, JSON.stringify({ ring }), 'application/json');

export const withdrawRelease = (office: HeadOffice, version: string) =>
  ask(office, 'POST', `releases/${version}/withdraw`, '', 'application/json');

type Body = string | Uint8Array<ArrayBuffer>;

async function ask(office: HeadOffice, method: string, path: string, body: Body, type: string) {
  const response = await send(office, method, path, body, type);
  if (!response.ok)
    throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
}

const send = ({ address, token }: HeadOffice, method: string, path: string, body: Body, type: string) =>
  fetch(`${address}/api/v1/sales/${path}`, {
    method,
    body: body === '' ? null : body,
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
  });
