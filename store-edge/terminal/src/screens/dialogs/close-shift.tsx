import { Keypad } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { isWaiting } from '../../sale/kept-sale.ts';
import { closeShift } from '../../till/session.ts';
import { useTill } from '../../till/store.ts';
import { useKeypadWords } from '../keypad-words.ts';
import { AmountDisplay } from '../shift/amount-display.tsx';
import { shiftProblem } from '../shift/open-shift.tsx';
import { useAmount } from '../use-amount.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';
import { Sheet } from './sheet.tsx';

/** Blind: what is expected shows only after the count is in. */
export function CloseShift() {
  const { t } = useLingui();
  const locale = useLocale();
  const waiting = useTill((state) => state.sales.filter(isWaiting).length);
  const amount = useAmount();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const words = useKeypadWords(t`Fermer le quart`);
  const submit = async () => {
    if (busy || waiting > 0 || amount.amountMinor === undefined) return;
    setBusy(true);
    setProblem(await closeShift(amount.amountMinor));
    setBusy(false);
  };
  return (
    <Sheet
      title={t`Fermer le quart`}
      testId="close-shift-dialog"
      onCommand={(command) => {
        if (command.do === 'type') amount.add(command.text);
        else if (command.do === 'erase') amount.erase();
        else if (command.do === 'enter') void submit();
        return true;
      }}
    >
      <p className={css.words}>
        <Trans>Comptez tout le comptant du tiroir, fond compris, et tapez-le. Le Z sera imprimé.</Trans>
      </p>
      <AmountDisplay label={t`Comptant compté`} text={amount.text} locale={locale} testId="counted" />
      <p className={css.problem} role="alert">
        {waiting > 0 ? (
          <Trans>Une vente part encore vers le serveur. Le quart se ferme après elle.</Trans>
        ) : null}
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
    </Sheet>
  );
}
