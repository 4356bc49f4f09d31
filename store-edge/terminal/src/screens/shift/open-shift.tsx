import type { ShiftClosed } from '@comptoir/edge-agent/api';
import { Amount, formatMoney, Key, Keypad } from '@comptoir/ui-kit';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useCommands } from '../../till/commands.ts';
import { lock, openShift } from '../../till/session.ts';
import { useTill } from '../../till/store.ts';
import { useKeypadWords } from '../keypad-words.ts';
import { useAmount } from '../use-amount.ts';
import { useLocale } from '../use-locale.ts';
import { AmountDisplay } from './amount-display.tsx';
import css from './shift.module.css';

/** The drawer's float, counted, then the shift is open. After a close the Z's figures stand beside it. */
export function OpenShift() {
  const locale = useLocale();
  const closed = useTill((state) => state.shiftClosed);
  const amount = useAmount();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const words = useKeypadWords(t`Ouvrir le quart`);

  const submit = async () => {
    if (busy || amount.amountMinor === undefined) return;
    setBusy(true);
    setProblem(await openShift(amount.amountMinor));
    setBusy(false);
  };
  useCommands((command) => {
    if (command.do === 'type') amount.add(command.text);
    else if (command.do === 'erase') amount.erase();
    else if (command.do === 'enter') void submit();
    else if (command.do === 'back') amount.clear();
    else if (command.do === 'lock') void lock();
    else return false;
    return true;
  });

  return (
    <main className={css.page} data-testid="open-shift">
      <section className={css.card}>
        <h1 className={css.title}>
          <Trans>Ouvrir le quart</Trans>
        </h1>
        <p className={css.help}>
          <Trans>Comptez le fond de caisse et tapez-le.</Trans>
        </p>
        <AmountDisplay label={t`Fond de caisse`} text={amount.text} locale={locale} testId="float" />
        <p className={css.problem} role="alert">
          {problem === null ? null : shiftProblem(problem)}
        </p>
        <Keypad
          layout="money"
          decimalMark={locale === 'fr-CA' ? ',' : '.'}
          words={words}
          enterTone="primary"
          disabled={busy}
          onKey={(key) => (key === 'enter' ? void submit() : amount.press(key))}
        />
        <Key tone="quiet" onPress={() => void lock()} cap="Pause" testId="lock-till">
          <Trans>Verrouiller la caisse</Trans>
        </Key>
      </section>
      {closed === null ? null : (
        <section className={css.card} data-testid="shift-closed">
          <h2 className={css.title}>
            <Trans>Quart fermé, Z no {closed.zNumber}</Trans>
          </h2>
          <p className={css.help}>{plural(closed.saleCount, { one: '# vente', other: '# ventes' })}</p>
          <dl className={css.figures}>
            <Figure label={t`Ventes`} amountMinor={closed.totalMinor} />
            <Figure label={t`Comptant attendu`} amountMinor={closed.expectedMinor} />
            <Figure label={t`Comptant compté`} amountMinor={closed.countedMinor} />
            <div className={css.difference} data-tone={closed.overShortMinor === 0 ? 'done' : 'warn'}>
              <dt>{differenceWords(closed.overShortMinor)}</dt>
              <dd data-testid="over-short">{formatMoney(closed.overShortMinor, locale)}</dd>
            </div>
            {closed.usDollars ? <UsDollars {...closed.usDollars} /> : null}
          </dl>
          <p className={css.help}>
            <Trans>Total perpétuel de la caisse</Trans>{' '}
            <Amount amountMinor={closed.perpetualTotalMinor} locale={locale} />
          </p>
        </section>
      )}
    </main>
  );
}

function Figure({ label, amountMinor }: { label: string; amountMinor: number }) {
  const locale = useLocale();
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Amount amountMinor={amountMinor} locale={locale} />
      </dd>
    </div>
  );
}

/** Apart from the Canadian money, as they lie in the drawer. */
function UsDollars(counted: NonNullable<ShiftClosed['usDollars']>) {
  const locale = useLocale();
  const { expectedMinor, countedMinor, overShortMinor } = counted;
  const rows = [
    [t`Dollars US attendus`, expectedMinor],
    [t`Dollars US comptés`, countedMinor],
    [t`Écart en dollars US`, overShortMinor],
  ] as const;
  return rows.map(([label, minor]) => (
    <div key={label}>
      <dt>{label}</dt>
      <dd>{formatMoney(minor, locale, 'USD')}</dd>
    </div>
  ));
}

const differenceWords = (overShortMinor: number): string => {
  if (overShortMinor === 0) return t`La caisse balance`;
  return overShortMinor > 0 ? t`Surplus` : t`Manque`;
};

export function shiftProblem(problem: string): string {
  if (problem === 'unreachable')
    return t`Serveur du magasin injoignable. Rien n’est fait. Réessayez dans un moment.`;
  if (problem === 'us-dollars-uncounted')
    return t`Ce quart a pris des dollars US. Comptez-les aussi, puis fermez le quart.`;
  return t`Le serveur du magasin refuse (${problem}). Rien n’est fait. Appelez le gérant.`;
}
