/** Small signs that tell one flavour or size from another. Each is drawn about (0, 0), within 7 units. */
import { disc, each, green, line, oval, type Palette, path } from './shapes.ts';

type Motif = (colours: Palette) => string;

const letter =
  (text: string): Motif =>
  ({ dark }) =>
    `<text y="4.2" text-anchor="middle" font-family="Arial,Helvetica,sans-serif" font-weight="700" font-size="12" fill="${dark}">${text}</text>`;

export const motifs: Readonly<Record<string, Motif>> = {
  wheat: ({ dark }) =>
    line('M0 7V-5', dark, 1.4) +
    each([-4, -1, 2], (y) => oval(-2.4, y, 1.3, 2.4, dark, -35) + oval(2.4, y, 1.3, 2.4, dark, 35)) +
    oval(0, -6, 1.2, 2.2, dark),
  nut: () =>
    path('M-5-1c0-3 10-3 10 0c0 4-2 7-5 7s-5-3-5-7z', '#B98046') + path('M-6-1c0-5 12-5 12 0z', '#7F4F2D'),
  star: ({ main }) => path('M0-6.5l1.9 4.2 4.6.5-3.4 3.1 1 4.5L0 3.5l-4.1 2.3 1-4.5-3.4-3.1 4.6-.5z', main),
  bean: ({ dark }) => oval(0, 0, 4, 6, dark, 25) + line('M1.5-4.5c-3 3 0 5-3 9', '#F3EAE4', 1.2),
  berry: () =>
    disc(-2.6, 1.8, 3, '#6B3FA0') +
    disc(2.6, 1.8, 3, '#C8354B') +
    disc(0, -2.4, 3, '#39608F') +
    path('M0-5c1-2 3-2 4-1c-1 1-3 2-4 1z', green),
  heart: ({ main }) => path('M0 6C-8 0-6-6-2.6-6C-1-6 0-4.6 0-3.6C0-4.6 1-6 2.6-6C6-6 8 0 0 6z', main),
  leaf: () => path('M-6 5C-6-4 0-7 7-6C7 2 2 6-6 5z', green) + line('M-6 5L3-3', '#FFFFFF', 1.1),
  lemon: () =>
    oval(0, 0, 6.4, 4.6, '#F0C52F', -25) +
    path('M4.6-4.4l3-1.6-.8 3.4z', '#F0C52F') +
    line('M-3 1c1.4 1.4 3 1.6 4.4 1', '#FFFFFF', 1.1),
  flame: () =>
    path('M0-7c1 3 5 5 5 9c0 3-2 5-5 5s-5-2-5-5c0-2 1-3 2-4c0 2 1 2 1.6 2C-.6-2-1-5 0-7z', '#E8833A') +
    path('M0 1c1 1.4 2 2 2 3.4A2 2 0 0 1-2 4.4C-2 3-1 2.4 0 1z', '#FAE592'),
  snow: () =>
    each(
      [0, 60, 120],
      (turn) =>
        `<g transform="rotate(${turn})">${line('M0-6.5V6.5M-2-4.8L0-3l2-1.8M-2 4.8L0 3l2 1.8', '#2A6C95', 1.3)}</g>`,
    ),
  drop: ({ main }) =>
    path('M0-7c3 4 5 6 5 9a5 5 0 0 1-10 0c0-3 2-5 5-9z', main) +
    line('M-2.4 2.4a2.6 2.6 0 0 0 2 2.4', '#FFFFFF', 1.1),
  flower: ({ main }) =>
    each([0, 72, 144, 216, 288], (turn) => `<g transform="rotate(${turn})">${oval(0, -4, 2, 3, main)}</g>`) +
    disc(0, 0, 2, '#F0C52F'),
  fish: ({ main }) =>
    path('M-6 0C-2-5 3-4 5 0C3 4-2 5-6 0z', main) +
    path('M-4 0l-4-3.4v6.8z', main) +
    disc(2.4, -0.8, 0.8, '#FFFFFF'),
  chili: () =>
    path('M-6 4C1 5 4 1 4-4l2 0C7 3 1 8-6 4z', '#D9492F') + line('M5-4c0-2 1-2.6 1.6-3', green, 1.6),
  S: letter('P'),
  M: letter('M'),
  L: letter('G'),
  X: letter('TG'),
};
