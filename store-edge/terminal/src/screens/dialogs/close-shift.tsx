import { Amount, formatMoney, Key, Keypad } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { isWaiting } from '../../sale/kept-sale.ts';
import { closeShift } from '../../till/session.ts';
import { useTill } from '../../till/store.ts';
import { useKeypadWords } from '../keypad-words.ts';
import { shiftProblem } from '../shift/open-shift.tsx';
import { useLocale } from '../use-locale.ts';
import css from './close-shift.module.css';
import dialogs from './dialogs.module.css';
import { Sheet } from './sheet.tsx';

/** Canada's notes and coins. Source: Bank of Canada; Royal Canadian Mint. */
const valuesMinor = [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 25, 10, 5] as const;
const countMax = 9_999;
/** All of them together, as an amount: a till takes few. */
const usDollars = 'us-dollars';
const usDollarsMaxMinor = 9_999_999;
type Counted = (typeof valuesMinor)[number] | typeof usDollars;

/** Blind: counted by notes and coins, one after the other; what is expected shows only after the count is in. */
export function CloseShift() {
  const { t } = useLingui();
  const locale = useLocale();
  const waiting = useTill((state) => state.sales.filter(isWaiting).length);
  const [counts, setCounts] = useState<Readonly<Partial<Record<Counted, string>>>>({});
  const [at, setAt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Awaited<ReturnType<typeof closeShift>>>(null);
  const takesUsDollars = useTill((state) => state.settings['us-dollar-rate'] !== null);
  const [tookUsDollars, setTookUsDollars] = useState(false);
  const asked: readonly Counted[] =
    takesUsDollars || tookUsDollars ? [...valuesMinor, usDollars] : valuesMinor;
  const value = asked[at] ?? valuesMinor[0];
  const isLast = at === asked.length - 1;
  const words = useKeypadWords(isLast ? t`Fermer le quart` : t`Suivant`);
  const denominations = valuesMinor.map((valueMinor) => ({
    valueMinor,
    count: Number(counts[valueMinor] ?? '0'),
  }));
  const countedMinor = denominations.reduce((sum, one) => sum + one.valueMinor * one.count, 0);

  const put = (change: (present: string) => string) =>
    setCounts((present) => {
      const next = change(present[value] ?? '').replace(/\D/g, '');
      const max = value === usDollars ? usDollarsMaxMinor : countMax;
      return Number(next) > max ? present : { ...present, [value]: next };
    });
  const submit = async (reason?: string) => {
    if (busy || waiting > 0) return;
    setBusy(true);
    const counted = counts[usDollars];
    const refused = await closeShift({
      ...{ countedMinor, denominations },
      ...(counted === undefined || counted === '' ? {} : { usDollarsCountedMinor: Number(counted) }),
      ...(reason === undefined ? {} : { reason }),
    });
    setProblem(refused);
    if (refused?.type === 'us-dollars-uncounted') {
      setTookUsDollars(true);
      setAt(valuesMinor.length);
    }
    setBusy(false);
  };
  const next = () => (isLast ? void submit() : setAt(at + 1));
  const difference = problem?.type === 'reason-wanted' ? problem : null;
  return (
    <Sheet
      title={t`Fermer le quart`}
      wide
      testId="close-shift-dialog"
      onCommand={(command) => {
        if (difference !== null) return false;
        if (command.do === 'type') put((present) => present + command.text);
        else if (command.do === 'erase') put((present) => present.slice(0, -1));
        else if (command.do === 'enter') next();
        else if (command.do === 'up') setAt(Math.max(0, at - 1));
        else if (command.do === 'down') setAt(Math.min(asked.length - 1, at + 1));
        return true;
      }}
    >
      {difference === null ? (
        <>
          <p className={dialogs.words}>
            <Trans>
              Comptez le tiroir, fond compris : combien de chaque billet et pièce. Le Z sera imprimé.
            </Trans>
          </p>
          <div className={css.count}>
            <ul className={css.values}>
              {asked.map((one, index) => (
                <li key={one}>
                  <button
                    type="button"
                    className={css.value}
                    aria-pressed={index === at}
                    onClick={() => setAt(index)}
                    data-testid={`count-${one}`}
                  >
                    {one === usDollars ? (
                      <>
                        <span>
                          <Trans>Dollars US</Trans>
                        </span>
                        <span className={css.pieces}>
                          {counts[one] ? formatMoney(Number(counts[one]), locale, 'USD') : '—'}
                        </span>
                      </>
                    ) : (
                      <>
                        <span>{formatMoney(one, locale)}</span>
                        <span className={css.pieces}>× {counts[one] ?? '—'}</span>
                      </>
                    )}
                  </button>
                </li>
              ))}
            </ul>
            <div className={css.side}>
              <p className={dialogs.words}>
                <Trans>Comptant compté</Trans>
              </p>
              <Amount className={css.total} amountMinor={countedMinor} locale={locale} testId="counted" />
              {value === usDollars ? (
                <p className={dialogs.words}>
                  <Trans>Tapez le total des dollars US avec les cents : 2000 pour 20,00.</Trans>
                </p>
              ) : null}
              <p className={dialogs.problem} role="alert">
                {waiting > 0 ? (
                  <Trans>Une vente part encore vers le serveur. Le quart se ferme après elle.</Trans>
                ) : null}
                {problem === null ? null : shiftProblem(problem.type)}
              </p>
              <Keypad
                layout="pin"
                decimalMark={locale === 'fr-CA' ? ',' : '.'}
                words={words}
                enterTone="primary"
                disabled={busy}
                onKey={(key) => {
                  if (key === 'enter') next();
                  else if (key === 'backspace') put((present) => present.slice(0, -1));
                  else put((present) => present + key);
                }}
              />
              <Key onPress={() => void submit()} disabled={busy} testId="close-shift-now">
                <Trans>Fermer le quart</Trans>
              </Key>
            </div>
          </div>
        </>
      ) : (
        <Difference off={difference} busy={busy} onReason={submit} onRecount={() => setProblem(null)} />
      )}
    </Sheet>
  );
}

/** Told after the count: why, or once more. */
function Difference(props: {
  off: Readonly<{ overShortMinor: number; usDollarsOverShortMinor: number }>;
  busy: boolean;
  onReason: (reason: string) => Promise<void>;
  onRecount: () => void;
}) {
  const { off, busy, onReason, onRecount } = props;
  const { overShortMinor, usDollarsOverShortMinor } = off;
  const { t } = useLingui();
  const locale = useLocale();
  const reasons = [t`Monnaie mal rendue`, t`Sortie non notée`, t`Billet douteux`, t`Cause inconnue`];
  return (
    <div className={css.side}>
      {overShortMinor === 0 ? null : (
        <>
          <p className={dialogs.words}>
            {overShortMinor > 0 ? <Trans>Surplus</Trans> : <Trans>Manque</Trans>}
          </p>
          <Amount className={css.total} amountMinor={overShortMinor} locale={locale} testId="difference" />
        </>
      )}
      {usDollarsOverShortMinor === 0 ? null : (
        <>
          <p className={dialogs.words}>
            {usDollarsOverShortMinor > 0 ? (
              <Trans>Surplus de dollars US</Trans>
            ) : (
              <Trans>Manque de dollars US</Trans>
            )}
          </p>
          <p className={css.total} data-testid="difference-us-dollars">
            {formatMoney(usDollarsOverShortMinor, locale, 'USD')}
          </p>
        </>
      )}
      <p className={dialogs.words}>
        <Trans>Dites pourquoi, ou recomptez.</Trans>
      </p>
      <div className={dialogs.menu}>
        {reasons.map((reason, index) => (
          <Key
            key={reason}
            onPress={() => void onReason(reason)}
            disabled={busy}
            testId={`over-short-${index}`}
          >
            {reason}
          </Key>
        ))}
      </div>
      <Key onPress={onRecount} disabled={busy} testId="recount">
        <Trans>Recompter</Trans>
      </Key>
    </div>
  );
}
