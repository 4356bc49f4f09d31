import type { PromotionView } from '@comptoir/product/api';
import { formatDay } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Scrolled } from '../frame/scrolled.tsx';
import { Titled } from '../frame/titled.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { CouponCodes } from './coupon-codes.tsx';
import { draftOf, localOf, newDraft, type PromotionDraft, stateOf } from './draft.ts';
import { PromotionForm } from './promotion-form.tsx';
import css from './promotions.module.css';
import { end, useChange, usePromotions } from './use-promotions.ts';
import { textIn, useWords } from './words.ts';

/** What customers get off, and when: written here, in force in every store within the second. */
export function PromotionsPage() {
  const [written, setWritten] = useState<Written | null>(null);
  const [withCodesId, setWithCodesId] = useState<string | null>(null);
  const promotions = usePromotions();
  const withCodes = promotions.data?.find(({ id }) => id === withCodesId);
  return (
    <>
      <Titled
        title={<Trans>Promotions</Trans>}
        newWord={<Trans>Nouvelle promotion</Trans>}
        isWriting={written !== null}
        onNew={() => setWritten({ start: newDraft(now()) })}
        testId="promotion-new"
      />
      {written ? (
        <PromotionForm
          key={`${written.changed?.id} ${written.start.nameFr}`}
          start={written.start}
          changed={written.changed}
          onDone={() => setWritten(null)}
        />
      ) : null}
      {promotions.error ? <FaultMessage fault={promotions.error} /> : null}
      {withCodes ? (
        <CouponCodes key={withCodes.id} promotion={withCodes} onDone={() => setWithCodesId(null)} />
      ) : null}
      {promotions.data ? (
        <PromotionList promotions={promotions.data} onWrite={setWritten} onCodes={setWithCodesId} />
      ) : null}
    </>
  );
}

/** What the form begins with; `changed`: the promotion that it replaces. */
type Written = Readonly<{ start: PromotionDraft; changed?: PromotionView }>;

const now = () => localOf(new Date().toISOString());

/** The same from now on, without an end that is over. */
function copyOf(promotion: PromotionView): Written {
  const copy = draftOf(promotion);
  const isOver = stateOf(promotion, Date.now()) === 'over';
  return { start: { ...copy, from: now(), to: isOver ? '' : copy.to } };
}

function PromotionList({
  promotions,
  onWrite,
  onCodes,
}: {
  promotions: readonly PromotionView[];
  onWrite: (written: Written) => void;
  onCodes: (promotionId: string) => void;
}) {
  const { t } = useLingui();
  const locale = useLocale();
  const words = useWords();
  const change = useChange();
  const nowMs = Date.now();
  if (promotions.length === 0)
    return (
      <p className="empty">
        <Trans>Aucune promotion. Écrivez-en une : les caisses l’ont aussitôt, aussi hors ligne.</Trans>
      </p>
    );
  return (
    <Scrolled>
      {change.error ? <FaultMessage fault={change.error} /> : null}
      <table className={`table ${css.list}`}>
        <thead>
          <tr>
            <th>{t`Promotion`}</th>
            <th>{t`Ce qui est donné`}</th>
            <th>{t`Période`}</th>
            <th>{t`État`}</th>
            <th>
              <span className="visually-hidden">{t`Actions`}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {promotions.map((promotion) => {
            const state = stateOf(promotion, nowMs);
            const name = textIn(promotion.name, locale);
            const day = (at: string) => formatDay(new Date(at), headOfficeTimeZone);
            return (
              <tr key={promotion.id} data-testid="promotion-row" data-state={state}>
                <td>
                  {name}
                  {promotion.coupon === undefined ? null : (
                    <span className={css.coupon}>{t`Coupon ${promotion.coupon}`}</span>
                  )}
                </td>
                <td>{words.gives(promotion.gives)}</td>
                <td>
                  {day(promotion.from)} – {promotion.to === undefined ? '…' : day(promotion.to)}
                </td>
                <td>{words.states[state]}</td>
                <td>
                  <div className={`actions ${css.keys}`}>
                    {promotion.singleUseCodes ? (
                      <button
                        type="button"
                        className="button"
                        onClick={() => onCodes(promotion.id)}
                        data-testid="promotion-codes"
                      >
                        {t`Codes`}
                        <span className="visually-hidden"> {name}</span>
                      </button>
                    ) : null}
                    <button
                      type="button"
                      className="button"
                      onClick={() => onWrite({ start: draftOf(promotion), changed: promotion })}
                      data-testid="promotion-change"
                    >
                      {t`Changer`}
                      <span className="visually-hidden"> {name}</span>
                    </button>
                    <button
                      type="button"
                      className="button"
                      onClick={() => onWrite(copyOf(promotion))}
                      data-testid="promotion-copy"
                    >
                      {t`Copier`}
                      <span className="visually-hidden"> {name}</span>
                    </button>
                    {state === 'over' ? null : (
                      <button
                        type="button"
                        className="button"
                        onClick={() => change.mutate(end(promotion))}
                        disabled={change.isPending}
                        data-testid="promotion-end"
                      >
                        {t`Terminer`}
                        <span className="visually-hidden"> {name}</span>
                      </button>
                    )}
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scrolled>
  );
}
