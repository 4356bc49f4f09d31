import { useTill } from '../../../till/store.ts';
import { ChangeDue } from './change-due.tsx';
import { Favourites } from './favourites.tsx';
import { Pay } from './pay.tsx';
import { SearchResults } from './search-results.tsx';
import css from './workspace.module.css';

export function Workspace() {
  const panel = useTill((state) => state.panel);
  return (
    <section className={css.workspace} data-testid="workspace" data-panel={panel}>
      {panel === 'favourites' ? <Favourites /> : null}
      {panel === 'search' ? <SearchResults /> : null}
      {panel === 'pay' ? <Pay /> : null}
      {panel === 'change' ? <ChangeDue /> : null}
    </section>
  );
}
