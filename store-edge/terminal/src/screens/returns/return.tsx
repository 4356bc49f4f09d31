import { Amount, Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import type { Command } from '../../keys/commands.ts';
import { backOf } from '../../sale/return-draft.ts';
import { approvedWith, endReturn, find, giveBack, pick, typeInReturn } from '../../till/returning.ts';
import { useTill } from '../../till/store.ts';
import { ApprovalForm, onApprovalCommand, useApproval } from '../approval/approval.tsx';
import { Sheet } from '../dialogs/sheet.tsx';
import { useLocale } from '../use-locale.ts';

import { FindReceipt } from './find-receipt.tsx';
import { ReturnLines } from './lines.tsx';
import css from './returns.module.css';

/** Goods come back: find the receipt, pick the lines, give the money back. The basket at the till stays as it is. */
export function Return() {
  const { t } = useLingui();
  const locale = useLocale();
  const returning = useTill((state) => state.returning);
  const draft = returning?.draft ?? null;
  const back = draft && backOf(draft);
  const canExchange = useTill(({ draft: basket, panel }) => basket.lines.length > 0 && panel !== 'change');
  const approval = useApproval(
    returning?.needs ?? null,
    back?.is === 'given-back' ? back.totalMinor : 0,
    approvedWith,
  );
  if (!returning) return null;
  const { needs, done, text } = returning;

  const inSearch = (command: Command): boolean => {
    if (command.do === 'type') typeInReturn((text + command.text).toUpperCase());
    else if (command.do === 'less') typeInReturn(`${text}-`);
    else if (command.do === 'erase') typeInReturn(text.slice(0, -1));
    else if (command.do === 'enter') void find(text);
    else return false;
    return true;
  };
  const inLines = (command: Command): boolean => {
    // Its money goes back by itself, the way that it came.
    if (draft?.sale.known === 'order' && command.do !== 'cash') return false;
    if (command.do === 'cash') void giveBack('cash');
    else if (command.do === 'card') void giveBack('card');
    else if (command.do === 'cheque') void giveBack('credit');
    else if (command.do === 'return' && canExchange) pick({ type: 'exchange-toggled' });
    else return false;
    return true;
  };

  const isCredit = done?.refunds.some((refund) => refund.kind === 'store-credit') ?? false;
  const isPoints = done?.refunds.every((refund) => refund.kind === 'loyalty-points') ?? false;
  const cashMinor = done?.refunds.find((refund) => refund.kind === 'cash')?.amountMinor ?? 0;
  return (
    <Sheet
      title={t`Retour d’articles`}
      wide
      testId="return-dialog"
      onCommand={(command) => {
        if (done) {
          if (command.do === 'enter') endReturn();
          return command.do === 'enter';
        }
        if (needs) return onApprovalCommand(approval, command);
        return draft ? inLines(command) : inSearch(command);
      }}
    >
      {done ? (
        <div className={css.column} data-testid="return-done">
          <p className={css.help}>
            {done.waysBack ? (
              <Trans>
                Articles repris. Le remboursement part de lui-même ; remettez le papier au client.
              </Trans>
            ) : cashMinor > 0 ? (
              <Trans>Rendez au client</Trans>
            ) : isCredit ? (
              <Trans>Crédit en magasin : remettez le papier au client</Trans>
            ) : isPoints ? (
              <Trans>Remis en points</Trans>
            ) : (
              <Trans>Remboursé sur la carte</Trans>
            )}
          </p>
          <Amount
            className={css.amount}
            amountMinor={cashMinor > 0 ? cashMinor : done.totalMinor}
            locale={locale}
            testId="given-back"
          />
          <p className={css.help} data-testid="return-number">
            <Trans>Retour {done.receiptNumber}</Trans>
          </p>
          <Key tone="primary" onPress={endReturn} cap={t`Entrée`} testId="return-end">
            <Trans>Terminer</Trans>
          </Key>
        </div>
      ) : needs ? (
        <ApprovalForm permission={needs} approval={approval} />
      ) : draft ? (
        <ReturnLines draft={draft} returning={returning} />
      ) : (
        <FindReceipt returning={returning} />
      )}
    </Sheet>
  );
}
