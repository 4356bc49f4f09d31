/** What head office watches of its edges: how far their journals go, and what befell them. Ties Fleet and Journal together. */
import { type Database, errorFields, type Logger, Problem, type Tx } from '@comptoir/service-kit';
import { signHead, verifyHead } from '@comptoir/sync-protocol/records/head';
import type { sessionRequest } from '@comptoir/sync-protocol/wire/calls';
import type { z } from 'zod';
import { type EdgeHealth, edgeNote } from './api.ts';
import { addNote, type Note, recentMax } from './fleet/store/notes.ts';
import { noteSkew } from './fleet/store/rows.ts';
import { openings } from './journal/store/openings.ts';
import { allHeads, headsOfEdge, noteTail } from './journal/store/rows.ts';
import type { SigningKeys } from './keys/keys.ts';

type Watched = Readonly<{ database: Database; logger: Logger }>;

/** Beside the request, so that watching over edges delays none of them. */
export function note({ database, logger }: Watched, befallen: Note): void {
  addWithClones(database, befallen).catch((error: unknown) =>
    logger.debug(errorFields(error), 'what befell an edge could not be noted'),
  );
}

/** An edge and its copy steal each other's session again and again; one that was restarted does so once. */
async function addWithClones(database: Database, befallen: Note): Promise<void> {
  const lately = await addNote(database, befallen, new Date());
  if (befallen.kind === 'stale-session' && lately >= recentMax)
    await addNote(database, { ...befallen, kind: 'clone-suspected' }, new Date());
}

export function noteRefusal(kit: Watched, fault: unknown, journal: string, edgeId: string): void {
  if (!(fault instanceof Problem)) return;
  const kind = edgeNote.shape.kind.safeParse(fault.type);
  if (kind.success)
    note(kit, { edgeId, journal, kind: kind.data, seq: Number(fault.options.members?.seq ?? 0) });
}

/** A head that we have signed and do not hold any more: our own database went back. */
export async function noteTold(
  tx: Tx,
  edgeId: string,
  { heads, skewMs, witness }: z.infer<typeof sessionRequest>,
  { cosign }: SigningKeys,
): Promise<void> {
  if (skewMs !== undefined) await noteSkew(tx, edgeId, skewMs);
  for (const head of heads) await noteTail(tx, edgeId, head);
  if (!witness || !verifyHead(witness, cosign.publicKey)) return;
  const held = (await headsOfEdge(tx, edgeId)).find(({ journal }) => journal === witness.journal);
  if (witness.seq > (held?.seq ?? 0))
    await addNote(tx, { edgeId, kind: 'cloud-rewound', ...witness }, new Date());
}

export async function journalsByEdge(database: Database) {
  const [heads, opened] = await Promise.all([allHeads(database), openings(database)]);
  const byEdge = new Map<string, Pick<EdgeHealth, 'journals' | 'openings'>>();
  for (const { edgeId, journal, seq, tailSeq, receivedAt } of heads) {
    const known = byEdge.get(edgeId) ?? { journals: [], openings: [] };
    known.journals.push({ journal, seq, tailSeq, receivedAt: receivedAt?.toISOString() ?? null });
    byEdge.set(edgeId, known);
  }
  for (const { edgeId, at, opened: body, ...opening } of opened) {
    if (body.reason === 'new') continue;
    byEdge.get(edgeId)?.openings.push({
      ...opening,
      at: at.toISOString(),
      reason: body.reason,
      predecessorSeq: body.predecessor?.seq ?? null,
    });
  }
  return byEdge;
}

export async function cosignedHeads(tx: Tx, edgeId: string, keys: SigningKeys) {
  const heads = await headsOfEdge(tx, edgeId);
  return heads.map(({ journal, seq, hash }) => signHead({ journal, seq, hash }, keys.cosign.secretKey));
}
