import { Key, Keypad } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { newId } from '../../sale/ids.ts';
import { edge, tell } from '../../till/context.ts';
import { useTill } from '../../till/store.ts';
import { ApprovalForm, onApprovalCommand, useApproval } from '../approval/approval.tsx';
import { useKeypadWords } from '../keypad-words.ts';
import { AmountDisplay } from '../shift/amount-display.tsx';
import { shiftProblem } from '../shift/open-shift.tsx';
import { useAmount } from '../use-amount.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';
import { closeDialog, Sheet } from './sheet.tsx';

type Direction = 'paid-in' | 'paid-out' | 'drop';

/** Cash without a sale: change that comes in, an expense, the safe. A slip to be signed prints. */
export function CashMove() {
  const { t } = useLingui();
  const locale = useLocale();
  const amount = useAmount();
  const movementId = useRef(newId());
  const [direction, setDirection] = useState<Direction>('drop');
  const reasons = useTill((state) => state.settings['cash-reasons']);
  const rate = useTill((state) => state.settings['us-dollar-rate']);
  const [isUs, setIsUs] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [needsLeave, setNeedsLeave] = useState(false);
  const approval = useApproval(needsLeave ? 'paid-out' : null, amount.amountMinor ?? 0, (approvalId) => {
    setNeedsLeave(false);
    void submit(approvalId);
  });
  const names: Readonly<Record<Direction, string>> = {
    drop: t`Dépôt au coffre`,
    'paid-in': t`Entrée de caisse`,
    'paid-out': t`Sortie de caisse`,
  };
  const words = useKeypadWords(t`Noter et ouvrir`);

  async function submit(approvalId?: string) {
    const { amountMinor } = amount;
    if (busy || amountMinor === undefined || amountMinor === 0) return;
    setBusy(true);
    setProblem(null);
    const usDollars = isUs && rate !== null ? { amountMinor, rate } : undefined;
    const request = {
      ...{ movementId: movementId.current, direction, reason },
      amountMinor: usDollars ? Math.max(1, Math.round(amountMinor * Number(usDollars.rate))) : amountMinor,
      ...(usDollars ? { usDollars } : {}),
    };
    const reply = await edge().moveCash({ ...request, ...(approvalId === undefined ? {} : { approvalId }) });
    setBusy(false);
    if (reply.is === 'ok') {
      closeDialog();
      tell({ kind: 'cash-moved' }, 'done');
    } else if (reply.is === 'problem' && reply.problem.type === 'approval-needed') setNeedsLeave(true);
    else setProblem(reply.is === 'problem' ? reply.problem.type : 'unreachable');
  }

  return (
    <Sheet
      title={t`Entrée, sortie, dépôt`}
      testId="cash-dialog"
      onCommand={(command) => {
        if (needsLeave) return onApprovalCommand(approval, command);
        if (command.do === 'type') amount.add(command.text);
        else if (command.do === 'erase') amount.erase();
        else if (command.do === 'enter') void submit();
        return true;
      }}
    >
      {needsLeave ? (
        <ApprovalForm permission="paid-out" approval={approval} />
      ) : (
        <>
          <fieldset className={css.choice}>
            <legend>
              <Trans>Mouvement</Trans>
            </legend>
            {(['drop', 'paid-in', 'paid-out'] as const).map((one) => (
              <Key
                key={one}
                pressed={direction === one}
                onPress={() => setDirection(one)}
                testId={`cash-${one}`}
              >
                {names[one]}
              </Key>
            ))}
          </fieldset>
          {rate === null ? null : (
            <fieldset className={css.choice}>
              <legend>
                <Trans>Monnaie</Trans>
              </legend>
              <Key pressed={!isUs} onPress={() => setIsUs(false)} testId="cash-cad">
                <Trans>Dollars canadiens</Trans>
              </Key>
              <Key pressed={isUs} onPress={() => setIsUs(true)} testId="cash-usd">
                <Trans>Dollars US</Trans>
              </Key>
            </fieldset>
          )}
          {reasons.length === 0 ? null : (
            <fieldset className={css.choice}>
              <legend>
                <Trans>Raison</Trans>
              </legend>
              {reasons.map((one, at) => (
                <Key
                  key={one}
                  pressed={reason === one}
                  onPress={() => setReason(reason === one ? '' : one)}
                  testId={`cash-reason-${at}`}
                >
                  {one}
                </Key>
              ))}
            </fieldset>
          )}
          <AmountDisplay label={names[direction]} text={amount.text} locale={locale} testId="cash-amount" />
          <p className={css.problem} role="alert">
            {problem === null
              ? null
              : problem === 'not-so-much'
                ? t`Le tiroir ne contient pas autant. Vérifiez le montant.`
                : shiftProblem(problem)}
          </p>
          <Keypad
            layout="money"
            decimalMark={locale === 'fr-CA' ? ',' : '.'}
            words={words}
            enterTone="primary"
            disabled={busy}
            onKey={(key) => (key === 'enter' ? void submit() : amount.press(key))}
          />
        </>
      )}
    </Sheet>
  );
}
