import type { Replica } from '../replica/replica.ts';
import type { Pictures } from './pictures.ts';

/** Fetches the pictures of the assortment while the line is there, so that they are seen while cut off too. */
export function pictureKeeper(replica: Replica, pictures: Pictures | undefined): () => void {
  let seen = { edition: '', pos: 0 };
  return () => {
    const feed = replica.feed('catalogue');
    if (!pictures || !feed?.caughtUp) return;
    // Positions of a new edition begin anew; a picture that is on disk is not fetched again.
    const urls = replica.assortmentPictures(seen.edition === feed.edition ? seen.pos : 0);
    seen = { edition: feed.edition, pos: feed.editionPos };
    if (urls.length > 0) void pictures.fetchMissing(urls);
  };
}
