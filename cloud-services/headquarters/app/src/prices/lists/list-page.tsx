import type { PriceListView } from '@comptoir/product/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { useParams } from 'react-router';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { isWaiting } from '../grid/use-price-sheet.ts';
import { usePriceFaults } from '../price-faults.ts';
import { PriceTabs } from '../price-tabs.tsx';
import { Entries } from './entries.tsx';
import { ListForm } from './list-form.tsx';
import css from './lists.module.css';
import { useListWords } from './use-list-words.ts';
import { changeList, endList, useListChange, usePriceLists } from './use-lists.ts';

/** One list: when and where it counts, and its prices. */
export function PriceListPage() {
  const { t } = useLingui();
  const { listId } = useParams();
  const lists = usePriceLists();
  const list = lists.data?.find(({ id }) => id === listId);
  return (
    <>
      <h1>{list?.name ?? <Trans>Liste de prix</Trans>}</h1>
      <PriceTabs />
      {lists.error ? <FaultMessage fault={lists.error} /> : null}
      {lists.data && !list ? <p className="empty">{t`Cette liste n’existe pas.`}</p> : null}
      {list ? <Whole key={list.id} list={list} /> : null}
    </>
  );
}

function Whole({ list }: { list: PriceListView }) {
  const { t } = useLingui();
  const words = useListWords();
  const faults = usePriceFaults();
  const end = useListChange();
  const now = Date.now();
  const isOver = list.to !== undefined && Date.parse(list.to) <= now;
  return (
    <>
      <p className={css.facts}>
        {words.state(list, now)} · {words.where(list)} · {words.when(list)}
      </p>
      <ListForm list={list} save={(terms) => changeList(list, terms)} onSaved={() => undefined} />
      {isOver ? null : (
        <button
          type="button"
          className="button"
          disabled={end.isPending}
          onClick={() => end.mutate(endList(list))}
          data-testid="list-end"
        >
          {t`Terminer la liste maintenant`}
        </button>
      )}
      {end.error ? <FaultMessage fault={end.error} words={faults(end.error)} /> : null}
      {end.data && isWaiting(end.data) ? <p role="status">{t`Attend une deuxième personne`}</p> : null}
      <Entries list={list} />
    </>
  );
}
