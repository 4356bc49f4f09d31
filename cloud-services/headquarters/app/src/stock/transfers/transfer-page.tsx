import type { Transfer, TransferRequest } from '@comptoir/inventory/api';
import { formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { Scrolled } from '../../frame/scrolled.tsx';
import { useGateway } from '../../gateway/context.ts';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { saveFile } from '../../reports/use-files.ts';
import { Moment } from '../moment.tsx';
import { nameIn } from '../name-of.ts';
import { QuantityField } from '../quantity-field.tsx';
import { quantityOf, typedOf } from '../quantity-text.ts';
import css from '../stock.module.css';
import { StockTabs } from '../stock-tabs.tsx';
import { useLocations } from '../use-locations.ts';
import { useTransferWords } from './use-state-words.ts';

type Step = Omit<TransferRequest, 'transferId'>;

export function TransferPage() {
  const { t } = useLingui();
  const gateway = useGateway();
  const queries = useQueryClient();
  const { transferId = '' } = useParams();
  const key = ['inventory', 'transfer', transferId];
  const transfer = useQuery({
    queryKey: key,
    queryFn: () => gateway.get<Transfer>(`/api/v1/inventory/transfers/${transferId}`),
  });
  const step = useMutation({
    mutationFn: (taken: Step) =>
      gateway.send<Transfer>('PUT', '/api/v1/inventory/transfer', { ...taken, transferId }),
    onSuccess: (reached) => {
      queries.setQueryData(key, reached);
      return queries.invalidateQueries({ queryKey: ['inventory'] });
    },
    // Somebody was quicker: what is shown is what is.
    onError: () => queries.invalidateQueries({ queryKey: key }),
  });
  const fault = transfer.error ?? step.error;
  const words = {
    '/problems/no-such-step': t`Ce transfert a changé entre-temps. Voyez où il en est, puis continuez.`,
  };
  return (
    <>
      <h1>{transfer.data ? t`Transfert ${transfer.data.number}` : t`Transfert`}</h1>
      <StockTabs />
      {fault ? <FaultMessage fault={fault} words={words} /> : null}
      {transfer.data ? (
        <Details
          key={transfer.data.state}
          transfer={transfer.data}
          isBusy={step.isPending}
          onStep={(taken) => step.mutate(taken)}
        />
      ) : null}
    </>
  );
}

function Details(props: { transfer: Transfer; isBusy: boolean; onStep: (step: Step) => void }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { nameOf } = useLocations();
  const words = useTransferWords();
  const { transfer, isBusy, onStep } = props;
  const { state, lines } = transfer;
  const counts =
    state === 'requested' || state === 'approved' ? 'shipped' : state === 'shipped' ? 'received' : null;
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const expected = (line: Transfer['lines'][number]) =>
    counts === 'received' ? (line.shipped ?? '0') : line.quantity;
  const typedFor = (line: Transfer['lines'][number]) =>
    typed[line.productId] ?? typedOf(expected(line), locale);
  const isReadable = lines.every((line) => quantityOf(typedFor(line)) !== undefined);
  const counted = () =>
    lines.map((line) => ({ productId: line.productId, quantity: quantityOf(typedFor(line)) ?? '0' }));
  return (
    <>
      <dl className={`sheet ${css.facts}`}>
        <div>
          <dt>{t`État`}</dt>
          <dd data-testid="transfer-is">{words[state]}</dd>
        </div>
        <div>
          <dt>{t`De`}</dt>
          <dd>{nameOf(transfer.from)}</dd>
        </div>
        <div>
          <dt>{t`À`}</dt>
          <dd>{nameOf(transfer.to)}</dd>
        </div>
        <div>
          <dt>{t`Dernière étape`}</dt>
          <dd>
            <Moment at={transfer.changedAt} />
          </dd>
        </div>
        {transfer.note ? (
          <div>
            <dt>{t`Note`}</dt>
            <dd>{transfer.note}</dd>
          </div>
        ) : null}
      </dl>
      <Scrolled>
        <table className="table">
          <thead>
            <tr>
              <th>{t`Produit`}</th>
              <th className="figure">{t`Demandé`}</th>
              <th className="figure">{t`Envoyé`}</th>
              <th className="figure">{t`Reçu`}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => {
              const name = nameIn(line, locale);
              const field = (
                <QuantityField
                  name={name}
                  typed={typedFor(line)}
                  onTyped={(text) => setTyped({ ...typed, [line.productId]: text })}
                  testId="counted"
                />
              );
              const differs = line.received !== null && line.received !== (line.shipped ?? '0');
              return (
                <tr key={line.productId} data-testid="transfer-line">
                  <td>
                    {name} <span className="muted">{line.sku}</span>
                  </td>
                  <td className="figure">{formatNumber(line.quantity, locale)}</td>
                  <td className="figure">{counts === 'shipped' ? field : <Figure of={line.shipped} />}</td>
                  <td className={`figure ${differs ? css.differs : ''}`}>
                    {counts === 'received' ? field : <Figure of={line.received} />}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scrolled>
      <div className="actions">
        {state === 'requested' ? (
          <button
            type="button"
            className="button primary"
            disabled={isBusy}
            onClick={() => onStep({ step: 'approve' })}
            data-testid="transfer-approve"
          >{t`Approuver`}</button>
        ) : null}
        {counts === 'shipped' ? (
          <button
            type="button"
            className={`button ${state === 'approved' ? 'primary' : ''}`}
            disabled={isBusy || !isReadable}
            onClick={() => onStep({ step: 'ship', shipped: counted() })}
            data-testid="transfer-ship"
          >{t`Marquer comme envoyé`}</button>
        ) : null}
        {counts === 'received' ? (
          <button
            type="button"
            className="button primary"
            disabled={isBusy || !isReadable}
            onClick={() => onStep({ step: 'receive', received: counted() })}
            data-testid="transfer-receive"
          >{t`Marquer comme reçu`}</button>
        ) : null}
        {state === 'received' ? <Closing isBusy={isBusy} onStep={onStep} /> : null}
        <DeliveryNote transfer={transfer} />
        {state === 'requested' || state === 'approved' || state === 'shipped' ? (
          <button
            type="button"
            className="button"
            disabled={isBusy}
            onClick={() => onStep({ step: 'cancel' })}
            data-testid="transfer-cancel"
          >
            {state === 'shipped' ? t`Rappeler : tout revient au départ` : t`Annuler le transfert`}
          </button>
        ) : null}
      </div>
    </>
  );
}

function Figure({ of }: { of: string | null }) {
  const locale = useLocale();
  return of === null ? <span className="muted">–</span> : formatNumber(of, locale);
}

/** Where what did not come is now; what came beyond what was sent is only noted. */
function Closing({ isBusy, onStep }: { isBusy: boolean; onStep: (step: Step) => void }) {
  const { t } = useLingui();
  return (
    <>
      <button
        type="button"
        className="button primary"
        disabled={isBusy}
        onClick={() => onStep({ step: 'close', missing: 'lost' })}
        data-testid="close-lost"
      >{t`Fermer : ce qui manque est perdu`}</button>
      <button
        type="button"
        className="button"
        disabled={isBusy}
        onClick={() => onStep({ step: 'close', missing: 'returned' })}
        data-testid="close-returned"
      >{t`Fermer : c’est resté au départ`}</button>
    </>
  );
}

function DeliveryNote({ transfer: { transferId, number } }: { transfer: Transfer }) {
  const { t } = useLingui();
  const locale = useLocale();
  const gateway = useGateway();
  const save = useMutation({
    mutationFn: async () => {
      const language = locale === 'fr-CA' ? 'fr' : 'en';
      const path = `/api/v1/inventory/transfers/${transferId}/delivery-note?language=${language}`;
      await saveFile(await gateway.file(path, 'application/pdf'), `${number}.pdf`);
    },
  });
  return (
    <>
      {save.error ? <FaultMessage fault={save.error} /> : null}
      <button
        type="button"
        className="button"
        disabled={save.isPending}
        onClick={() => save.mutate()}
        data-testid="delivery-note"
      >{t`Bon de livraison (PDF)`}</button>
    </>
  );
}
