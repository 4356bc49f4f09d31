import type { SettleRequest } from '@comptoir/edge-agent/api';
import { formatMoney, Key, Keypad } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { apply } from '../../till/card.ts';
import { edge } from '../../till/context.ts';
import { useTill } from '../../till/store.ts';
import { ApprovalForm, onApprovalCommand, useApproval } from '../approval/approval.tsx';
import { useKeypadWords } from '../keypad-words.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';
import { closeDialog, Sheet } from './sheet.tsx';

const last4Length = 4;
const codeMax = 12;

/** What the payment terminal did not tell is read on it or its ticket, by somebody who may, and written down once. */
export function SettlePayment() {
  const { t } = useLingui();
  const locale = useLocale();
  const words = useKeypadWords(t`Noter`);
  const attempt = useTill((state) => state.draft.attempt);
  const [isApproved, setIsApproved] = useState<boolean | null>(null);
  /** The card's last four, then the ticket's approval code. */
  const [typed, setTyped] = useState('');
  const [needsLeave, setNeedsLeave] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const approval = useApproval(
    needsLeave ? 'settle-payment' : null,
    attempt?.amountMinor ?? 0,
    (approvalId) => void submit(approvalId),
  );
  const last4 = typed.slice(0, last4Length);
  const approvalCode = typed.slice(last4Length);
  const isWhole = isApproved === false || (last4.length === last4Length && approvalCode !== '');

  async function submit(approvalId?: string) {
    if (attempt === null || isApproved === null || !isWhole) return;
    const leave = approvalId === undefined ? {} : { approvalId };
    const request: SettleRequest = isApproved
      ? { outcome: 'approved', brand: '', last4, approvalCode, ...leave }
      : { outcome: 'not-done', ...leave };
    const reply = await edge().settlePayment(attempt.attemptId, request);
    if (reply.is === 'ok') {
      closeDialog();
      return apply(reply.body);
    }
    if (reply.is === 'problem' && reply.problem.type === 'approval-needed') setNeedsLeave(true);
    else setProblem(t`Rien n’est noté. Réessayez.`);
  }
  const type = (text: string) =>
    setTyped((present) => (present + text.replace(/[^0-9A-Za-z]/g, '')).slice(0, last4Length + codeMax));
  const erase = () => setTyped((present) => present.slice(0, -1));
  const amount = formatMoney(attempt?.amountMinor ?? 0, locale);

  return (
    <Sheet
      title={t`Paiement à vérifier`}
      testId="settle-dialog"
      onCommand={(command) => {
        if (needsLeave) return onApprovalCommand(approval, command);
        if (command.do === 'type') type(command.text);
        else if (command.do === 'erase') erase();
        else if (command.do === 'enter') void submit();
        return true;
      }}
    >
      {needsLeave ? (
        <ApprovalForm permission="settle-payment" approval={approval} />
      ) : (
        <>
          <p className={css.words}>
            <Trans>Que dit le terminal, ou son billet, de ces {amount} ?</Trans>
          </p>
          <fieldset className={css.choice}>
            <legend>
              <Trans>Dernière transaction du terminal</Trans>
            </legend>
            <Key pressed={isApproved === true} onPress={() => setIsApproved(true)} testId="settle-approved">
              <Trans>Approuvée</Trans>
            </Key>
            <Key pressed={isApproved === false} onPress={() => setIsApproved(false)} testId="settle-not-done">
              <Trans>Refusée ou absente</Trans>
            </Key>
          </fieldset>
          {isApproved === true ? (
            <p className={css.words} aria-live="polite" data-testid="settle-typed">
              <Trans>
                Carte •••• {last4 || '—'}, autorisation {approvalCode || '—'}
              </Trans>
            </p>
          ) : null}
          <p className={css.problem} role="alert">
            {problem}
          </p>
          <Keypad
            layout="pin"
            decimalMark=","
            words={words}
            enterTone="primary"
            disabled={isApproved === null}
            onKey={(key) => {
              if (key === 'enter') void submit();
              else if (key === 'backspace') erase();
              else type(key);
            }}
          />
        </>
      )}
    </Sheet>
  );
}
