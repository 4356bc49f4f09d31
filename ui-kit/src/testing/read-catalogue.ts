/** For tests of an app's texts: what its catalogue of one language says. */
import { readFileSync } from 'node:fs';

/** @param file a PO file. @returns msgid → msgstr, each joined to one line; empty where nobody translated. */
export function readCatalogue(file: URL): Map<string, string> {
  const messages = new Map<string, string>();
  for (const block of readFileSync(file, 'utf8').split('\n\n')) {
    const match = /msgid ((?:".*"\n?)+)msgstr ((?:".*"\n?)+)/.exec(block);
    const joined = (part = '') => [...part.matchAll(/"(.*)"/g)].map(([, inside]) => inside).join('');
    if (match && joined(match[1]) !== '') messages.set(joined(match[1]), joined(match[2]));
  }
  return messages;
}
