/** What the feeds have come to since this process started: for the log, and for whoever watches the store from afar. */
import type { FeedPhase } from '@comptoir/sync-protocol/consumer/types';
import type { FeedFacts } from '../sync-port.ts';
import type { FeedNews } from './feed-driver.ts';

export const noFacts = (feed: string): FeedFacts => ({
  feed,
  phase: 'catching-up',
  loading: null,
  snapshotsLoaded: 0,
  comparisons: 0,
  rowsMended: 0,
  rowsDiverged: 0,
});

export function afterNews(facts: FeedFacts, news: FeedNews): FeedFacts {
  switch (news.what) {
    case 'compared':
      return { ...facts, comparisons: facts.comparisons + 1 };
    case 'mended': {
      const { rows, diverged } = news;
      return { ...facts, rowsMended: facts.rowsMended + rows, rowsDiverged: facts.rowsDiverged + diverged };
    }
    case 'part':
      return { ...facts, loading: { rows: news.rows, of: news.of } };
    case 'loaded':
      return { ...facts, snapshotsLoaded: facts.snapshotsLoaded + 1 };
  }
}

/** Loading goes on until the rows are in force. */
export const inPhase = (facts: FeedFacts, phase: FeedPhase): FeedFacts => ({
  ...facts,
  phase,
  loading: phase === 'repairing' ? facts.loading : null,
});
