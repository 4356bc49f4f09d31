import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Command } from '../../keys/commands.ts';
import { useCommands } from '../../till/commands.ts';
import { store } from '../../till/store.ts';
import css from './dialogs.module.css';

export const closeDialog = (): void => store.set({ dialog: null });

/** A question or a sheet over the till: modal, closed by Escape, and scans are refused in words while it is open. */
export function Sheet(props: {
  title: string;
  children: ReactNode;
  wide?: boolean;
  testId: string;
  onCommand?: (command: Command) => boolean;
}) {
  const { title, children, wide, testId, onCommand } = props;
  const { t } = useLingui();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  useCommands((command) => {
    if (command.do === 'back') {
      closeDialog();
      return true;
    }
    return onCommand?.(command) ?? command.do !== 'type';
  });
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a touch beside the sheet closes it; Escape does by keyboard.
    <dialog
      ref={dialog}
      className={`${css.sheet} ${wide ? css.wide : ''}`}
      aria-labelledby="sheet-title"
      onClose={closeDialog}
      onClick={(event) => {
        if (event.target === dialog.current) closeDialog();
      }}
      data-testid={testId}
    >
      <div className={css.inside}>
        <header className={css.head}>
          <h2 id="sheet-title">{title}</h2>
          <button
            type="button"
            className={css.close}
            onClick={closeDialog}
            aria-label={t`Fermer`}
            data-testid="close-dialog"
          >
            ✕
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
