import { may, type Permission } from '@comptoir/sync-protocol/staff/permissions';
import { formatMoney, formatPercent, Key, Keypad } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { nameOf } from '../../i18n/names.ts';
import { catalogue } from '../../till/context.ts';
import { discount, fullPrice, setPrice } from '../../till/discounting.ts';
import { useTill } from '../../till/store.ts';
import { ApprovalForm, onApprovalCommand, useApproval } from '../approval/approval.tsx';
import { useKeypadWords } from '../keypad-words.ts';
import { AmountDisplay } from '../shift/amount-display.tsx';
import { useAmount } from '../use-amount.ts';
import { useLocale } from '../use-locale.ts';
import css from './dialogs.module.css';
import { Sheet } from './sheet.tsx';

const percents = ['5', '10', '15', '20', '25', '50'] as const;
const usualPercent = '10';

/** How much, then why: a touch on the reason gives it. An amount typed stands instead of the percent. */
export function Discount({ lineId }: { lineId: string | null }) {
  const { t } = useLingui();
  const locale = useLocale();
  const [percent, setPercent] = useState<string>(usualPercent);
  const amount = useAmount();
  const off = amount.text === '' ? { percent } : { amountMinor: amount.amountMinor ?? 0 };
  const asked = useLeave('discount', amount.amountMinor ?? 0, (reason, by) =>
    discount(lineId, { ...off, reason, by }),
  );
  return (
    <ByHand
      title={lineId === null ? t`Rabais sur le panier` : t`Rabais sur la ligne`}
      testId="discount-dialog"
      {...{ lineId, amount, asked }}
      enter={t`Rabais`}
    >
      <div className={css.percents}>
        {percents.map((one) => (
          <Key
            key={one}
            pressed={amount.text === '' && percent === one}
            onPress={() => {
              setPercent(one);
              amount.clear();
            }}
            testId={`percent-${one}`}
          >
            {formatPercent(one, locale)}
          </Key>
        ))}
      </div>
      <AmountDisplay label={t`Ou un montant`} text={amount.text} locale={locale} testId="discount-amount" />
      <Reasons onReason={asked.ask} />
      <Key onPress={() => fullPrice(lineId)} testId="full-price">
        <Trans>Plein prix</Trans>
      </Key>
    </ByHand>
  );
}

/** Another price for the line, then why. */
export function Price({ lineId }: { lineId: string }) {
  const { t } = useLingui();
  const locale = useLocale();
  const amount = useAmount();
  const asked = useLeave('price-override', amount.amountMinor ?? 0, (reason, by) => {
    if (amount.amountMinor !== undefined) setPrice(lineId, amount.amountMinor, reason, by);
  });
  return (
    <ByHand title={t`Changer le prix`} testId="price-dialog" {...{ lineId, amount, asked }} enter={t`Prix`}>
      <AmountDisplay label={t`Nouveau prix`} text={amount.text} locale={locale} testId="new-price" />
      <Reasons onReason={asked.ask} disabled={amount.amountMinor === undefined} />
    </ByHand>
  );
}

/** An amount is typed beside what it is about; somebody who may is asked in its place. */
function ByHand(props: {
  title: string;
  testId: string;
  lineId: string | null;
  amount: ReturnType<typeof useAmount>;
  asked: ReturnType<typeof useLeave>;
  /** What the keypad's Enter says. */
  enter: string;
  children: ReactNode;
}) {
  const { title, testId, lineId, amount, asked, enter, children } = props;
  const locale = useLocale();
  const name = useName(lineId);
  const words = useKeypadWords(enter);
  return (
    <Sheet
      title={title}
      wide
      testId={testId}
      onCommand={(command) => {
        if (asked.isAsked) return onApprovalCommand(asked.approval, command);
        if (command.do === 'type') amount.add(command.text);
        else if (command.do === 'erase') amount.erase();
        else return false;
        return true;
      }}
    >
      {asked.isAsked ? (
        <ApprovalForm permission={asked.permission} approval={asked.approval} />
      ) : (
        <>
          <p className={css.words}>{name}</p>
          <div className={css.split}>
            <div className={css.form}>{children}</div>
            <Keypad
              layout="money"
              decimalMark={locale === 'fr-CA' ? ',' : '.'}
              words={words}
              onKey={(key) => amount.press(key)}
            />
          </div>
        </>
      )}
    </Sheet>
  );
}

function Reasons({ onReason, disabled = false }: { onReason: (reason: string) => void; disabled?: boolean }) {
  const { t } = useLingui();
  const reasons = [
    ['damaged', t`Article abîmé`],
    ['price-match', t`Prix d’un concurrent`],
    ['goodwill', t`Geste commercial`],
    ['staff', t`Employé`],
  ] as const;
  return (
    <div className={css.pairs}>
      {reasons.map(([reason, words]) => (
        <Key key={reason} onPress={() => onReason(reason)} disabled={disabled} testId={`why-${reason}`}>
          {words}
        </Key>
      ))}
    </div>
  );
}

/** Who may gives at once; who may not asks somebody who may. */
function useLeave(permission: Permission, amountMinor: number, give: (reason: string, by: string) => void) {
  const cashier = useTill((state) => state.session?.staff);
  const [reason, setReason] = useState<string | null>(null);
  const approval = useApproval(reason === null ? null : permission, amountMinor, (_id, staffId) => {
    if (reason !== null) give(reason, staffId);
  });
  return {
    permission,
    approval,
    isAsked: reason !== null,
    ask: (why: string) => {
      if (cashier && may(cashier, permission)) give(why, cashier.id);
      else setReason(why);
    },
  };
}

function useName(lineId: string | null): string {
  const locale = useLocale();
  const draft = useTill((state) => state.draft);
  const totalMinor = useTill((state) => state.priced?.subtotalMinor ?? 0);
  const product = catalogue.get(draft.lines.find(({ id }) => id === lineId)?.productId ?? '');
  if (lineId === null || !product) return formatMoney(totalMinor, locale);
  return `${nameOf(product, locale)} · ${formatMoney(product.unitPriceMinor, locale)}`;
}
