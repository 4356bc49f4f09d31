/** What comes in a bottle, a bag, a box, a jar or a tin: the motif on the label tells the flavour. */
import { box, disc, each, line, oval, type Pictogram, path, white } from './shapes.ts';

const label = (x: number, y: number, width: number, height: number) => box(x, y, width, height, white, 3);

export const packages: Readonly<Record<string, Pictogram>> = {
  carton: {
    art: ({ main, dark, light }) =>
      path('M16 22l6-12h20l6 12z', light) +
      box(16, 22, 32, 34, main, 2) +
      box(22, 8, 20, 4, dark, 1) +
      label(21, 29, 22, 20),
    motifAt: [32, 39],
  },
  pot: {
    art: ({ main, dark, light }) =>
      path('M14 20h36l-4 34H18z', main) +
      box(12, 14, 40, 7, dark, 3) +
      label(20, 27, 24, 20) +
      line('M18 54h28', light, 2),
    motifAt: [32, 37],
  },
  jar: {
    art: ({ main, dark, light }) =>
      box(18, 8, 28, 9, dark, 3) +
      path('M18 18h28c4 2 6 5 6 9v22c0 4-2 6-6 6H18c-4 0-6-2-6-6V27c0-4 2-7 6-9z', main) +
      label(18, 28, 28, 20) +
      line('M17 24c1-2 3-3 5-3', light, 3),
    motifAt: [32, 38],
  },
  tin: {
    art: ({ main, dark, light }) =>
      box(13, 12, 38, 42, main, 3) +
      oval(32, 13, 19, 5, light) +
      oval(32, 13, 14, 3, dark) +
      label(13, 26, 38, 18) +
      line('M14 50h36', dark, 2),
    motifAt: [32, 35],
  },
  bag: {
    art: ({ main, dark, light }) =>
      path('M14 10h36l-3 6c3 12 3 24 1 34l2 6H14l2-6c-2-10-2-22 1-34z', main) +
      line('M15 13h34M15 53h34', dark, 2) +
      disc(32, 33, 12, white) +
      line('M20 22c1-2 2-3 4-4', light, 3),
    motifAt: [32, 33],
  },
  sack: {
    art: ({ main, dark, light }) =>
      path('M16 18c0-4 4-8 6-10h20c2 2 6 6 6 10c4 8 6 30 2 36c-4 3-32 3-36 0c-4-6-2-28 2-36z', main) +
      line('M18 17h28', dark, 3) +
      label(19, 26, 26, 20) +
      line('M28 8v6M36 8v6', light, 2),
    motifAt: [32, 36],
  },
  box: {
    art: ({ main, dark, light }) =>
      box(14, 10, 36, 46, main, 2) +
      box(14, 10, 36, 8, dark, 2) +
      label(19, 24, 26, 22) +
      line('M19 51h26', light, 3),
    motifAt: [32, 35],
  },
  teabox: {
    art: ({ main, dark, light }) =>
      box(10, 18, 44, 36, main, 3) +
      box(10, 18, 44, 8, dark, 3) +
      label(18, 30, 28, 18) +
      line('M32 18c0-6 6-4 6-9', light, 2) +
      box(35, 4, 7, 7, light, 1),
    motifAt: [32, 39],
  },
  coffeebag: {
    art: ({ main, dark, light }) =>
      path('M16 12h32l2 8v34c0 2-36 2-36 0V20z', main) +
      box(16, 8, 32, 6, dark, 1) +
      disc(32, 36, 12, white) +
      line('M18 22h28', light, 2),
    motifAt: [32, 36],
  },
  oil: {
    art: ({ main, dark, light }) =>
      box(28, 6, 8, 12, dark, 2) +
      path('M27 16h10c0 8 8 8 8 16v20c0 3-2 4-4 4H23c-2 0-4-1-4-4V32c0-8 8-8 8-16z', main) +
      label(21, 34, 22, 16) +
      line('M24 30c0-3 2-4 3-6', light, 2.5),
    motifAt: [32, 42],
  },
  squeeze: {
    art: ({ main, dark, light }) =>
      path('M29 6h6l2 10H27z', dark) +
      path('M22 16h20c4 4 5 8 5 12v24c0 3-2 4-5 4H22c-3 0-5-1-5-4V28c0-4 1-8 5-12z', main) +
      oval(32, 38, 9, 10, white) +
      line('M21 24c0-2 1-4 2-5', light, 2.5) +
      disc(32, 38, 5, main),
  },
  shaker: {
    art: ({ main, dark, light }) =>
      path('M20 18c0-12 24-12 24 0z', dark) +
      each([26, 32, 38], (x) => disc(x, 14, 1.3, white)) +
      path('M20 20h24l4 32c0 5-32 5-32 0z', main) +
      label(22, 29, 20, 18) +
      line('M21 24h22', light, 2),
    motifAt: [32, 38],
  },
  bottle: {
    art: ({ main, dark, light }) =>
      box(27, 5, 10, 7, dark, 2) +
      path('M27 13h10c1 6 8 8 8 16v22c0 3-2 5-5 5H24c-3 0-5-2-5-5V29c0-8 7-10 8-16z', light) +
      path('M19 32h26v19c0 3-2 5-5 5H24c-3 0-5-2-5-5z', main) +
      label(20, 33, 24, 14),
    motifAt: [32, 40],
  },
  jug: {
    art: ({ main, dark, light }) =>
      box(22, 5, 12, 8, dark, 2) +
      path('M20 14h16c8 2 12 8 12 14v22c0 4-2 6-6 6H18c-4 0-6-2-6-6V26c0-6 4-9 8-12z', main) +
      line('M40 20c8 2 8 16 0 18', light, 3) +
      label(17, 32, 22, 18),
    motifAt: [28, 41],
  },
  can: {
    art: ({ main, dark, light }) =>
      path('M20 12h24l4 6v32l-4 6H20l-4-6V18z', main) +
      oval(32, 12, 12, 3, light) +
      line('M17 18h30M17 50h30', dark, 2) +
      disc(32, 34, 10, white),
    motifAt: [32, 34],
  },
  beer: {
    art: ({ main, dark, light }) =>
      path('M20 12h24l4 6v32l-4 6H20l-4-6V18z', dark) +
      oval(32, 12, 12, 3, light) +
      box(16, 24, 32, 22, main, 0) +
      disc(32, 35, 9, white),
    motifAt: [32, 35],
  },
  wine: {
    art: ({ main, dark, light }) =>
      box(28, 4, 8, 16, dark, 2) +
      path('M28 18h8c0 8 7 8 7 16v18c0 3-1 4-4 4H25c-3 0-4-1-4-4V34c0-8 7-8 7-16z', main) +
      label(21, 36, 22, 14) +
      line('M25 32c0-3 2-4 3-6', light, 2.5),
    motifAt: [32, 43],
  },
  pasta: {
    art: ({ main, dark, light }) =>
      each([20, 25, 30, 35, 40], (x) => line(`M${x} 8v48`, main, 3.4)) +
      box(13, 26, 38, 16, dark, 3) +
      label(22, 27, 20, 14) +
      line('M20 12v10M40 46v8', light, 1.6),
    motifAt: [32, 34],
  },
  popcorn: {
    art: ({ main, dark, light }) =>
      each(
        [
          [20, 20],
          [30, 14],
          [41, 19],
          [26, 24],
          [37, 25],
        ] as const,
        ([x, y]) => disc(x, y, 6.5, light) + disc(x + 1, y - 1, 2, main),
      ) +
      path('M14 26h36l-5 30H19z', dark) +
      path('M22 26h7l1 30h-6zM35 26h7l-2 30h-6z', white),
  },
  bar: {
    art: ({ main, dark, light }) =>
      path('M6 22l4 3h44l4-3v22l-4-3H10l-4 3z', main) +
      label(18, 26, 28, 14) +
      line('M11 26v14M53 26v14', dark, 2) +
      line('M14 29h2', light, 2),
    motifAt: [32, 33],
  },
  chocolate: {
    art: ({ main, dark, light }) =>
      box(16, 6, 32, 34, main, 2) +
      line('M32 8v30M18 18h28M18 28h28', dark, 2) +
      box(13, 30, 38, 26, light, 2) +
      disc(32, 43, 9.5, white),
    motifAt: [32, 43],
  },
  candy: {
    art: ({ main, dark, light }) =>
      path('M18 32L6 22v20zM46 32l12-10v20z', dark) +
      oval(32, 32, 16, 13, main) +
      disc(32, 32, 9, white) +
      line('M20 28c1-3 3-5 6-6', light, 2),
    motifAt: [32, 32],
  },
  gum: {
    art: ({ main, dark, light }) =>
      box(8, 22, 48, 22, main, 4) +
      box(8, 22, 14, 22, dark, 4) +
      each([29, 38, 47], (x) => box(x, 26, 6, 14, white, 2)) +
      line('M12 27h6', light, 2),
  },
  pump: {
    art: ({ main, dark, light }) =>
      line('M32 18v-8h-9', dark, 4) +
      box(26, 15, 12, 6, dark, 2) +
      path('M20 22h24c3 2 4 5 4 8v22c0 3-2 4-4 4H20c-2 0-4-1-4-4V30c0-3 1-6 4-8z', main) +
      label(21, 32, 22, 16) +
      line('M20 30c0-2 1-3 2-4', light, 2.5),
    motifAt: [32, 40],
  },
  tube: {
    art: ({ main, dark, light }) =>
      path('M16 8h32l-4 40H20z', main) +
      box(22, 48, 20, 8, dark, 2) +
      line('M16 10h32', light, 3) +
      disc(32, 29, 9, white),
    motifAt: [32, 29],
  },
  spray: {
    art: ({ main, dark, light }) =>
      path('M22 8h20v6l6 2v4l-6-1v5H26v-6l-8 2v-4l4-2z', dark) +
      path('M26 24h16c4 4 6 8 6 14v14c0 3-2 4-4 4H22c-2 0-4-1-4-4V38c0-6 4-8 8-14z', main) +
      label(22, 36, 20, 14) +
      line('M24 32l3-4', light, 2.5),
    motifAt: [32, 43],
  },
};
