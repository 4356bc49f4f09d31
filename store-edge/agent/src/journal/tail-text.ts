import type { Journal } from './journal.ts';

/** How far the journal goes, to be compared as a text. */
export function tailText(journal: Journal): string {
  const { journal: id, seq, hash } = journal.tail();
  return `${id} ${seq} ${hash.toString('base64')}`;
}
