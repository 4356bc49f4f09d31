import type { Palette } from './shapes.ts';

const palette = (ground: string, main: string, dark: string, light: string): Palette => ({
  ground,
  main,
  dark,
  light,
});

export const palettes: Readonly<Record<string, Palette>> = {
  carrot: palette('#FDEFE2', '#E8833A', '#B85C1C', '#F8C79B'),
  cherry: palette('#FBE9EC', '#C8354B', '#8F1F33', '#EE9CA8'),
  clay: palette('#F7EDE4', '#B9794B', '#7F4F2D', '#E2BE9F'),
  cocoa: palette('#F3EAE4', '#7B4A32', '#4E2C1C', '#C39C86'),
  forest: palette('#E6F1E9', '#3E7D55', '#265339', '#9CC6AA'),
  honey: palette('#FDF4DF', '#DDA33A', '#A37118', '#F4D695'),
  leaf: palette('#EDF6E4', '#7CAF4B', '#4F7C29', '#C3DEA6'),
  mint: palette('#E3F4F0', '#4FAE9B', '#2B7868', '#A8DACF'),
  night: palette('#E7EDF6', '#39608F', '#223E62', '#9DB7D6'),
  plum: palette('#F3EAF5', '#8A4F97', '#5C3167', '#C9A4D1'),
  rose: palette('#FCECEC', '#DF8083', '#AE5154', '#F4C3C4'),
  sky: palette('#E6F3FA', '#4C9ECb', '#2A6C95', '#A9D3EA'),
  stone: palette('#EFF0F1', '#8B939C', '#5B636C', '#C9CED3'),
  sun: palette('#FFF8DC', '#F0C52F', '#B8901A', '#FAE592'),
  tomato: palette('#FCEAE5', '#D9492F', '#9E2D19', '#F2A594'),
};
