import { Trans } from '@lingui/react/macro';
import { useCommands } from '../../till/commands.ts';
import { BottomBand } from './components/bottom-band.tsx';
import { EntryLine } from './components/entry-line.tsx';
import { TapePane } from './components/tape-pane.tsx';
import { Workspace } from './components/workspace.tsx';
import { onSaleCommand } from './on-command.ts';
import css from './sale.module.css';

/** Tape left, workspace right, entry line, keypad and pay bar at the bottom right: nothing here ever moves. */
export function Sale() {
  useCommands(onSaleCommand);
  return (
    <main className={css.sale} data-testid="sale">
      <h1 className="unseen">
        <Trans>Vente</Trans>
      </h1>
      <TapePane />
      <div className={css.right}>
        <Workspace />
        <EntryLine />
        <BottomBand />
      </div>
    </main>
  );
}
