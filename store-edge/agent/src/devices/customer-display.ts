/** What the customer of a register reads: on a display of two lines, and on any screen that shows its page. */
import type { LineDisplay } from '@comptoir/hardware-drivers';
import { money } from '../printing/format.ts';
import type { CustomerView } from './api.ts';

type Watcher = (view: CustomerView) => void;
type CustomerDisplayDeps = Readonly<{
  lineDisplay: LineDisplay | null;
  /** The line display stands at this one; pages may show any. */
  servedRegister: string;
}>;

const columns = 20;
const idle: CustomerView = { kind: 'idle' };

export class CustomerDisplay {
  readonly #deps: CustomerDisplayDeps;
  readonly #views = new Map<string, CustomerView>();
  readonly #watchers = new Map<string, Set<Watcher>>();

  constructor(deps: CustomerDisplayDeps) {
    this.#deps = deps;
    deps.lineDisplay?.show(linesOf(idle));
  }

  show(registerNumber: string, view: CustomerView): void {
    this.#views.set(registerNumber, view);
    if (registerNumber === this.#deps.servedRegister) this.#deps.lineDisplay?.show(linesOf(view));
    for (const watch of this.#watchers.get(registerNumber) ?? []) watch(view);
  }

  /** Tells the present view at once, then each change. */
  watch(registerNumber: string, watcher: Watcher): () => void {
    const watchers = this.#watchers.get(registerNumber) ?? new Set();
    this.#watchers.set(registerNumber, watchers);
    watchers.add(watcher);
    watcher(this.#views.get(registerNumber) ?? idle);
    return () => void watchers.delete(watcher);
  }
}

/** Two lines of twenty: what, and how much. French, as the display of a shop in Québec. */
export function linesOf(view: CustomerView): readonly [string, string] {
  switch (view.kind) {
    case 'idle':
      return ['Bienvenue', ''];
    case 'basket': {
      const last = view.lines.at(-1);
      const total = pair('TOTAL', view.totalMinor);
      return last ? [pair(last.name.fr, last.amountMinor), total] : ['Bienvenue', ''];
    }
    case 'due':
      return [pair('À PAYER', view.dueMinor), view.asksForCard ? 'Présentez la carte' : ''];
    case 'change':
      return [view.changeMinor === 0 ? 'Merci' : pair('MONNAIE', view.changeMinor), 'Au revoir'];
  }
}

/** The amount is never cut; the words are. */
function pair(words: string, amountMinor: number): string {
  const amount = money(amountMinor, 'CAD', 'fr');
  const room = columns - amount.length - 1;
  return `${[...words].slice(0, room).join('').padEnd(room)} ${amount}`;
}
