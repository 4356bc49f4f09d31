/** Which documents a tablet may bring: its people's counts and zones. Counts and decisions are the edge's own. */
import { documentId, lineDocument, zoneDocument } from './api.ts';
import type { Written } from './couch/document-store.ts';

/** @returns why not, or nothing. Whose count it is does not matter: a tablet hands over what others counted on it before. */
export function refuseDocument({ id, deleted, body }: Written): string | undefined {
  if (deleted) return 'A count is set to 0, not deleted.';
  const line = lineDocument.safeParse(body);
  if (line.success) return id === documentId.line(line.data) ? undefined : wrongId;
  const zone = zoneDocument.safeParse(body);
  if (zone.success) return id === documentId.zone(zone.data) ? undefined : wrongId;
  const issue = (body.type === 'zone' ? zone : line).error?.issues[0];
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a count'}`;
}

const wrongId = 'The id does not name what the document is about.';
