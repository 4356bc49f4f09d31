/** A price list as it is being written, and what is sent of it. Pure. */
import type { PriceListTerms } from '@comptoir/product/api';

export type ListDraft = Readonly<{
  name: string;
  channel: '' | 'pos' | 'web';
  /** None: all, and the shop. */
  storeIds: readonly string[];
  /** As a field for date and time has it, by this computer's clock; `to` may be empty. */
  from: string;
  to: string;
}>;

export const localTextOf = (instant: Date): string =>
  new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

export const newDraft = (now: Date): ListDraft => ({
  ...{ name: '', channel: '', storeIds: [], to: '' },
  from: localTextOf(now),
});

export const draftOf = ({ name, channel, storeIds, from, to }: PriceListTerms): ListDraft => ({
  ...{ name, channel: channel ?? '', storeIds: storeIds ?? [] },
  from: localTextOf(new Date(from)),
  to: to === undefined ? '' : localTextOf(new Date(to)),
});

/**
 * @param before what it was: a moment that was not touched keeps its seconds.
 * @returns undefined while something that is needed lacks.
 */
export function termsOf(draft: ListDraft, before?: PriceListTerms): PriceListTerms | undefined {
  const name = draft.name.trim();
  if (name === '' || draft.from === '') return undefined;
  const instantOf = (text: string, was: string | undefined) =>
    was !== undefined && localTextOf(new Date(was)) === text ? was : new Date(text).toISOString();
  return {
    name,
    from: instantOf(draft.from, before?.from),
    ...(draft.to === '' ? {} : { to: instantOf(draft.to, before?.to) }),
    ...(draft.channel === '' ? {} : { channel: draft.channel }),
    ...(draft.storeIds.length === 0 ? {} : { storeIds: [...draft.storeIds] }),
  };
}
