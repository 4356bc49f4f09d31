/** A feed's page: NDJSON rows, then its end. A page without its end is torn and has no effect. Source: docs/sync-protocol.md, Down. */
import { type FeedPageEnd, type FeedRow, feedPageEnd, feedRow } from './rows.ts';

export type FeedPage = Readonly<{ rows: readonly FeedRow[]; end: FeedPageEnd }>;
export type ParsedPage = Readonly<{ ok: true; page: FeedPage }> | Readonly<{ ok: false; detail: string }>;

/** Total: any text gives a page or says what is wrong. Values are not judged here: a kind that is unknown is kept (S9). */
export function parsePage(text: string): ParsedPage {
  if (!text.endsWith('\n')) return torn('it ends inside a line');
  const lines = text.slice(0, -1).split('\n');
  const end = feedPageEnd.safeParse(jsonOf(lines.pop() ?? ''));
  if (!end.success) return torn('its last line is not a page end');
  const rows: FeedRow[] = [];
  for (const line of lines) {
    const row = feedRow.safeParse(jsonOf(line));
    if (!row.success) return torn(`line ${rows.length + 1} is not a row`);
    rows.push(row.data);
  }
  return { ok: true, page: { rows, end: end.data } };
}

const torn = (detail: string): ParsedPage => ({ ok: false, detail: `the page is not whole: ${detail}` });

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
