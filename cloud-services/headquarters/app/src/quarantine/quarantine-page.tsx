import { formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { More } from '../figures/more.tsx';
import { useStores } from '../filters/use-stores.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import css from './quarantine.module.css';
import { QuarantinedRecord } from './quarantined-record.tsx';
import { useQuarantine } from './use-quarantine.ts';

/** What stores sent and Sales keeps, but could not count: why, and what may be done about it. */
export function QuarantinePage() {
  const { t } = useLingui();
  const locale = useLocale();
  const { faults, waiting, replay } = useQuarantine();
  const stores = new Map(useStores().map((store) => [store.storeId, store.code]));
  const items = faults.data?.pages.flatMap((page) => page.items) ?? [];
  const waitingCount = formatNumber(waiting.data?.items.length ?? 0, locale);
  const isMore = waiting.data?.nextCursor ? '+' : '';
  const [projected, open] = [
    formatNumber(replay.data?.projected ?? 0, locale),
    formatNumber(replay.data?.open ?? 0, locale),
  ];
  return (
    <>
      <header className={css.header}>
        <h1>
          <Trans>Quarantaine</Trans>
        </h1>
        <button
          type="button"
          className="button"
          disabled={replay.isPending || (items.length === 0 && waiting.data?.items.length === 0)}
          onClick={() => replay.mutate()}
          data-testid="replay-all"
        >
          {t`Tout reprendre`}
        </button>
      </header>
      <p className={css.lead}>
        <Trans>
          Ces entrées sont gardées telles que le magasin les a signées, et ne sont pas comptées. Ce qui est
          signé ne change jamais : vous décidez seulement si, et comment, elles comptent.
        </Trans>
      </p>
      {replay.data ? (
        <p role="status" data-testid="replayed">{t`${projected} comptées, ${open} encore ouvertes.`}</p>
      ) : null}
      {replay.error ? <FaultMessage fault={replay.error} /> : null}
      {faults.error ? <FaultMessage fault={faults.error} /> : null}
      {faults.data && items.length === 0 ? (
        <p className="empty">{t`Rien en quarantaine. Tout ce que les magasins ont envoyé est compté.`}</p>
      ) : null}
      {items.length > 0 ? (
        <ul className={`sheet ${css.list}`}>
          {items.map((item) => (
            <QuarantinedRecord
              key={`${item.journal} ${item.seq}`}
              item={item}
              storeCode={stores.get(item.storeId) ?? item.storeId}
            />
          ))}
        </ul>
      ) : null}
      <More of={faults} />
      {waiting.data && waiting.data.items.length > 0 ? (
        <p className={css.waiting} data-testid="waiting">
          {t`${waitingCount}${isMore} entrées d’un genre encore inconnu attendent une mise à jour. Elles seront comptées d’elles-mêmes.`}
        </p>
      ) : null}
    </>
  );
}
