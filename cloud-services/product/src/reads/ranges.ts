/** Numbers that products say of an attribute, in a few ranges that people would draw: of round width, none of them empty. Pure. */

export type Counted = Readonly<{ number: number; count: number }>;
/** From the lowest to the highest number in it, both included: whoever filters by it gets just these. */
export type Range = Readonly<{ min: number; max: number; count: number }>;

const rangesMax = 6;

/** @param counted each number once. @returns none where the numbers themselves are as few. */
export function rangesOf(counted: readonly Counted[]): Range[] {
  const sorted = [...counted].sort((a, b) => a.number - b.number);
  const [first, last] = [sorted.at(0), sorted.at(-1)];
  if (!first || !last || sorted.length <= rangesMax) return [];
  const width = roundWidth((last.number - first.number) / (rangesMax - 1));
  const ranges = new Map<number, Range>();
  for (const { number, count } of sorted) {
    const place = Math.floor(number / width);
    const range = ranges.get(place) ?? { min: number, max: number, count: 0 };
    ranges.set(place, { min: range.min, max: number, count: range.count + count });
  }
  return [...ranges.values()];
}

/** 1, 2 or 5 times a power of ten, not below. */
function roundWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  return power * ([1, 2, 5].find((times) => times * power >= width) ?? 10);
}
