/** Shapes on a field of 64 × 64, as SVG text. Numbers are units of that field. */

export type Palette = Readonly<{ ground: string; main: string; dark: string; light: string }>;

/** `motifAt`: the middle of a label that a motif is drawn on; without it, the motif is a badge in the corner. */
export type Pictogram = Readonly<{
  art: (colours: Palette) => string;
  motifAt?: readonly [x: number, y: number];
}>;

export const white = '#FFFFFF';
export const green = '#4E8B57';
export const wood = '#7A5A3C';

export const path = (d: string, fill: string) => `<path d="${d}" fill="${fill}"/>`;
export const line = (d: string, stroke: string, width = 2.5) =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
export const box = (x: number, y: number, width: number, height: number, fill: string, round = 3) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${round}" fill="${fill}"/>`;
export const disc = (x: number, y: number, radius: number, fill: string) =>
  `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;
export const oval = (x: number, y: number, across: number, down: number, fill: string, turn = 0) =>
  `<ellipse cx="${x}" cy="${y}" rx="${across}" ry="${down}" fill="${fill}"${turn ? ` transform="rotate(${turn} ${x} ${y})"` : ''}/>`;
export const turned = (degrees: number, shapes: string) =>
  `<g transform="rotate(${degrees} 32 32)">${shapes}</g>`;
export const each = <T>(values: readonly T[], shape: (value: T) => string) => values.map(shape).join('');

/** A leaf on its stem, its foot at (x, y). */
export const leaf = (x: number, y: number, fill = green) =>
  path(`M${x} ${y}c0-6 4-9 10-9c0 6-4 9-10 9z`, fill);
