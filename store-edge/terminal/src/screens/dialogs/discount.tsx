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
      canAsk
      enter={t`Rabais`}
      last={
        <Key onPress={() => fullPrice(lineId)} testId="full-price">
          <Trans>Plein prix</Trans>
        </Key>
      }
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
    <ByHand
      title={t`Changer le prix`}
      testId="price-dialog"
      {...{ lineId, amount, asked }}
      canAsk={amount.amountMinor !== undefined}
      enter={t`Prix`}
    >
      <AmountDisplay label={t`Nouveau prix`} text={amount.text} locale={locale} testId="new-price" />
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
  /** Whether a reason can be given yet. */
  canAsk: boolean;
  /** What the keypad's Enter says. */
  enter: string;
  children: ReactNode;
  last?: ReactNode;
}) {
  const { title, testId, lineId, amount, asked, canAsk, enter, children, last } = props;
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
        const why = command.do === 'type' ? reasonByLetter(command.text) : undefined;
        if (why !== undefined) {
          if (canAsk) asked.ask(why);
        } else if (command.do === 'type') amount.add(command.text);
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
            <div className={css.form}>
              {children}
              <Reasons onReason={asked.ask} disabled={!canAsk} />
              {last}
            </div>
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

const reasons = ['damaged', 'price-match', 'goodwill', 'staff'] as const;
/** Digits are the amount: a reason is a letter, the same in both languages. */
const letters: readonly string[] = ['A', 'B', 'C', 'D'];
const reasonByLetter = (text: string) => reasons[letters.indexOf(text.toUpperCase())];

function Reasons({ onReason, disabled }: { onReason: (reason: string) => void; disabled: boolean }) {
  const { t } = useLingui();
  const words: Readonly<Record<(typeof reasons)[number], string>> = {
    damaged: t`Article abîmé`,
    'price-match': t`Prix d’un concurrent`,
    goodwill: t`Geste commercial`,
    staff: t`Employé`,
  };
  return (
    <div className={css.pairs}>
      {reasons.map((reason, index) => (
        <Key
          key={reason}
          onPress={() => onReason(reason)}
          disabled={disabled}
          cap={letters[index]}
          testId={`why-${reason}`}
        >
          {words[reason]}
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
