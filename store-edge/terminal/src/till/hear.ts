/** Keys and wedge scans, handed to the screen in front. */
import { listen } from '../keys/listen.ts';
import { toFront } from './commands.ts';
import { scan } from './selling.ts';
import { store } from './store.ts';

export function hear(): void {
  listen({
    onCommand: toFront,
    onScan: (text, typed) => {
      // What the burst had put on the entry line before it was known as a scan is taken out again.
      const { entry } = store.state;
      const kept = entry.text.slice(0, Math.max(0, entry.text.length - typed));
      store.set({ entry: { ...entry, text: kept, searching: entry.searching && kept !== '' } });
      if (kept === '' && store.state.panel === 'search') store.set({ panel: 'favourites' });
      scan(text, null, performance.now());
    },
    searching: () => store.state.entry.searching,
    hasSigns: () => store.state.settings['sign-keys'],
  });
}
