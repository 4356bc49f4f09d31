import { formatMoney, Key, Keypad, type KeypadKey } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { erased } from '../../../sale/entry.ts';
import { isAway } from '../../../sale/provisional.ts';
import { dueOf, quickCash, quickPart } from '../../../sale/settle.ts';
import { openPay, payCard, payCash } from '../../../till/paying.ts';
import { enter, multiply, nextSale, setEntry, type } from '../../../till/selling.ts';
import { store, useTill } from '../../../till/store.ts';
import { useKeypadWords } from '../../keypad-words.ts';
import { useLocale } from '../../use-locale.ts';
import { stepBack } from '../on-command.ts';
import css from './bottom-band.module.css';

const quickKeys = 4;

/** Quick cash, tenders and keypad: the hand learns where they are, so they never move. */
export function BottomBand() {
  const locale = useLocale();
  const draft = useTill((state) => state.draft);
  const priced = useTill((state) => state.priced);
  const panel = useTill((state) => state.panel);
  const away = useTill((state) => isAway(state.link));
  const increment = useTill((state) => state.rules?.rules.cashIncrementMinor ?? 5);
  const words = useKeypadWords();
  const due = priced ? dueOf(priced.totalMinor, draft.tenders, increment) : null;
  const payable = due !== null && draft.attempt === null && panel !== 'change';
  const cardAmount = due && payable ? formatMoney(due.exactMinor, locale) : '\u00a0';
  const quick = (panel === 'pay' ? quickPart : quickCash)(due?.cashMinor ?? 0, quickKeys);

  return (
    <div className={css.band}>
      <div className={css.pay}>
        <fieldset className={css.quick}>
          <legend className="unseen">
            <Trans>Comptant reçu</Trans>
          </legend>
          {quick.map((amountMinor, index) => (
            <Key
              key={quickPlace[index]}
              onPress={() => void payCash(amountMinor)}
              disabled={!payable}
              testId={`quick-cash-${amountMinor}`}
              className={css.note}
            >
              {formatMoney(amountMinor, locale).replace(/[.,]00/, '')}
            </Key>
          ))}
        </fieldset>
        <Key
          tone="tonal"
          onPress={() => void payCash()}
          disabled={!payable}
          cap="F9"
          testId="pay-cash"
          className={css.tender}
        >
          <Trans>Comptant</Trans>
          <span className={css.amount}>{due && payable ? formatMoney(due.cashMinor, locale) : '\u00a0'}</span>
        </Key>
        <Key
          tone="tonal"
          onPress={() => void payCard()}
          disabled={!payable || away}
          cap="F10"
          testId="pay-card"
          className={css.tender}
        >
          <Trans>Carte</Trans>
          <span className={css.amount}>{away ? <Trans>Comptant seulement</Trans> : cardAmount}</span>
        </Key>
        <MainKey dueMinor={due?.exactMinor ?? null} />
      </div>
      <Keypad layout="till" decimalMark={locale === 'fr-CA' ? ',' : '.'} words={words} onKey={press} />
    </div>
  );
}

/** One primary key: pay, go back from paying, or begin the next sale. */
function MainKey({ dueMinor }: { dueMinor: number | null }) {
  const { t } = useLingui();
  const locale = useLocale();
  const panel = useTill((state) => state.panel);
  const attempted = useTill((state) => state.draft.attempt !== null);
  if (panel === 'change') {
    return (
      <Key tone="primary" onPress={nextSale} testId="next-sale" className={css.main} cap={t`Échap`}>
        <Trans>Vente suivante</Trans>
      </Key>
    );
  }
  if (panel === 'pay') {
    return (
      <Key onPress={stepBack} disabled={attempted} testId="pay-back" className={css.main} cap={t`Échap`}>
        <Trans>Retour à la vente</Trans>
      </Key>
    );
  }
  return (
    <Key
      tone="primary"
      onPress={openPay}
      disabled={dueMinor === null}
      cap={t`Fin`}
      testId="pay"
      className={css.main}
    >
      {dueMinor === null ? <Trans>Payer</Trans> : <Trans>Payer {formatMoney(dueMinor, locale)}</Trans>}
    </Key>
  );
}

const quickPlace = ['first', 'second', 'third', 'fourth'];

function press(key: KeypadKey): void {
  if (key === 'backspace') setEntry(erased(store.state.entry));
  else if (key === 'multiply') multiply();
  else if (key === 'enter') enter();
  else if (key === 'decimal') type(store.state.locale === 'fr-CA' ? ',' : '.');
  else type(key);
}
