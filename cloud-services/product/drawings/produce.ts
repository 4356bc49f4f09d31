/** Fruit and vegetables. */
import { box, disc, each, green, leaf, line, oval, type Pictogram, path, wood } from './shapes.ts';

const grid = (points: string): [number, number][] =>
  points.split(' ').map((point) => {
    const [x = 0, y = 0] = point.split(',').map(Number);
    return [x, y];
  });

export const produce: Readonly<Record<string, Pictogram>> = {
  apple: {
    art: ({ main, light }) =>
      path(
        'M32 22c6-6 20-4 20 10c0 12-8 22-14 22c-3 0-4-1.4-6-1.4S29 54 26 54C20 54 12 44 12 32c0-14 14-16 20-10z',
        main,
      ) +
      line('M32 22c0-5 2-8 5-10', wood) +
      leaf(33, 18) +
      line('M18 30c0-3 2-5 4-6', light, 3),
  },
  banana: {
    art: ({ main, dark }) =>
      path('M15 15c3 0 4 2 4 5c2 16 14 24 31 22c2 0 3 2 2 4c-9 10-40 6-40-26c0-3 1-5 3-5z', main) +
      path('M15 15c3 0 4 2 4 4l-6.6-.6c.6-2 1-3.4 2.6-3.400z', dark) +
      path('M50 42c2 0 3 2 2 4l-3-1z', dark),
  },
  orange: {
    art: ({ main, dark, light }) =>
      disc(32, 35, 20, main) +
      leaf(32, 17) +
      disc(32, 17, 1.8, dark) +
      line('M19 33a14 14 0 0 1 7-11', light, 3),
  },
  lemon: {
    art: ({ main, light, dark }) =>
      oval(32, 33, 20, 14, main, -25) +
      path('M49 22l6-4-2 8z', main) +
      path('M15 44l-6 4 3-8z', main) +
      line('M20 36c0-6 4-10 9-12', light, 3) +
      disc(40, 36, 1, dark) +
      disc(34, 41, 1, dark),
  },
  pear: {
    art: ({ main, light }) =>
      path(
        'M32 16c6 0 7 6 8 11c1 6 10 10 10 17c0 8-9 11-18 11s-18-3-18-11c0-7 9-11 10-17c1-5 2-11 8-11z',
        main,
      ) +
      line('M32 16c0-4 1-6 4-8', wood) +
      leaf(33, 14) +
      line('M20 43c0-4 2-6 5-9', light, 3),
  },
  grapes: {
    art: ({ main, dark, light }) =>
      each(grid('20,26 32,26 44,26 26,35 38,35 32,44 32,53'), ([x, y]) => disc(x, y, 6.4, main)) +
      each(grid('18,24 30,24 42,24 24,33 36,33 30,42'), ([x, y]) => disc(x, y, 1.4, light)) +
      line('M32 20V10', wood) +
      leaf(33, 18, dark === green ? green : green),
  },
  strawberry: {
    art: ({ main, light }) =>
      path('M14 25c0-8 36-8 36 0c0 14-10 30-18 30S14 39 14 25z', main) +
      path('M18 20c4-4 10-5 14-3c4-2 10-1 14 3c-4 4-10 5-14 2c-4 3-10 2-14-2z', green) +
      line('M32 18v-6', green) +
      each(grid('24,30 32,28 40,30 27,38 37,38 32,46'), ([x, y]) => oval(x, y, 1.1, 1.8, light)),
  },
  berries: {
    art: ({ main, dark, light }) =>
      each(
        grid('22,40 42,40 32,26'),
        ([x, y]) =>
          disc(x, y, 11, main) + line(`M${x - 3} ${y - 4}l3 3l3-3`, dark, 2) + disc(x - 4, y + 3, 1.6, light),
      ) + leaf(40, 22),
  },
  avocado: {
    art: ({ main, dark }) =>
      path(
        'M32 10c7 0 9 8 12 15c3 6 6 9 6 15c0 10-8 16-18 16S14 50 14 40c0-6 3-9 6-15c3-7 5-15 12-15z',
        dark,
      ) +
      path(
        'M32 15c5 0 6 7 9 13c3 5 5 7 5 12c0 7-6 12-14 12s-14-5-14-12c0-5 2-7 5-12c3-6 4-13 9-13z',
        '#DCE8A6',
      ) +
      disc(32, 40, 8, wood) +
      disc(30, 38, 2, main),
  },
  tomato: {
    art: ({ main, light }) =>
      oval(32, 37, 21, 18, main) +
      path('M32 22l-8-4 6-1-1-6 4 4 5-4-1 6 6 1z', green) +
      line('M17 36c0-5 3-8 6-10', light, 3),
  },
  carrot: {
    art: ({ main, dark }) =>
      path('M22 24c6-5 14 3 9 9L14 54c-2 1-4-1-3-3z', main) +
      line('M20 34l4 3M16 42l4 3', dark, 2) +
      each(['M30 25c0-8 4-12 8-14', 'M31 27c6-6 12-8 16-6', 'M32 29c6-1 12 0 16 4'], (d) =>
        line(d, green, 4),
      ),
  },
  onion: {
    art: ({ main, dark, light }) =>
      path('M32 12c0 8 19 10 19 25c0 10-9 16-19 16s-19-6-19-16c0-15 19-17 19-25z', main) +
      line('M32 20c-9 8-11 20-4 32M32 20c9 8 11 20 4 32', light, 2) +
      line('M28 55l-2 3M32 55v4M36 55l2 3', dark, 2),
  },
  potato: {
    art: ({ main, dark, light }) =>
      path('M14 36c0-12 10-18 20-18s18 6 17 16s-9 18-20 18s-17-6-17-16z', main) +
      each(grid('26,30 38,26 42,38 30,42'), ([x, y]) => oval(x, y, 1.8, 1.1, dark, 30)) +
      line('M19 34c1-5 4-8 8-10', light, 3),
  },
  broccoli: {
    art: ({ main, dark, light }) =>
      path('M27 36h10l3 18c-4 3-12 3-16 0z', light) +
      each(grid('20,32 44,32 32,24 24,22 40,22'), ([x, y]) => disc(x, y, 9, main)) +
      each(grid('20,30 33,20 44,30'), ([x, y]) => disc(x, y, 2.4, dark)),
  },
  lettuce: {
    art: ({ main, dark, light }) =>
      path(
        'M32 54c-16 0-22-12-20-20c-3-6 2-12 6-12c2-8 10-10 14-8c4-2 12 0 14 8c4 0 9 6 6 12c2 8-4 20-20 20z',
        main,
      ) +
      path('M32 54c-9-6-10-22 0-32c10 10 9 26 0 32z', light) +
      line('M32 52V28M32 40l-5-5M32 36l5-5', dark, 2),
  },
  pepper: {
    art: ({ main, light }) =>
      path(
        'M14 34c0-12 8-14 12-11c3-2 9-2 12 0c4-3 12-1 12 11c0 14-7 20-11 20c-3 0-4-2-7-2s-4 2-7 2c-4 0-11-6-11-20z',
        main,
      ) +
      line('M32 23c0-6-2-8-5-10', green, 4) +
      line('M20 36c0-5 2-7 4-8', light, 3),
  },
  cucumber: {
    art: ({ main, dark, light }) =>
      path('M12 46c-4-5 0-9 4-12l22-20c4-4 10-3 13 1s3 9-1 13L28 48c-5 4-12 3-16-2z', main) +
      each(grid('22,40 30,33 38,26 45,20'), ([x, y]) => disc(x, y, 1.6, light)) +
      line('M18 34l6-6M30 44l6-6', dark, 2),
  },
  mushroom: {
    art: ({ main, dark, light }) =>
      path('M26 34h12l2 16c0 5-16 5-16 0z', light) +
      path('M10 34c0-14 10-22 22-22s22 8 22 22c0 3-44 3-44 0z', main) +
      disc(24, 24, 3, light) +
      disc(38, 20, 2.6, light) +
      line('M26 38h12', dark, 1.6),
  },
  garlic: {
    art: ({ main, dark, light }) =>
      path('M32 10c1 10 18 14 18 28c0 10-8 16-18 16s-18-6-18-16c0-14 17-18 18-28z', light) +
      line('M32 22c-7 8-8 20-4 30M32 22c7 8 8 20 4 30', main, 2) +
      line('M28 55h8', dark),
  },
  corn: {
    art: ({ main, dark }) =>
      path('M32 8c8 0 11 12 11 24s-4 22-11 22s-11-10-11-22S24 8 32 8z', main) +
      each([16, 23, 30, 37, 44], (y) => line(`M26 ${y}h12`, dark, 1.6)) +
      path('M30 56c-14-2-18-14-16-26c6 4 14 12 16 26z', green) +
      path('M34 56c14-2 18-14 16-26c-6 4-14 12-16 26z', green),
  },
  squash: {
    art: ({ main, dark, light }) =>
      path(
        'M32 14c7 0 8 6 8 12c0 5 10 8 10 17c0 8-8 12-18 12s-18-4-18-12c0-9 10-12 10-17c0-6 1-12 8-12z',
        main,
      ) +
      box(29, 7, 6, 9, dark, 2) +
      line('M21 44c0-4 3-6 5-8', light, 3),
  },
  herbs: {
    art: ({ main, dark, light }) =>
      each(['M32 56C30 44 26 36 18 28', 'M32 56V22', 'M32 56c2-12 6-20 14-28'], (d) => line(d, dark)) +
      each(grid('18,26 32,18 46,26 24,36 40,36 26,18 38,18'), ([x, y]) => disc(x, y, 6.4, main)) +
      each(grid('18,26 32,18 46,26'), ([x, y]) => disc(x, y, 2.4, light)) +
      line('M27 50h10', light, 3),
  },
};
