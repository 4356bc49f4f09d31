import type { Transfer } from '@comptoir/inventory/api';
import { formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link } from 'react-router';
import { More } from '../../figures/more.tsx';
import filterCss from '../../filters/filters.module.css';
import { StateField } from '../../filters/state-field.tsx';
import { Scrolled } from '../../frame/scrolled.tsx';
import { Titled } from '../../frame/titled.tsx';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { Moment } from '../moment.tsx';
import { PlaceField } from '../place-field.tsx';
import css from '../stock.module.css';
import { StockTabs } from '../stock-tabs.tsx';
import { useLocations } from '../use-locations.ts';
import { usePages } from '../use-pages.ts';
import { TransferForm } from './transfer-form.tsx';
import { useTransferWords } from './use-state-words.ts';

export function TransfersPage() {
  const { t } = useLingui();
  const [isWriting, setWriting] = useState(false);
  const [state, setState] = useState('open');
  const [locationId, setLocationId] = useState('');
  const words = useTransferWords();
  const filters = [state ? `state=${state}` : '', locationId ? `locationId=${locationId}` : ''];
  const transfers = usePages<Transfer>(`transfers?${filters.filter(Boolean).join('&')}`);
  return (
    <>
      <Titled
        title={<Trans>Transferts</Trans>}
        newWord={t`Nouveau transfert`}
        isWriting={isWriting}
        onNew={() => setWriting(true)}
        testId="transfer-new"
      />
      <StockTabs />
      {isWriting ? <TransferForm onClose={() => setWriting(false)} /> : null}
      <div className={filterCss.filters}>
        <StateField
          choices={[['open', t`Non terminés`], ['', t`Tous les états`], ...Object.entries(words)]}
          value={state}
          onChange={setState}
          testId="transfer-state"
        />
        <PlaceField label={t`Lieu`} value={locationId} onChange={setLocationId} anyWord={t`Tous les lieux`} />
      </div>
      {transfers.error ? <FaultMessage fault={transfers.error} /> : null}
      {transfers.data && transfers.items.length === 0 ? (
        <p className="empty">
          <Trans>Aucun transfert. Ceux que les magasins demandent s’affichent ici d’eux-mêmes.</Trans>
        </p>
      ) : null}
      {transfers.items.length > 0 ? <TransferTable transfers={transfers.items} /> : null}
      <More of={transfers} />
    </>
  );
}

function TransferTable({ transfers }: { transfers: readonly Transfer[] }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { nameOf } = useLocations();
  const words = useTransferWords();
  return (
    <Scrolled>
      <table className="table">
        <thead>
          <tr>
            <th>{t`Numéro`}</th>
            <th>{t`De`}</th>
            <th>{t`À`}</th>
            <th>{t`État`}</th>
            <th className="figure">{t`Produits`}</th>
            <th>{t`Dernière étape`}</th>
          </tr>
        </thead>
        <tbody>
          {transfers.map((transfer) => (
            <tr key={transfer.transferId} data-testid="transfer-row" data-state={transfer.state}>
              <td className={css.number}>
                <Link to={`/stock/transfers/${transfer.transferId}`}>{transfer.number}</Link>
              </td>
              <td>{nameOf(transfer.from)}</td>
              <td>{nameOf(transfer.to)}</td>
              <td>{words[transfer.state]}</td>
              <td className="figure">{formatNumber(transfer.lines.length, locale)}</td>
              <td>
                <Moment at={transfer.changedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
