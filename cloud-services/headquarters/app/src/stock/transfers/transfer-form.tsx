import type { Transfer, TransferRequest } from '@comptoir/inventory/api';
import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import filterCss from '../../filters/filters.module.css';
import { useGateway } from '../../gateway/context.ts';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { type DraftLine, isWhole, LinesForm } from '../lines/lines-form.tsx';
import { PlaceField } from '../place-field.tsx';
import { quantityOf } from '../quantity-text.ts';

const noteMax = 200;

/** Asks for a transfer; head office approves it, or the sender by sending it. */
export function TransferForm({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const gateway = useGateway();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [transferId] = useState(() => crypto.randomUUID());
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const [lines, setLines] = useState<readonly DraftLine[]>([]);
  const ask = useMutation({
    mutationFn: () =>
      gateway.send<Transfer>('PUT', '/api/v1/inventory/transfer', {
        ...{ step: 'request', transferId, from, to },
        lines: lines.map(({ productId, quantity }) => ({ productId, quantity: quantityOf(quantity) ?? '0' })),
        ...(note ? { note } : {}),
      } satisfies TransferRequest),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['inventory'] });
      navigate(`/stock/transfers/${transferId}`);
    },
  });
  const isSame = from !== '' && from === to;
  return (
    <form
      className="sheet form"
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate();
      }}
    >
      <div className="fields">
        <PlaceField label={t`De`} value={from} onChange={setFrom} testId="transfer-from" />
        <PlaceField label={t`À`} value={to} onChange={setTo} testId="transfer-to" />
        <label className={filterCss.field}>
          <span>{t`Note (facultatif)`}</span>
          <input value={note} maxLength={noteMax} onChange={({ target }) => setNote(target.value)} />
        </label>
      </div>
      {isSame ? (
        <p role="alert">{t`Le départ et l’arrivée sont le même lieu. Changez l’un des deux.`}</p>
      ) : null}
      <LinesForm lines={lines} onLines={setLines} />
      {ask.error ? <FaultMessage fault={ask.error} /> : null}
      <div className="actions">
        <button
          type="submit"
          className="button primary"
          disabled={ask.isPending || isSame || !from || !to || !isWhole(lines, false)}
          data-testid="transfer-ask"
        >{t`Demander le transfert`}</button>
        <button type="button" className="button" onClick={onClose}>{t`Abandonner`}</button>
      </div>
    </form>
  );
}
