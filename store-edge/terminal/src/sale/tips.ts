/** What a customer may add for whoever serves: asked before the card, never taxed, no part of the sale. Pure. */

type TipOffer = Readonly<{ percent: number; tipMinor: number }>;

/**
 * A share of the price before taxes, to the nearest cent, a half up; where the card pays a part of the sale, of that part.
 * Source: Consumer Protection Act (Québec), as amended by S.Q. 2024, c. 32: a tip is suggested on the price before taxes alone.
 */
export function tipOffers(
  percents: readonly number[],
  cardMinor: number,
  { subtotalMinor, totalMinor }: Readonly<{ subtotalMinor: number; totalMinor: number }>,
): TipOffer[] {
  const whole = 100n * BigInt(Math.max(totalMinor, 1));
  return percents.map((percent) => {
    const share = BigInt(percent) * BigInt(cardMinor) * BigInt(Math.max(subtotalMinor, 0));
    return { percent, tipMinor: Number((2n * share + whole) / (2n * whole)) };
  });
}

/** More is a comma in the wrong place: as much as the card pays, or 20 $ where it pays little. */
export const tipMostMinor = (cardMinor: number): number => Math.max(cardMinor, 2_000);
