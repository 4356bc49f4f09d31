import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useEffect, useRef } from 'react';
import { noticeWords } from '../../i18n/notice-words.ts';
import type { Command } from '../../keys/commands.ts';
import { useCommands } from '../../till/commands.ts';
import type { Notice } from '../../till/notice.ts';
import { store, useTill } from '../../till/store.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';

export function closeDialog(): void {
  const { notice } = store.state;
  store.set({ dialog: null, notice: isOfSheet(notice) ? null : notice });
}

/** Why a sheet does not take what was scanned or touched: said on it, since the entry line is behind. */
const isOfSheet = (notice: Notice | null): boolean =>
  notice !== null && ['scan-in-dialog', 'payment-running', 'basket-fixed'].includes(notice.kind);

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
  const locale = useLocale();
  const isTraining = useTill((state) => state.training !== null);
  const notice = useTill((state) => state.notice);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    // The browser would give the focus to the first button, and the next Enter would close what is being typed into.
    dialog.current?.focus();
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
      tabIndex={-1}
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
          {isTraining ? (
            <strong className={css.training}>
              <Trans>Formation</Trans>
            </strong>
          ) : null}
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
        {notice && isOfSheet(notice) ? (
          <p className={css.refused} role="alert" data-testid="dialog-notice">
            {noticeWords(notice, locale)}
          </p>
        ) : null}
        {children}
      </div>
    </dialog>
  );
}
