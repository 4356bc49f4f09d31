/** The house, stationery, presents and clothes. */
import { box, disc, each, green, line, oval, type Pictogram, path, white, wood } from './shapes.ts';

const shirt = 'M22 10c4 5 16 5 20 0l14 8-5 11-6-3v28H19V26l-6 3-5-11z';

export const home: Readonly<Record<string, Pictogram>> = {
  soap: {
    art: ({ main, dark, light }) =>
      box(10, 26, 44, 26, main, 9) +
      oval(32, 36, 15, 7, light) +
      disc(46, 17, 5, light) +
      disc(37, 13, 3, light) +
      disc(52, 24, 2.4, light) +
      line('M14 55h36', dark, 2),
  },
  toothbrush: {
    art: ({ main, dark, light }) =>
      line('M10 54L46 18', main, 6) +
      line('M44 20l8-8', dark, 6) +
      each([0, 4, 8], (n) => line(`M${40 + n} ${14 - n}l-5-5`, light, 3)),
  },
  bandage: {
    art: ({ main, dark, light }) =>
      `<g transform="rotate(-40 32 32)">${box(6, 22, 52, 20, light, 10)}${box(22, 22, 20, 20, main, 1)}${each(
        [
          [28, 28],
          [36, 28],
          [28, 36],
          [36, 36],
        ] as const,
        ([x, y]) => disc(x, y, 1.6, dark),
      )}</g>`,
  },
  sponge: {
    art: ({ main, dark, light }) =>
      box(8, 22, 48, 16, main, 4) +
      box(8, 36, 48, 14, green, 4) +
      each(
        [
          [16, 28],
          [26, 31],
          [36, 27],
          [46, 31],
        ] as const,
        ([x, y]) => oval(x, y, 3, 2, dark),
      ) +
      line('M12 25h8', light, 2),
  },
  roll: {
    art: ({ main, dark, light }) =>
      path('M14 18h24v34H14c-6-8-6-26 0-34z', light) +
      oval(40, 35, 12, 17, main) +
      oval(40, 35, 4, 6, dark) +
      path('M14 18h8v38c-4 2-6-2-8 0z', white),
  },
  paperbag: {
    art: ({ main, dark, light }) =>
      path('M14 20h36v34c0 2-1 3-3 3H17c-2 0-3-1-3-3z', main) +
      path('M14 20l4 4 4-4 4 4 4-4 4 4 4-4 4 4 4-4 4 4V20z', light) +
      line('M25 20c0-14 14-14 14 0', dark, 3) +
      line('M42 28v28', dark, 1.6),
  },
  mug: {
    art: ({ main, dark, light }) =>
      box(12, 16, 32, 40, main, 5) +
      line('M44 24c12-2 12 20 0 20', main, 5) +
      box(12, 16, 32, 8, dark, 4) +
      line('M18 30v18', light, 3),
  },
  towel: {
    art: ({ main, dark, light }) =>
      line('M6 12h52', wood, 4) +
      path('M16 12h32v42H16z', light) +
      line('M16 42h32M16 47h32', main, 2.5) +
      line('M22 12v30', dark, 1) +
      each([19, 25, 31, 37, 43], (x) => line(`M${x} 54v3`, main, 2)),
  },
  candle: {
    art: ({ main, dark, light }) =>
      path('M32 8c4 5 5 7 5 10a5 5 0 0 1-10 0c0-3 1-5 5-10z', '#E8833A') +
      line('M32 20v8', dark, 2) +
      box(16, 28, 32, 28, main, 4) +
      oval(32, 29, 16, 4, light) +
      box(20, 38, 24, 11, white, 2),
  },
  bone: {
    art: ({ main, light }) =>
      `<g transform="rotate(-35 32 32)">${box(14, 27, 36, 10, main, 3)}${each(
        [
          [14, 26],
          [14, 38],
          [50, 26],
          [50, 38],
        ] as const,
        ([x, y]) => disc(x, y, 7, main),
      )}${line('M20 30h16', light, 2)}</g>`,
  },
  flowers: {
    art: ({ main, dark, light }) =>
      each(['M32 40L20 20', 'M32 40V16', 'M32 40l12-20'], (d) => line(d, green)) +
      each(
        [
          [19, 20],
          [32, 14],
          [45, 20],
        ] as const,
        ([x, y]) =>
          each(
            [0, 72, 144, 216, 288],
            (turn) => `<g transform="rotate(${turn} ${x} ${y})">${oval(x, y - 5, 3, 4.4, main)}</g>`,
          ) + disc(x, y, 3, '#F0C52F'),
      ) +
      path('M18 34h28L36 58h-8z', light) +
      line('M25 44h14', dark, 3),
  },
  plant: {
    art: ({ main, dark, light }) =>
      each(
        [-50, -25, 0, 25, 50],
        (turn) => `<g transform="rotate(${turn} 32 38)">${oval(32, 24, 5.5, 13, main)}</g>`,
      ) +
      oval(32, 28, 3, 9, light) +
      path('M18 38h28l-4 18H22z', wood) +
      line('M17 39h30', dark, 4),
  },
  pencil: {
    art: ({ main, dark, light }) =>
      path('M44 8l12 12-32 32-15 3 3-15z', main) +
      path('M44 8l12 12-5 5-12-12z', dark) +
      path('M12 40l12 12-15 3z', light) +
      path('M9 55l1-5 4 4z', dark),
  },
  notebook: {
    art: ({ main, dark, light }) =>
      box(14, 8, 38, 48, main, 4) +
      box(14, 8, 8, 48, dark, 3) +
      box(28, 18, 18, 10, white, 2) +
      line('M31 23h12', light, 2) +
      line('M46 8v48', light, 2),
  },
  card: {
    art: ({ main, dark, light }) =>
      box(10, 14, 44, 36, light, 3) +
      path('M10 17l22 18 22-18', white) +
      line('M10 16l22 18 22-18', dark, 2) +
      path('M32 46c-8-6-6-11-3-11c2 0 3 1 3 2c0-1 1-2 3-2c3 0 5 5-3 11z', main),
  },
  book: {
    art: ({ main, dark, light }) =>
      path('M14 10h30c4 0 6 2 6 6v38H20c-4 0-6-2-6-6z', main) +
      path('M14 48c0-4 2-5 6-5h30v11H20c-4 0-6-2-6-6z', white) +
      line('M20 48h30', light, 2) +
      line('M20 12v30', dark, 2) +
      disc(35, 26, 10, white),
    motifAt: [35, 26],
  },
  gift: {
    art: ({ main, dark, light }) =>
      box(10, 30, 44, 26, main, 2) +
      box(7, 22, 50, 10, dark, 2) +
      box(28, 22, 8, 34, light, 0) +
      line('M32 22c-4-12-18-10-14-2c2 3 8 2 14 2c6 0 12 1 14-2c4-8-10-10-14 2z', light, 4),
  },
  puzzle: {
    art: ({ main, dark, light }) =>
      path('M10 18h16c-4-10 14-10 10 0h18v14c-10-4-10 14 0 10v14H10z', main) +
      path('M10 37h16c4 10-6 10-4 19H10z', light) +
      line('M26 18c2 8-4 12 0 19', dark, 2),
  },
  teddy: {
    art: ({ main, dark, light }) =>
      disc(18, 18, 8, dark) +
      disc(46, 18, 8, dark) +
      disc(18, 18, 4, light) +
      disc(46, 18, 4, light) +
      disc(32, 33, 22, main) +
      oval(32, 41, 10, 8, light) +
      disc(24, 29, 2.4, dark) +
      disc(40, 29, 2.4, dark) +
      oval(32, 38, 3.4, 2.4, dark) +
      line('M32 40v3c-2 2-4 2-5 0M32 43c2 2 4 2 5 0', dark, 1.6),
  },
  tshirt: {
    art: ({ main, dark, light }) =>
      path(shirt, main) +
      line('M22 10c4 5 16 5 20 0', dark, 2.5) +
      line('M19 26v26M45 26v26', dark, 1.4) +
      disc(32, 33, 9, white) +
      line('M12 19l5 5', light, 2),
    motifAt: [32, 33],
  },
  pyjamas: {
    art: ({ main, dark, light }) =>
      path(shirt, main) +
      line('M32 14v40', light, 2) +
      each([22, 31, 40], (y) => disc(32, y, 1.8, dark)) +
      each(
        [
          [25, 28],
          [39, 36],
          [25, 46],
          [40, 49],
        ] as const,
        ([x, y]) => disc(x, y, 2, light),
      ),
  },
  tuque: {
    art: ({ main, dark, light }) =>
      disc(32, 12, 7, light) +
      path('M12 42c0-16 8-26 20-26s20 10 20 26z', main) +
      line('M24 20c-3 6-4 12-4 20M32 18v22M40 20c3 6 4 12 4 20', dark, 2) +
      box(9, 40, 46, 13, light, 5) +
      line('M18 42v9M26 42v9M34 42v9M42 42v9', dark, 1.6),
  },
  mitten: {
    art: ({ main, dark, light }) =>
      path('M20 44V22c0-14 22-14 22 0v4c4-6 12-2 10 4c-2 5-6 8-8 14z', main) +
      box(17, 44, 29, 12, light, 4) +
      line('M24 46v8M31 46v8M38 46v8', dark, 2) +
      line('M25 24c0-5 3-7 6-7', light, 3),
  },
  socks: {
    art: ({ main, dark, light }) =>
      path('M26 16h16v22c0 3 4 5 10 8c5 3 4 10-2 10H36c-8 0-10-6-10-12z', dark) +
      path('M14 10h16v24c0 4 4 5 9 8c5 4 4 11-3 11H24c-7 0-10-5-10-12z', main) +
      line('M14 16h16M14 22h16', light, 3),
  },
  tote: {
    art: ({ main, dark, light }) =>
      line('M23 26V14c0-8 18-8 18 0v12', dark, 3) +
      path('M12 22h40l-3 34H15z', light) +
      path('M32 50C21 42 23 33 28 33c2 0 4 2 4 3c0-1 2-3 4-3c5 0 7 9-4 17z', main),
  },
  apron: {
    art: ({ main, dark, light }) =>
      line('M24 16c0-12 16-12 16 0', dark, 2.5) +
      path('M24 14h16c0 8 4 12 10 14v26c0 2-1 3-3 3H17c-2 0-3-1-3-3V28c6-2 10-6 10-14z', main) +
      path('M22 38h20v8c0 4-4 6-10 6s-10-2-10-6z', light) +
      line('M14 32l-7 3M50 32l7 3', dark, 2.5),
  },
  umbrella: {
    art: ({ main, dark, light }) =>
      path(
        'M6 34c2-16 12-24 26-24s24 8 26 24c-4-5-9-5-13 0c-4-5-9-5-13 0c-4-5-9-5-13 0c-4-5-9-5-13 0z',
        main,
      ) +
      line('M32 32v18c0 7-9 7-9 0', dark, 3) +
      line('M32 6v4', dark, 3) +
      line('M19 32c1-9 5-16 13-21c8 5 12 12 13 21', light, 1.6),
  },
};
