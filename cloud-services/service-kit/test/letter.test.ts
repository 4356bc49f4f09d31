import fc from 'fast-check';
import { expect, test } from 'vitest';
import { downPause, rowPause } from '../src/notifications/channel.ts';
import { type Letter, letterHtml, letterText } from '../src/notifications/letter.ts';
import { qrTable } from '../src/notifications/qr-block.ts';

const letter: Letter = {
  subject: 'Votre commande C-7F3K-92QD',
  preview: 'Merci, Ana',
  blocks: [
    { kind: 'heading', text: 'Merci' },
    { kind: 'paragraph', text: 'Nous préparons <vos> articles & plus.' },
    { kind: 'rows', rows: [{ label: 'Thé vert', detail: '2 × 4,99 $', value: '9,98 $', strong: true }] },
    { kind: 'button', label: 'Voir la commande', url: 'https://shop.example/commandes/1?cle=a&b=c' },
    { kind: 'code', text: '4821' },
    { kind: 'qr', text: 'comptoir:collect:C-7F3K-92QD:4821' },
  ],
};

test('O3: text and HTML of a letter tell the same, and the text is whole without HTML', () => {
  const [text, html] = [letterText(letter, 'fr'), letterHtml(letter, 'fr')];
  for (const told of ['Nous préparons <vos> articles & plus.', 'Thé vert (2 × 4,99 $)  9,98 $', '4821'])
    expect(text).toContain(told);
  expect(text).toContain('https://shop.example/commandes/1?cle=a&b=c');
  expect(html).toContain('Nous préparons &lt;vos&gt; articles &amp; plus.');
  expect(html).toContain('href="https://shop.example/commandes/1?cle=a&amp;b=c"');
  expect(html).toContain('<html lang="fr">');
});

test('O3: in HTML a line never breaks between a number and what it counts; the text has plain spaces', () => {
  const told = {
    subject: 'Livrée',
    blocks: [{ kind: 'paragraph', text: 'Se retourne pendant 30 jours : 5 %.' }],
  } as const;
  expect(letterHtml(told, 'fr')).toContain('pendant 30\u00a0jours\u00a0: 5\u00a0%.');
  expect(letterText(told, 'fr')).toContain('pendant 30 jours : 5 %.');
});

test('C2: a letter that needs consent says at its foot where it is taken back, in text and HTML', () => {
  const offer = { ...letter, unsubscribeUrl: 'https://shop.example/stop?token=a&b' };
  expect(letterText(offer, 'en')).toContain('Stop these messages:\nhttps://shop.example/stop?token=a&b');
  expect(letterHtml(offer, 'fr')).toContain('href="https://shop.example/stop?token=a&amp;b"');
  expect(letterHtml(letter, 'fr')).not.toContain('Ne plus en recevoir');
});

test('R1: a letter to whoever is no customer says at its foot why it comes, and not that they bought something', () => {
  const alert = { ...letter, why: 'Une règle du siège vous nomme.' };
  for (const told of [letterText(alert, 'fr'), letterHtml(alert, 'fr')]) {
    expect(told).toContain('Comptoir · Une règle du siège vous nomme.');
    expect(told).not.toContain('ce que vous avez fait');
  }
});

test('E14: the QR code of a letter is squares that fill each row, and weighs little beside what mailboxes cut off', () => {
  const table = qrTable('comptoir:collect:C-7F3K-92QD:482193');
  const widths = [...table.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map(([, cells = '']) =>
    [...cells.matchAll(/colspan="(\d+)"/g)].reduce((sum, [, span]) => sum + Number(span), 0),
  );
  expect(new Set(widths)).toEqual(new Set([widths.length]));
  expect(widths.length).toBeGreaterThanOrEqual(21);
  expect(table.length).toBeLessThan(30_000);
});

test('no text of a person becomes markup, wherever it stands', () => {
  fc.assert(
    fc.property(fc.string(), (told) => {
      const hostile = `<script>${told}"'`;
      const html = letterHtml(
        {
          subject: hostile,
          preview: hostile,
          blocks: [
            { kind: 'paragraph', text: hostile },
            { kind: 'button', label: hostile, url: hostile },
            { kind: 'rows', rows: [{ label: hostile, detail: hostile, value: hostile }] },
          ],
        },
        'en',
      );
      expect(html).not.toContain('<script');
    }),
  );
});

test('pauses grow, stay bounded, and never become nothing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (tries, random) => {
        for (const [pause, max] of [
          [downPause(tries, random), 30_000],
          [rowPause(tries, random), 900_000],
        ] as const) {
          expect(pause).toBeGreaterThanOrEqual(500);
          expect(pause).toBeLessThanOrEqual(max);
        }
      },
    ),
  );
});
