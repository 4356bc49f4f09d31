import type { AuditEntry, AuditKind } from '@comptoir/product/api';
import { formatDay, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { More } from '../figures/more.tsx';
import filterCss from '../filters/filters.module.css';
import { Scrolled } from '../frame/scrolled.tsx';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../live/today.ts';
import { useCashiers } from '../sales/use-cashiers.ts';
import { AuditTabs } from './audit-tabs.tsx';
import { ChangeList } from './change-list.tsx';
import { PersonField } from './person-field.tsx';
import { useAudit } from './use-audit.ts';
import { useAuditWords } from './use-audit-words.ts';

/** Who changed what of catalogue, prices and promotions, from what to what, and when. */
export function AuditPage() {
  const { t } = useLingui();
  const { pages, items, value, set } = useAudit();
  const { kinds } = useAuditWords();
  const people = useCashiers();
  return (
    <>
      <h1>
        <Trans>Historique des changements</Trans>
      </h1>
      <AuditTabs />
      <div className={filterCss.filters}>
        <label className={filterCss.field}>
          <span>{t`Genre`}</span>
          <select
            value={value('kind')}
            onChange={({ target }) => set('kind', target.value)}
            data-testid="audit-kind"
          >
            <option value="">{t`Tout`}</option>
            {(Object.keys(kinds) as AuditKind[]).map((kind) => (
              <option key={kind} value={kind}>
                {kinds[kind]}
              </option>
            ))}
          </select>
        </label>
        <PersonField people={people} value={value('by')} onChange={(id) => set('by', id)} />
        <label className={filterCss.field}>
          <span>{t`Code ou nom`}</span>
          <input
            type="search"
            value={value('q')}
            onChange={({ target }) => set('q', target.value)}
            data-testid="audit-text"
          />
        </label>
        <label className={filterCss.field}>
          <span>{t`Du`}</span>
          <input type="date" value={value('from')} onChange={({ target }) => set('from', target.value)} />
        </label>
        <label className={filterCss.field}>
          <span>{t`Au`}</span>
          <input type="date" value={value('to')} onChange={({ target }) => set('to', target.value)} />
        </label>
      </div>
      {pages.error ? <FaultMessage fault={pages.error} /> : null}
      {pages.data && items.length === 0 ? (
        <p className="empty">{t`Aucun changement ne répond à ces filtres.`}</p>
      ) : null}
      {items.length > 0 ? <AuditTable items={items} people={people} /> : null}
      <More of={pages} />
    </>
  );
}

function AuditTable(props: { items: readonly AuditEntry[]; people: ReadonlyMap<string, string> }) {
  const { items, people } = props;
  const { t } = useLingui();
  const locale = useLocale();
  const { kinds, subjectOf } = useAuditWords();
  const nameOf = (id: string) => people.get(id) ?? id;
  return (
    <Scrolled>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t`Quand`}</th>
            <th scope="col">{t`Qui`}</th>
            <th scope="col">{t`Quoi`}</th>
            <th scope="col">{t`De quoi à quoi`}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((entry) => {
            const at = new Date(entry.at);
            const approver = entry.approvedBy === null ? undefined : nameOf(entry.approvedBy);
            return (
              <tr key={entry.id} data-testid="audit-row" data-kind={entry.kind}>
                <td>
                  <time dateTime={entry.at}>
                    <span className="day">{formatDay(at, headOfficeTimeZone)}</span>{' '}
                    {formatTime(at, locale, headOfficeTimeZone)}
                  </time>
                </td>
                <td>
                  {nameOf(entry.by)}
                  {approver === undefined ? null : <div className="muted">{t`Approuvé par ${approver}`}</div>}
                </td>
                <td>
                  {entry.kind === 'four-eyes' ? null : <span className="muted">{kinds[entry.kind]} </span>}
                  {subjectOf(entry)}
                </td>
                <td>
                  <ChangeList changes={entry.changes} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scrolled>
  );
}
