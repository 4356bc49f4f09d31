/** Bread, pastry, the café counter, dairy, meat and fish, ready dishes. */
import { box, disc, each, line, oval, type Pictogram, path, turned, white } from './shapes.ts';

const steam = (colour: string) => line('M26 16c-3-3 3-5 0-8M36 16c-3-3 3-5 0-8', colour, 2.2);

export const kitchen: Readonly<Record<string, Pictogram>> = {
  loaf: {
    art: ({ main, dark, light }) =>
      path(
        'M10 30c0-9 10-12 22-12s22 3 22 12c0 4-3 5-3 7v11c0 2-1 4-4 4H17c-3 0-4-2-4-4V37c0-2-3-3-3-7z',
        main,
      ) +
      line('M22 26l4 6M31 25l4 6M40 26l4 6', light, 3) +
      line('M17 52h30', dark),
  },
  baguette: {
    art: ({ main, dark, light }) =>
      turned(
        -40,
        box(4, 24, 56, 16, main, 8) +
          line('M14 36l6-8M26 36l6-8M38 36l6-8M48 35l4-6', light, 3) +
          line('M8 38h46', dark, 1.6),
      ),
  },
  bagel: {
    art: ({ ground, main, dark, light }) =>
      disc(32, 33, 22, main) +
      disc(32, 33, 8, ground) +
      line('M16 30a17 17 0 0 1 10-12', light, 3) +
      line('M46 44a17 17 0 0 1-8 6', dark, 2),
  },
  flatbread: {
    art: ({ main, dark, light }) =>
      oval(32, 42, 23, 10, dark) +
      oval(32, 36, 23, 10, main) +
      oval(32, 30, 23, 10, light) +
      disc(24, 29, 1.6, main) +
      disc(36, 27, 1.6, main) +
      disc(42, 32, 1.6, main),
  },
  croissant: {
    art: ({ main, dark, light }) =>
      path('M8 42c2-18 12-27 24-27s22 9 24 27c-4 6-10 4-12-1c-2-6-6-9-12-9s-10 3-12 9c-2 5-8 7-12 1z', main) +
      line('M24 18l3 15M40 18l-3 15M14 27l8 9M50 27l-8 9', dark, 2) +
      line('M30 20h5', light, 2.5),
  },
  bun: {
    art: ({ main, dark, light }) =>
      disc(32, 34, 20, main) +
      line('M32 34c0-4 6-3 6 1c0 6-12 7-13-1c0-9 19-11 20 1c0 8-8 13-16 12', dark, 3) +
      line('M16 30c2-6 6-9 10-10', light, 3),
  },
  muffin: {
    art: ({ main, dark, light }) =>
      path('M18 36h28l-4 18H22z', light) +
      line('M26 38l1 14M32 38v14M38 38l-1 14', dark, 1.6) +
      path('M13 36c-2-7 4-10 7-10c1-8 7-12 12-12s11 4 12 12c3 0 9 3 7 10z', main),
  },
  cookie: {
    art: ({ main, dark, light }) =>
      disc(32, 33, 21, main) +
      each(
        [
          [24, 26],
          [38, 24],
          [44, 36],
          [30, 38],
          [22, 41],
          [37, 46],
        ] as const,
        ([x, y]) => disc(x, y, 2.6, dark),
      ) +
      line('M15 30a18 18 0 0 1 9-12', light, 3),
  },
  pie: {
    art: ({ main, dark, light }) =>
      oval(32, 40, 25, 13, dark) +
      oval(32, 35, 25, 12, light) +
      oval(32, 34, 19, 8, main) +
      line('M16 34h32M24 28l6 13M40 28l-6 13', light, 2.4),
  },
  cake: {
    art: ({ main, dark, light }) =>
      box(12, 30, 40, 22, main) +
      path('M12 33c0-6 4-9 8-9h24c4 0 8 3 8 9c-4 6-6 0-10 0s-4 6-8 4s-4-4-8-2s-6 4-8 0s-4 0-6-2z', light) +
      disc(32, 19, 4, '#C8354B') +
      line('M12 44h40', dark, 2) +
      line('M8 54h48', dark, 3),
  },
  slice: {
    art: ({ main, dark, light }) =>
      path('M8 30l34-14c8 2 14 8 14 14z', light) +
      box(8, 30, 48, 8, main, 0) +
      box(8, 38, 48, 4, white, 0) +
      box(8, 42, 48, 8, main, 0) +
      line('M6 54h52', dark, 3),
  },
  cup: {
    art: ({ main, dark, light }) =>
      steam(dark) +
      path('M14 22h34v18c0 8-6 13-12 13H26c-6 0-12-5-12-13z', main) +
      line('M48 26c10-1 10 15-1 14', main, 4) +
      box(14, 22, 34, 5, light, 2) +
      line('M10 57h42', dark, 3) +
      disc(31, 40, 10, white),
    motifAt: [31, 40],
  },
  glass: {
    art: ({ main, dark, light }) =>
      line('M36 22l6-16', dark, 3) +
      path('M16 18h32l-4 36c0 3-20 3-24 0z', light) +
      path('M17.5 30h29L44 53c-2 3-22 3-24 0z', main) +
      disc(32, 42, 8.5, white),
    motifAt: [32, 42],
  },
  sandwich: {
    art: ({ main, dark, light }) =>
      path('M8 30c0-12 48-12 48 0z', light) +
      path('M6 32c5-3 8 3 13 0s8 3 13 0s8 3 13 0s8 3 13 0v5H6z', '#7CAF4B') +
      box(8, 38, 48, 5, main, 2) +
      box(8, 44, 48, 9, light, 4) +
      line('M14 26h10', dark, 1.6),
  },
  bowl: {
    art: ({ main, dark, light }) =>
      steam(dark) +
      oval(32, 28, 25, 8, dark) +
      oval(32, 27, 22, 6, light) +
      path('M7 29h50c0 16-10 25-25 25S7 45 7 29z', main) +
      disc(32, 42, 8.5, white),
    motifAt: [32, 42],
  },
  tray: {
    art: ({ main, dark, light }) =>
      path('M6 28h52l-6 24H12z', light) +
      path('M10 24h44l2 8H8z', main) +
      line('M16 28c4-3 6 2 10 0s6 2 10 0s6 2 10 0', white, 2) +
      line('M12 53h40', dark, 3),
    motifAt: [32, 42],
  },
  pizza: {
    art: ({ main, dark, light }) =>
      disc(32, 33, 23, '#DDA33A') +
      disc(32, 33, 18.5, light) +
      each(
        [
          [26, 26],
          [40, 28],
          [30, 40],
          [41, 40],
        ] as const,
        ([x, y]) => disc(x, y, 4, main),
      ) +
      line('M32 10v46M9 33h46', dark, 1.2),
  },
  fries: {
    art: ({ main, dark, light }) =>
      each([18, 24, 30, 36, 42], (x) => box(x, 10 + (x % 4) * 2, 5, 28, main, 1)) +
      path('M14 30c6 5 30 5 36 0l-4 24c-4 2-24 2-28 0z', '#C8354B') +
      line('M20 34c6 3 18 3 24 0', light, 2) +
      line('M18 54h28', dark, 1.6),
  },
  butter: {
    art: ({ main, dark, light }) =>
      path('M10 32l10-8h34l-10 8z', light) +
      box(10, 32, 34, 16, main, 1) +
      path('M44 32l10-8v16l-10 8z', dark) +
      line('M20 32v16', light, 2) +
      line('M6 53h52', dark, 3),
  },
  cheese: {
    art: ({ main, dark, light }) =>
      path('M8 32L44 14c8 3 12 9 12 18z', light) +
      box(8, 32, 48, 20, main, 2) +
      disc(20, 40, 4, dark) +
      disc(36, 45, 3, dark) +
      disc(46, 38, 3.4, dark),
  },
  curds: {
    art: ({ main, dark, light }) =>
      each(
        [
          [18, 42],
          [32, 44],
          [46, 42],
          [24, 32],
          [39, 32],
          [31, 22],
        ] as const,
        ([x, y]) => box(x - 7, y - 6, 14, 12, x % 2 ? light : main, 5),
      ) + line('M10 54h44', dark, 3),
  },
  eggs: {
    art: ({ main, dark, light }) =>
      each([18, 32, 46], (x) => oval(x, 30, 7, 10, light)) +
      path('M6 32c4 6 10 6 13 1c3 5 10 5 13 0c3 5 10 5 13 0c3 5 9 5 13-1l-4 20H10z', main) +
      line('M10 52h44', dark, 2),
  },
  steak: {
    art: ({ main, light }) =>
      path('M10 34c0-12 10-18 22-18s22 4 22 14s-8 10-14 14s-10 8-18 8s-12-8-12-18z', light) +
      path('M15 34c0-9 8-13 17-13s17 3 17 9s-7 8-13 11s-8 6-13 6s-8-6-8-13z', main) +
      oval(26, 33, 4, 3, white) +
      line('M36 28c3 0 5 1 7 2', light, 2),
  },
  drumstick: {
    art: ({ main, dark, light }) =>
      path('M20 16c10-8 26-2 28 10c2 10-6 16-14 16c-4 0-6 2-9 5l-5-5c3-3 4-5 2-9c-3-6-7-13-2-17z', main) +
      line('M24 43l-8 8', white, 5) +
      disc(13, 50, 3.6, white) +
      disc(17, 54, 3.6, white) +
      line('M28 20c4-3 10-2 13 2', light, 3) +
      line('M34 42c6 0 10-3 12-7', dark, 2),
  },
  fish: {
    art: ({ main, dark, light }) =>
      path('M8 33c10-16 28-16 38 0c-10 16-28 16-38 0z', main) +
      path('M42 33l14-11v22z', dark) +
      disc(18, 30, 2.4, white) +
      line('M26 25c3 5 3 11 0 16M33 25c3 5 3 11 0 16', light, 2),
  },
  sausage: {
    art: ({ main, dark, light }) =>
      line('M16 46C34 46 46 34 46 18', main, 13) +
      line('M14 30C22 30 30 22 30 14', dark, 10) +
      line('M20 44c10-1 18-8 21-16', light, 2.5),
  },
  shrimp: {
    art: ({ main, dark, light }) =>
      line('M42 18c-16-4-26 6-24 18s14 16 22 10', main, 11) +
      line('M44 18l8-6M46 21l9-2', dark, 2) +
      line('M22 26l8 4M20 36l9-1M26 45l6-6', light, 2) +
      path('M38 44l10 8l-13 2z', dark) +
      disc(42, 17, 1.6, dark),
  },
  block: {
    art: ({ main, dark, light }) =>
      path('M8 28l14-10h34L42 28z', white) +
      box(8, 28, 34, 24, light, 1) +
      path('M42 28l14-10v24L42 52z', main) +
      line('M6 55h52', dark, 2),
    motifAt: [25, 40],
  },
  ham: {
    art: ({ main, dark, light }) =>
      path('M10 36c0-12 10-20 22-20s22 8 22 20s-10 16-22 16s-22-4-22-16z', dark) +
      path('M14 36c0-9 8-16 18-16s18 7 18 16s-8 12-18 12s-18-3-18-12z', main) +
      disc(32, 35, 5, white) +
      disc(32, 35, 2, light),
  },
  icecream: {
    art: ({ main, dark, light }) =>
      path('M14 34h36l-4 20H18z', light) +
      path('M12 34c-1-6 4-8 7-8c0-8 6-12 13-12s13 4 13 12c3 0 8 2 7 8z', main) +
      line('M12 34h40', dark, 3),
    motifAt: [32, 44],
  },
};
