/** A feed's page: NDJSON rows, then its end. A page without its end is torn and has no effect. Source: docs/sync-protocol.md, Down. */
import { jsonOf, type ReadRow, readRow } from './line.ts';
import { type FeedPageEnd, type FeedRow, feedPageEnd } from './rows.ts';

export type FeedPage<R = FeedRow> = Readonly<{ rows: readonly R[]; end: FeedPageEnd }>;
export type ParsedPage =
  | Readonly<{ ok: true; page: FeedPage<ReadRow> }>
  | Readonly<{ ok: false; detail: string }>;

/** Total: any text gives a page or says what is wrong. */
export function parsePage(text: string): ParsedPage {
  if (!text.endsWith('\n')) return torn('it ends inside a line');
  const lines = text.slice(0, -1).split('\n');
  const end = feedPageEnd.safeParse(jsonOf(lines.pop() ?? ''));
  if (!end.success) return torn('its last line is not a page end');
  const rows: ReadRow[] = [];
  for (const line of lines) {
    const row = readRow(line);
    if (!row) return torn(`line ${rows.length + 1} is not a row`);
    rows.push(row);
  }
  return { ok: true, page: { rows, end: end.data } };
}

const torn = (detail: string): ParsedPage => ({ ok: false, detail: `the page is not whole: ${detail}` });
