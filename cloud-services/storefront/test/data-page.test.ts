import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataPage } from '../src/http/data-page.ts';

const kept = {
  exportedAt: '2026-11-24T15:00:00.000Z',
  profile: { firstName: 'Ana', email: 'ana@example.org', phone: null },
  orders: [
    {
      number: 'K7QF-2345',
      totals: { totalMinor: 123_456 },
      lines: [{ name: { fr: 'Savon', en: 'Soap' }, quantity: '1' }],
    },
  ],
  notes: [],
  somethingNew: { unheardOf: true, constructor: 'a name of the language' },
  wrote: { text: '2026-99-99T99:99:99Z' },
};

test.each([
  ['fr', 'Commandes', '1 234,56 $', 'Savon', 'Rien.', 'oui'],
  ['en', 'Orders', '$1,234.56', 'Soap', 'Nothing.', 'yes'],
] as const)('C1: one’s data is a page to read in %s, also what has no words yet', (language, ...words) => {
  const page = dataPage(kept, { language, timeZone: 'America/Toronto' }).replaceAll(/[\u00a0\u202f]/g, ' ');
  for (const word of [...words, 'Ana', 'ana@example.org', 'K7QF-2345', 'unheardOf', '2026-99-99'])
    expect(page).toContain(word);
  expect(page).not.toContain('[object Object]');
});

test('C1: nothing that somebody wrote becomes a part of the page, and nothing of it is left out', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      const page = dataPage({ notes: [{ text: `<b>${text}` }] }, { language: 'fr', timeZone: 'UTC' });
      expect(page).not.toContain('<b>');
      const unescaped = page
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
        .replaceAll('&amp;', '&');
      expect(unescaped).toContain(`<b>${text}`);
    }),
    { numRuns: 50 },
  );
});
