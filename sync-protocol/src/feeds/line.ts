/**
 * One line of a feed: `{"scope":…,"key":…,"pos":…,"unit":…,"value":…}`, its members in this order, so that the value's text can be cut
 * out. That text is kept as it was sent, byte for byte, since digests are taken over it. Source: docs/sync-protocol.md, Feeds.
 */
import { type FeedRow, feedRow } from './rows.ts';

/** `valueText`: the value as it stood in the line; null for a tombstone. */
export type ReceivedRow = Readonly<Omit<FeedRow, 'value'> & { valueText: string | null }>;
export type ReadRow = ReceivedRow & Pick<FeedRow, 'value'>;

/** A string of JSON, a position, and the value last. Blanks may stand where PostgreSQL sets them. */
const form =
  /^\{"scope" ?: ?("(?:[^"\\]|\\.)*"), ?"key" ?: ?("(?:[^"\\]|\\.)*"), ?"pos" ?: ?([1-9]\d{0,14}), ?"unit" ?: ?([1-9]\d{0,14}), ?"value" ?: ?(.+)\}$/;

/**
 * Cuts a line without reading its value: for bytes whose digest is known to be the owner's.
 * @returns null if the line has another form; `readRow` may know more.
 */
export function cutRow(line: string): ReceivedRow | null {
  const match = form.exec(line);
  if (!match) return null;
  const [, scope = '', key = '', pos = '', unit = '', value = ''] = match;
  return {
    scope: textOf(scope),
    key: textOf(key),
    pos: Number(pos),
    unit: Number(unit),
    valueText: value === 'null' ? null : value,
  };
}

/** Most texts hold nothing that is escaped. */
const textOf = (quoted: string): string => (quoted.includes('\\') ? JSON.parse(quoted) : quoted.slice(1, -1));

/** Total: a row, or null. Values are not judged here: a kind that is unknown is kept (S9). */
export function readRow(line: string): ReadRow | null {
  const parsed = feedRow.safeParse(jsonOf(line));
  if (!parsed.success) return null;
  const { value } = parsed.data;
  const valueText = value === null ? null : (cutRow(line)?.valueText ?? JSON.stringify(value));
  return { ...parsed.data, valueText };
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
