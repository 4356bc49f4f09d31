/**
 * Draws the picture of every product of the assortment into `data/images/`, and `index.json`, which tells whose is
 * which. A file's name ends in a hash of its content, so that it may be cached for ever. Run it again after a change:
 * `npx tsx cloud-services/product/drawings/draw.ts`. The same assortment gives the same bytes.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { home } from './home.ts';
import { kitchen } from './kitchen.ts';
import { motifs } from './motifs.ts';
import { packages } from './packages.ts';
import { palettes } from './palettes.ts';
import { produce } from './produce.ts';
import { disc, type Pictogram } from './shapes.ts';

const data = new URL('../data/', import.meta.url);
const images = new URL('images/', data);

const assortment = z.array(
  z.object({
    sku: z.string(),
    picture: z.object({ draw: z.string(), palette: z.string(), motif: z.string().optional() }),
  }),
);
type Picture = z.infer<typeof assortment>[number]['picture'];

const pictograms: Readonly<Record<string, Pictogram>> = { ...produce, ...kitchen, ...packages, ...home };

function draw({ draw: name, palette, motif }: Picture): string {
  const colours = known(palettes, palette);
  const { art, motifAt } = known(pictograms, name);
  const badge = motif === undefined ? '' : sign(known(motifs, motif)(colours), motifAt);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="10" fill="${colours.ground}"/>${art(colours)}${badge}</svg>\n`;
}

function sign(motif: string, at: readonly [number, number] | undefined): string {
  const [x, y] = at ?? [51, 51];
  const place = `<g transform="translate(${x} ${y})${at ? '' : ' scale(.9)'}">${motif}</g>`;
  return at ? place : `${disc(x, y, 10, '#FFFFFF')}${place}`;
}

function known<T>(table: Readonly<Record<string, T>>, name: string): T {
  const found = table[name];
  if (found === undefined)
    throw new Error(`nothing is called ${name} here: ${Object.keys(table).join(', ')}`);
  return found;
}

const slug = ({ draw: name, palette, motif }: Picture) =>
  [name, palette, motif?.toLowerCase()].filter(Boolean).join('-');

mkdirSync(images, { recursive: true });
for (const old of readdirSync(images)) rmSync(new URL(old, images));
const index: Record<string, string> = {};
for (const { sku, picture } of assortment.parse(
  JSON.parse(readFileSync(new URL('assortment.json', data), 'utf8')),
)) {
  const svg = draw(picture);
  const file = `${slug(picture)}-${createHash('sha256').update(svg).digest('hex').slice(0, 8)}.svg`;
  writeFileSync(new URL(file, images), svg);
  index[sku] = file;
}
writeFileSync(new URL('index.json', images), `${JSON.stringify(index, null, 1)}\n`);
