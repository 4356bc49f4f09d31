import { Amount, formatTime, Key, Keypad, parseMoneyText } from '@comptoir/ui-kit';
import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Returning } from '../../till/return-state.ts';
import { find, searchBy, typeInReturn } from '../../till/returning.ts';
import { useTill } from '../../till/store.ts';
import { useKeypadWords } from '../keypad-words.ts';
import { useLocale } from '../use-locale.ts';
import { ReturnProblem } from './problem.tsx';
import css from './returns.module.css';

/** By its code, its number, the card's last digits or an amount: one line to type in, and a key for what it is. */
export function FindReceipt({ returning }: { returning: Returning }) {
  const { t } = useLingui();
  const locale = useLocale();
  const timeZone = useTill((state) => state.register?.store.timeZone);
  const { text, busy, found, problem } = returning;
  const words = useKeypadWords(t`Par numéro`);
  const amountMinor = parseMoneyText(text, 'CAD');
  return (
    <div className={css.find}>
      <div className={css.column}>
        <p className={css.help}>
          <Trans>
            Lisez le code du reçu, ou tapez son numéro. Sans reçu, lisez les articles. D’une commande de la
            boutique, tapez le numéro : C-…
          </Trans>
        </p>
        <output className={css.typed} aria-label={t`Numéro du reçu`} data-testid="return-text">
          {text === '' ? '—' : text}
        </output>
        <ReturnProblem problem={problem} />
        <div className={css.keys}>
          <Key
            onPress={() => void searchBy({ last4: text })}
            disabled={busy || !/^\d{4}$/.test(text)}
            testId="return-by-card"
          >
            <Trans>4 derniers de la carte</Trans>
          </Key>
          <Key
            onPress={() => void searchBy({ amountMinor: amountMinor ?? 0 })}
            disabled={busy || text === '' || amountMinor === undefined}
            testId="return-by-amount"
          >
            <Trans>Montant payé</Trans>
          </Key>
          <Key onPress={() => void searchBy({})} disabled={busy} testId="return-recent">
            <Trans>Ventes récentes</Trans>
          </Key>
        </div>
        <Keypad
          layout="money"
          decimalMark={locale === 'fr-CA' ? ',' : '.'}
          words={words}
          enterTone="primary"
          disabled={busy}
          onKey={(key) => {
            if (key === 'enter') void find(text);
            else if (key === 'backspace') typeInReturn(text.slice(0, -1));
            else if (key === 'decimal') typeInReturn(`${text},`);
            else typeInReturn(text + key);
          }}
        />
      </div>
      {found === null ? null : (
        <ul className={css.lines} data-testid="return-found">
          {found.length === 0 ? (
            <li className={css.help}>
              <Trans>Aucune vente de ces 30 jours n’y répond.</Trans>
            </li>
          ) : null}
          {found.map((sale) => (
            <li key={sale.receiptNumber}>
              <button
                type="button"
                className={css.line}
                onClick={() => void find(sale.receiptNumber)}
                data-testid={`found-${sale.receiptNumber}`}
              >
                <span className={css.grow}>
                  {sale.receiptNumber}
                  <span className={css.detail}>
                    {sale.at.slice(0, 10)} {formatTime(new Date(sale.at), locale, timeZone)}
                    {' · '}
                    {plural(sale.itemCount, { one: '# article', other: '# articles' })}
                    {sale.last4 === null ? '' : ` · •••• ${sale.last4}`}
                  </span>
                </span>
                <Amount amountMinor={sale.totalMinor} locale={locale} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
