import type { PriceListView } from '@comptoir/product/api';
import { formatDay } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import filterCss from '../../filters/filters.module.css';
import { ScopeFields } from '../../filters/scope-fields.tsx';
import { useFilters } from '../../filters/use-filters.ts';
import { Scrolled } from '../../frame/scrolled.tsx';
import { Titled } from '../../frame/titled.tsx';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { PriceTabs } from '../price-tabs.tsx';
import { barOf, isInScope, mondayOf, shownDays, weeksFrom } from './calendar.ts';
import { ListForm } from './list-form.tsx';
import css from './lists.module.css';
import { useListWords } from './use-list-words.ts';
import { createList, usePriceLists } from './use-lists.ts';

/** Which prices count when and where, week by week. */
export function PriceListsPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [isWriting, setWriting] = useState(false);
  const [monday, setMonday] = useState(() => mondayOf(new Date()));
  const { filters, set } = useFilters();
  const lists = usePriceLists();
  const shown = (lists.data ?? []).filter((list) => isInScope(list, filters));
  const move = (days: number) =>
    setMonday((from) => new Date(from.getFullYear(), from.getMonth(), from.getDate() + days));
  return (
    <>
      <Titled
        title={<Trans>Listes de prix</Trans>}
        newWord={<Trans>Nouvelle liste</Trans>}
        isWriting={isWriting}
        onNew={() => setWriting(true)}
        testId="list-new"
      />
      <PriceTabs />
      {isWriting ? (
        <ListForm
          save={createList}
          onSaved={(answer) => void navigate(`/prices/lists/${answer.id}`)}
          onCancel={() => setWriting(false)}
        />
      ) : null}
      <div className={filterCss.filters}>
        <ScopeFields filters={filters} onChange={set} />
        <button type="button" className="button" onClick={() => move(-7)}>{t`Semaine précédente`}</button>
        <button
          type="button"
          className="button"
          onClick={() => setMonday(mondayOf(new Date()))}
        >{t`Cette semaine`}</button>
        <button type="button" className="button" onClick={() => move(7)}>{t`Semaine suivante`}</button>
      </div>
      {lists.error ? <FaultMessage fault={lists.error} /> : null}
      {lists.data && shown.length === 0 ? (
        <p className="empty">
          <Trans>Aucune liste. Sans liste, chaque produit se vend à son propre prix.</Trans>
        </p>
      ) : null}
      {shown.length > 0 ? <Calendar lists={shown} monday={monday} /> : null}
    </>
  );
}

function Calendar({ lists, monday }: { lists: readonly PriceListView[]; monday: Date }) {
  const { t } = useLingui();
  const words = useListWords();
  const now = Date.now();
  const weeks = weeksFrom(monday);
  return (
    <Scrolled>
      <table className={`table ${css.calendar}`}>
        <caption className="visually-hidden">
          {t`Listes de prix sur ${shownDays} jours à partir du ${formatDay(monday)}`}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t`Liste`}</th>
            <th scope="col">{t`Où`}</th>
            <th scope="col" className={css.weeks}>
              <span className="visually-hidden">{t`Quand`}</span>
              {weeks.map((week) => (
                <span key={week.toISOString()} aria-hidden="true">
                  {formatDay(week).slice(5)}
                </span>
              ))}
            </th>
            <th scope="col" className="figure">{t`Prix`}</th>
          </tr>
        </thead>
        <tbody>
          {lists.map((list) => {
            const bar = barOf(list, monday.getTime());
            return (
              <tr key={list.id} data-testid="list-row">
                <th scope="row">
                  <Link to={`/prices/lists/${list.id}`}>{list.name}</Link>
                </th>
                <td>{words.where(list)}</td>
                <td className={css.lane}>
                  {bar ? (
                    <span
                      className={css.bar}
                      data-goes-on={bar.goesOn}
                      style={{ left: `${bar.begin * 100}%`, width: `${(bar.end - bar.begin) * 100}%` }}
                    />
                  ) : null}
                  <span className={css.when}>
                    {words.state(list, now)} · {words.when(list)}
                  </span>
                </td>
                <td className="figure">{list.entryCount}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scrolled>
  );
}
