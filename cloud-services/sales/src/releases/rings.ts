/** Who gets a release: rings around it, from the few who try it to everybody. Pure. Source: docs/releases.md. */
import { compareVersions } from '@comptoir/sync-protocol/releases/version';
import { type ReleaseRing, releaseRing } from '../api.ts';

/** Of an edge that nobody put into one. */
export const ringOfMost: ReleaseRing = 'all';

export type Offer = Readonly<{ version: string; ring: ReleaseRing }>;

/** A release for a wider ring is for the inner ones too. */
const reaches = (release: ReleaseRing, edge: ReleaseRing): boolean =>
  releaseRing.options.indexOf(release) >= releaseRing.options.indexOf(edge);

/** @param offers those that are not withdrawn. @returns the newest for this ring. */
export const wantedVersion = (edge: ReleaseRing, offers: readonly Offer[]): string | null =>
  offers
    .filter((offer) => reaches(offer.ring, edge))
    .map(({ version }) => version)
    .sort(compareVersions)
    .at(-1) ?? null;

/** What every store may have: how far behind an edge is, is counted by these. */
export const releasedToAll = (offers: readonly Offer[]): string[] =>
  offers.filter((offer) => offer.ring === 'all').map(({ version }) => version);
