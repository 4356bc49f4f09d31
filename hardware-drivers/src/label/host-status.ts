/** What a ZPL printer answers to `~HS`: three lines of figures, each between STX and ETX. Source: Zebra, ZPL II Programming Guide, ~HS. */
export type HostStatus = Readonly<{
  paperOut: boolean;
  paused: boolean;
  headOpen: boolean;
  ribbonOut: boolean;
  /** Labels received and not printed yet, and formats that wait for them. */
  labelsLeft: number;
  formatsWaiting: number;
}>;

const startOfText = '\u0002';
const endOfText = '\u0003';

/** The status in what was heard so far; null until all of it is there. */
export function readHostStatus(heard: string): HostStatus | null {
  const lines = heard
    .split(startOfText)
    .slice(1)
    .filter((line) => line.includes(endOfText))
    .map((line) => line.slice(0, line.indexOf(endOfText)).split(','));
  const [first, second] = lines;
  if (!first || !second || lines.length < 3) return null;
  return {
    paperOut: first[1] === '1',
    paused: first[2] === '1',
    formatsWaiting: Number(first[4] ?? 0),
    headOpen: second[2] === '1',
    ribbonOut: second[3] === '1',
    labelsLeft: Number(second[8] ?? 0),
  };
}
