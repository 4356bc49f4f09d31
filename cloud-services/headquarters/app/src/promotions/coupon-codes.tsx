import type { CouponBatch, CouponCodeState, PromotionView } from '@comptoir/product/api';
import { formatDay, formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { More } from '../figures/more.tsx';
import filterCss from '../filters/filters.module.css';
import { Scrolled } from '../frame/scrolled.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { useCouponBatches, useCouponCodes } from './use-coupon-codes.ts';
import { textIn } from './words.ts';

/** As many as Product makes at once. */
const codesMax = 100_000;

/** Codes of a promotion, each for one sale or order: made here by the batch, saved for a mailing, and which of them were used. */
export function CouponCodes({ promotion, onDone }: { promotion: PromotionView; onDone: () => void }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { batches, make, save } = useCouponBatches(promotion.id);
  const [count, setCount] = useState('100');
  const [shownId, setShownId] = useState<string | null>(null);
  const wanted = Number(count);
  const isCount = /^\d+$/.test(count) && wanted >= 1 && wanted <= codesMax;
  const name = textIn(promotion.name, locale);
  const fault = batches.error ?? make.error ?? save.error;
  const most = formatNumber(codesMax, locale);
  return (
    <section className="sheet form" aria-labelledby="codes-title" data-testid="coupon-codes">
      <h2 id="codes-title">{t`Codes : ${name}`}</h2>
      <form
        className={filterCss.filters}
        onSubmit={(event) => {
          event.preventDefault();
          if (isCount && !make.isPending) make.mutate(wanted);
        }}
      >
        <label className={filterCss.field}>
          <span>{t`Combien de codes`}</span>
          <input
            type="number"
            min={1}
            max={codesMax}
            value={count}
            onChange={({ target }) => setCount(target.value)}
            data-testid="codes-count"
          />
        </label>
        <button
          type="submit"
          className="button primary"
          disabled={!isCount || make.isPending}
          data-testid="codes-make"
        >{t`Créer les codes`}</button>
        <button type="button" className="button" onClick={onDone}>{t`Fermer`}</button>
      </form>
      {isCount ? null : <p className="muted">{t`De 1 à ${most} codes à la fois.`}</p>}
      {fault ? <FaultMessage fault={fault} /> : null}
      {batches.data?.length === 0 ? (
        <p className="empty">
          <Trans>Aucun code. Créez-en, puis envoyez le fichier à qui écrit aux clients.</Trans>
        </p>
      ) : null}
      {batches.data && batches.data.length > 0 ? (
        <Scrolled className="">
          <table className="table">
            <thead>
              <tr>
                <th>{t`Créés le`}</th>
                <th className="figure">{t`Codes`}</th>
                <th className="figure">{t`Utilisés`}</th>
                <th>
                  <span className="visually-hidden">{t`Actions`}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {batches.data.map((batch) => (
                <tr key={batch.id} data-testid="codes-batch">
                  <td>{formatDay(new Date(batch.madeAt), headOfficeTimeZone)}</td>
                  <td className="figure">{formatNumber(batch.codes, locale)}</td>
                  <td className="figure">{formatNumber(batch.used, locale)}</td>
                  <td>
                    <div className="actions">
                      <button
                        type="button"
                        className="button"
                        disabled={save.isPending}
                        onClick={() =>
                          save.mutate({ id: batch.id, name: `${promotion.coupon ?? 'codes'}.csv` })
                        }
                        data-testid="codes-save"
                      >{t`Télécharger (CSV)`}</button>
                      <button
                        type="button"
                        className="button"
                        aria-expanded={shownId === batch.id}
                        onClick={() => setShownId(shownId === batch.id ? null : batch.id)}
                        data-testid="codes-show"
                      >{t`Voir les codes`}</button>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      ) : null}
      {shownId === null ? null : <CodeList key={shownId} promotionId={promotion.id} batchId={shownId} />}
    </section>
  );
}

function CodeList({ promotionId, batchId }: { promotionId: string; batchId: CouponBatch['id'] }) {
  const { t } = useLingui();
  const [state, setState] = useState<CouponCodeState | ''>('');
  const codes = useCouponCodes(promotionId, batchId, state);
  const words: Readonly<Record<CouponCodeState, string>> = {
    unused: t`Libre`,
    held: t`Retenu par un panier`,
    used: t`Utilisé`,
  };
  const items = codes.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <div className={filterCss.filters}>
        <label className={filterCss.field}>
          <span>{t`Montrer`}</span>
          <select
            value={state}
            onChange={({ target }) => setState(target.value as CouponCodeState | '')}
            data-testid="codes-state"
          >
            <option value="">{t`Tous les codes`}</option>
            {Object.entries(words).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
        </label>
      </div>
      {codes.error ? <FaultMessage fault={codes.error} /> : null}
      {codes.data && items.length === 0 ? <p className="empty">{t`Aucun code de cette sorte.`}</p> : null}
      {items.length > 0 ? (
        <Scrolled className="">
          <table className="table">
            <thead>
              <tr>
                <th>{t`Code`}</th>
                <th>{t`État`}</th>
                <th>{t`Utilisé le`}</th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ code, state: is, uses, usedAt }) => (
                <tr key={code} data-testid="coupon-code" data-state={is}>
                  <td>
                    <code>{code}</code>
                  </td>
                  <td>{uses > 1 ? t`Utilisé ${uses} fois, hors ligne` : words[is]}</td>
                  <td>{usedAt === null ? '—' : formatDay(new Date(usedAt), headOfficeTimeZone)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      ) : null}
      <More of={codes} />
    </>
  );
}
