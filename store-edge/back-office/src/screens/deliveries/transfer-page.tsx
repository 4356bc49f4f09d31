import type { TransferView } from '@comptoir/edge-agent/back-office/api';
import { formatNumber } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { ask } from '../../edge/client.ts';
import { useLocale, useTexts } from '../../i18n/use-locale.ts';
import { newId } from '../../session/ids.ts';
import css from '../goods/goods.module.css';
import { useGoods } from '../goods/use-goods.ts';
import { Why } from '../goods/why.tsx';
import { Page } from '../page.tsx';
import { useDeliveries, useStateWords } from './deliveries-page.tsx';
import { GoodsForm, noted, present } from './goods-form.tsx';

/** One transfer: received, sent, or looked at, as its state wants it. */
export function TransferPage() {
  const { transferId = '' } = useParams();
  const [query] = useSearchParams();
  const asked = useDeliveries();
  const transfer = asked.data?.transfers.find((one) => one.transferId === transferId);
  const from = asked.data?.places.find(({ locationId }) => locationId === query.get('de'));
  const other = transfer?.other ?? from;
  return (
    <Page title={other ? other.name : <Trans>Transfert</Trans>} asked={asked}>
      {transfer ? <Known transfer={transfer} /> : null}
      {asked.data && !transfer && from ? <Receive transferId={transferId} from={from.locationId} /> : null}
      {asked.data && !transfer && !from ? (
        <p className="note">
          <Trans>Ce transfert n’est pas connu ici. Balayez son bon de transfert.</Trans>
        </p>
      ) : null}
    </Page>
  );
}

function Known({ transfer }: { transfer: TransferView }) {
  const { direction, state } = transfer;
  if (direction === 'in' && state === 'shipped')
    return <Receive transferId={transfer.transferId} transfer={transfer} />;
  if (direction === 'out' && (state === 'requested' || state === 'approved'))
    return <Ship transfer={transfer} />;
  return <Done transfer={transfer} />;
}

function Receive(props: { transferId: string; transfer?: TransferView; from?: string }) {
  const { transferId, transfer, from } = props;
  const { t } = useLingui();
  const navigate = useNavigate();
  const goods = useGoods(
    (transfer?.lines ?? []).map(({ asked: _, shipped, received: __, ...good }) => ({
      ...good,
      expected: shipped,
    })),
  );
  return (
    <GoodsForm
      goods={goods}
      path={`/transfers/${transferId}/receive`}
      verb={t`Recevoir`}
      onDone={() => navigate('/livraisons')}
      body={({ quantities, note }) => ({
        ...(from === undefined ? {} : { from }),
        lines: quantities.map(({ productId, quantity }) => ({ productId, received: quantity })),
        ...noted(note),
      })}
    >
      <p className="note">{transfer?.number}</p>
    </GoodsForm>
  );
}

function Ship({ transfer }: { transfer: TransferView }) {
  const { t } = useLingui();
  const goods = useGoods(
    transfer.lines.map(({ asked, shipped: _, received: __, ...good }) => ({ ...good, expected: asked })),
  );
  return (
    <GoodsForm
      goods={goods}
      path={`/transfers/${transfer.transferId}/ship`}
      verb={t`Envoyer`}
      onDone={() => undefined}
      body={({ quantities, note }) => ({
        ...{ to: transfer.other.locationId, lines: present(quantities) },
        ...noted(note),
      })}
    >
      <p className="note">{transfer.number}</p>
    </GoodsForm>
  );
}

function Done({ transfer }: { transfer: TransferView }) {
  const locale = useLocale();
  const text = useTexts();
  const words = useStateWords();
  const print = useMutation({
    mutationFn: () => ask('POST', `/transfers/${transfer.transferId}/prints`, { printId: newId() }),
  });
  const amount = (quantity: string | null) => (quantity === null ? '—' : formatNumber(quantity, locale));
  return (
    <>
      <p className="note">
        {transfer.number} · {words[transfer.state]}
      </p>
      <ul className={css.lines}>
        {transfer.lines.map(({ productId, name, sku, asked, shipped, received }) => (
          <li key={productId} className={css.line}>
            <span className={css.name}>
              {name ? text(name) : <Trans>Article hors catalogue</Trans>}
              <span className={css.codes}>{sku}</span>
            </span>
            <span className={css.expected}>
              <Trans>Demandé : {amount(asked)}</Trans>
            </span>
            <span className={css.expected}>
              <Trans>Envoyé : {amount(shipped)}</Trans>
              <br />
              <Trans>Reçu : {amount(received)}</Trans>
            </span>
          </li>
        ))}
      </ul>
      {transfer.direction === 'out' && transfer.state === 'shipped' ? (
        <div className="actions">
          <button
            type="button"
            className="primary"
            onClick={() => print.mutate()}
            disabled={print.isPending}
            data-testid="print-note"
          >
            <Trans>Imprimer le bon de transfert</Trans>
          </button>
          {print.isSuccess ? (
            <p className={css.done} role="status">
              <Trans>Le bon sort à la caisse.</Trans>
            </p>
          ) : null}
        </div>
      ) : null}
      <Why error={print.error} />
    </>
  );
}
