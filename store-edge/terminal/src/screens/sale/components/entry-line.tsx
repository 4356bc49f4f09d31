import { Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { noticeWords } from '../../../i18n/notice-words.ts';
import { isFixed } from '../../../sale/draft.ts';
import { toneOf } from '../../../till/notice.ts';
import { endSearch, search } from '../../../till/selling.ts';
import { useTill } from '../../../till/store.ts';
import { suspend } from '../../../till/suspending.ts';
import { useLocale } from '../../use-locale.ts';
import css from './entry-line.module.css';

/** What is typed, the quantity that waits, and what the till has to say: always at the same place. */
export function EntryLine() {
  const { t } = useLingui();
  const locale = useLocale();
  const { text, quantity, searching } = useTill((state) => state.entry);
  const notice = useTill((state) => state.notice);
  const kilograms = useTill((state) => state.weight?.kilograms ?? null);
  const fixed = useTill((state) => isFixed(state.draft));
  const says = notice !== null && text === '';
  return (
    <div className={css.entry} data-tone={says && notice ? toneOf(notice) : 'calm'} data-testid="entry-line">
      {quantity === null ? null : (
        <span className={css.quantity} data-testid="entry-quantity">
          {locale === 'fr-CA' ? quantity.replace('.', ',') : quantity} ×
        </span>
      )}
      {kilograms === null ? null : (
        <output className={css.quantity} aria-label={t`Sur la balance`} data-testid="weight">
          {`${locale === 'fr-CA' ? kilograms.replace('.', ',') : kilograms}\u00a0kg`}
        </output>
      )}
      {says && notice ? (
        <p className={css.notice} role="alert" data-testid="notice" data-kind={notice.kind}>
          {noticeWords(notice, locale)}
        </p>
      ) : (
        <output className={css.text} data-testid="entry-text" aria-label={t`Ligne de saisie`}>
          {text === '' ? (
            <span className={css.hint}>{searching ? t`Nom de l’article` : t`Code, quantité ou montant`}</span>
          ) : (
            text
          )}
          {text !== '' || searching ? <span className={css.caret} aria-hidden="true" /> : null}
        </output>
      )}
      <Key
        tone="quiet"
        className={css.search}
        onPress={() => void suspend()}
        disabled={fixed}
        cap="F7"
        testId="suspend"
      >
        <Trans>En attente</Trans>
      </Key>
      <Key
        tone="quiet"
        className={css.search}
        onPress={() => (searching ? endSearch() : search())}
        cap={searching ? t`Échap` : 'F2'}
        testId="search"
      >
        {searching ? <Trans>Fermer</Trans> : <Trans>Chercher</Trans>}
      </Key>
    </div>
  );
}
