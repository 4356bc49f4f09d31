import { Amount, formatMoney, Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useTill } from '../../till/store.ts';
import {
  findValue,
  lineToLoad,
  payableMinor,
  payWithValue,
  topUp,
  typeValue,
} from '../../till/value-paying.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';
import { Sheet } from './sheet.tsx';

/** A gift card or a store credit: what it holds, and one key that pays with it. */
export function Value() {
  const { t } = useLingui();
  const locale = useLocale();
  const value = useTill((state) => state.value);
  const priced = useTill((state) => state.priced);
  const problem = useValueProblem();
  if (!value) return null;
  const { text, busy, found } = value;
  const payable = payableMinor();
  const pays = formatMoney(payable, locale);
  const load = lineToLoad();
  const loads = formatMoney(priced?.lines.find(({ id }) => id === load?.id)?.grossMinor ?? 0, locale);
  return (
    <Sheet
      title={t`Carte-cadeau ou crédit en magasin`}
      testId="value-dialog"
      onCommand={(command) => {
        if (command.do === 'type') typeValue(text + command.text);
        else if (command.do === 'less') typeValue(`${text}-`);
        else if (command.do === 'erase') typeValue(text.slice(0, -1));
        else if (command.do === 'cash') topUp();
        else if (command.do === 'enter') void (found && text === '' ? payWithValue() : findValue(text));
        else return false;
        return true;
      }}
    >
      <p className={css.problem} role="alert" data-testid="value-problem">
        {problem}
      </p>
      {found ? (
        <>
          <p className={css.words}>
            {found.kind === 'gift-card' ? <Trans>Carte-cadeau</Trans> : <Trans>Crédit en magasin</Trans>}
            {` •••• ${found.last4}`}
          </p>
          <Amount
            className={css.balance}
            amountMinor={found.balanceMinor}
            locale={locale}
            testId="value-balance"
          />
          <p className={css.words}>
            {found.isBlocked ? (
              <Trans>Cette carte est bloquée. Prenez un autre moyen de paiement.</Trans>
            ) : found.known === 'here' ? (
              <Trans>Siège hors d’atteinte : solde connu de ce magasin.</Trans>
            ) : null}
          </p>
          {load ? (
            <Key tone="primary" onPress={topUp} disabled={busy} cap="F9" testId="value-top-up">
              <Trans>Recharger la carte de {loads}</Trans>
            </Key>
          ) : null}
          <Key
            tone={load ? 'plain' : 'primary'}
            onPress={() => void payWithValue()}
            disabled={busy || found.isBlocked || payable === 0}
            cap={t`Entrée`}
            testId="value-pay"
          >
            <Trans>Payer {pays}</Trans>
          </Key>
        </>
      ) : (
        <>
          <p className={css.words}>
            <Trans>Lisez le code de la carte, ou tapez-le puis Entrée.</Trans>
          </p>
          <div className={css.row}>
            <output
              className={`${css.grow} ${css.typed}`}
              aria-label={t`Code de la carte`}
              data-testid="value-text"
            >
              {text === '' ? '—' : text}
            </output>
            <Key
              tone="primary"
              onPress={() => void findValue(text)}
              disabled={busy || text === ''}
              cap={t`Entrée`}
              testId="value-find"
            >
              <Trans>Chercher</Trans>
            </Key>
          </div>
        </>
      )}
    </Sheet>
  );
}

/** What happened, what is kept, what to do. */
function useValueProblem(): string | null {
  const { t } = useLingui();
  const locale = useLocale();
  const problem = useTill((state) => state.value?.problem ?? null);
  if (!problem) return null;
  const amount = formatMoney(problem.amountMinor, locale);
  const words: Readonly<Record<string, string>> = {
    unreachable: t`Serveur du magasin injoignable. Rien n’est pris sur la carte. Réessayez à son retour.`,
    'not-a-value-code': t`Ce code est mal lu ou mal tapé. Relisez-le sur la carte.`,
    'unknown-value': t`Carte inconnue. Vérifiez le code, ou prenez un autre moyen de paiement.`,
    'unknown-while-offline': t`Carte inconnue ici, et le siège est hors d’atteinte. Prenez un autre moyen de paiement.`,
    'not-enough-value': t`Il reste ${amount} sur la carte. Relisez-la pour prendre ce montant.`,
    'value-blocked': t`Cette carte est bloquée. Prenez un autre moyen de paiement.`,
    'over-allowance': t`Siège hors d’atteinte : ce magasin peut encore se porter garant de ${amount}. Prenez un autre moyen de paiement.`,
    'no-allowance': t`Siège hors d’atteinte : ce magasin ne peut pas se porter garant de cartes-cadeaux. Prenez un autre moyen de paiement.`,
    'spend-released': t`Ce paiement fut rendu à la carte. Recommencez.`,
  };
  return (
    words[problem.type] ?? t`Le serveur du magasin refuse (${problem.type}). Rien n’est pris sur la carte.`
  );
}
