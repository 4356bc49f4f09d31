import type { DeliveriesAnswer } from '@comptoir/edge-agent/back-office/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { byId } from '../../catalogue/kept.ts';
import { newId } from '../../session/ids.ts';
import css from '../goods/goods.module.css';
import { useGoods } from '../goods/use-goods.ts';
import { Page } from '../page.tsx';
import { useDeliveries } from './deliveries-page.tsx';
import { GoodsForm, noted, present } from './goods-form.tsx';

/** Goods asked of another place, or sent to one unasked. `?de=&produit=&quantite=` fill it from an alert. */
export function NewTransferPage({ way }: { way: 'request' | 'ship' }) {
  const asked = useDeliveries();
  return (
    <Page
      title={way === 'request' ? <Trans>Demander à un magasin</Trans> : <Trans>Envoyer ailleurs</Trans>}
      asked={asked}
    >
      {asked.data ? <Form way={way} places={asked.data.places} /> : null}
    </Page>
  );
}

function Form({ way, places }: { way: 'request' | 'ship'; places: DeliveriesAnswer['places'] }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const [transferId] = useState(newId);
  const [place, setPlace] = useState(query.get('de') ?? '');
  const goods = useGoods([]);
  const { add, set } = goods;
  const filled = useRef(false);
  useEffect(() => {
    const productId = query.get('produit');
    if (productId === null || filled.current) return;
    filled.current = true;
    void byId(productId).then((product) => {
      if (!product) return;
      add(product);
      set(productId, query.get('quantite') ?? '1');
    });
  }, [query, add, set]);
  return (
    <GoodsForm
      goods={goods}
      path={way === 'request' ? '/transfers' : `/transfers/${transferId}/ship`}
      verb={way === 'request' ? t`Demander` : t`Envoyer`}
      onDone={() => navigate(`/livraisons/transferts/${transferId}`)}
      body={({ quantities, note }) => ({
        ...(way === 'request' ? { transferId, from: place } : { to: place }),
        ...{ lines: present(quantities) },
        ...noted(note),
      })}
    >
      <label className={css.field}>
        {way === 'request' ? <Trans>D’où</Trans> : <Trans>Vers où</Trans>}
        <select
          className={css.input}
          value={place}
          onChange={(event) => setPlace(event.target.value)}
          required
          data-testid="place"
        >
          <option value="">{t`Choisissez`}</option>
          {places.map(({ locationId, name }) => (
            <option key={locationId} value={locationId}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </GoodsForm>
  );
}
