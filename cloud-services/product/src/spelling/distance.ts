/**
 * How many slips of the finger lie between two words: a letter missing, too much, another one, or two swapped.
 * Pure. Source: optimal string alignment; Damerau, A technique for computer detection and correction of spelling errors, 1964.
 * @returns the number of slips, or `slipsMax + 1` when there are more.
 */
export function slipsBetween(a: string, b: string, slipsMax: number): number {
  if (Math.abs(a.length - b.length) > slipsMax) return slipsMax + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const here = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      here.push(
        Math.min(
          at(last, column) + 1,
          at(here, column - 1) + 1,
          at(last, column - 1) + (isSame ? 0 : 1),
          isSwapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    if (Math.min(...here) > slipsMax) return slipsMax + 1;
    beforeLast = last;
    last = here;
  }
  return Math.min(at(last, b.length), slipsMax + 1);
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;
