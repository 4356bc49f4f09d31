import type { Proposal } from '@comptoir/product/api';
import { formatDay, formatTime } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { ChangeList } from '../../audit/change-list.tsx';
import { useAuditWords } from '../../audit/use-audit-words.ts';
import { FaultMessage } from '../../gateway/fault-message.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { headOfficeTimeZone } from '../../live/today.ts';
import { useCashiers } from '../../sales/use-cashiers.ts';
import { usePriceFaults } from '../price-faults.ts';
import { PriceTabs } from '../price-tabs.tsx';
import css from './proposals.module.css';
import { useDecision, useFourEyes, useProposals } from './use-proposals.ts';

/** What waits for a second person, and what became of the rest. */
export function ProposalsPage() {
  const { t } = useLingui();
  const proposals = useProposals();
  const { isOn, change } = useFourEyes();
  const items = proposals.data ?? [];
  const open = items.filter(({ state }) => state === 'open');
  const decided = items.filter(({ state }) => state !== 'open');
  return (
    <>
      <h1>
        <Trans>Prix à approuver</Trans>
      </h1>
      <PriceTabs />
      {isOn === undefined ? null : (
        <label className={css.setting}>
          <input
            type="checkbox"
            checked={isOn}
            disabled={change.isPending}
            onChange={({ target }) => change.mutate(target.checked)}
            data-testid="four-eyes"
          />
          <span>{t`Un changement de prix demande une deuxième personne`}</span>
        </label>
      )}
      {change.data === true ? (
        <p role="status">{t`Y renoncer demande aussi une deuxième personne : c’est proposé ci-dessous.`}</p>
      ) : null}
      {change.error ? <FaultMessage fault={change.error} /> : null}
      {proposals.error ? <FaultMessage fault={proposals.error} /> : null}
      {proposals.data && open.length === 0 ? <p className="empty">{t`Rien n’attend de décision.`}</p> : null}
      <Proposals items={open} />
      {decided.length > 0 ? (
        <>
          <h2>
            <Trans>Déjà décidés</Trans>
          </h2>
          <Proposals items={decided} />
        </>
      ) : null}
    </>
  );
}

function Proposals({ items }: { items: readonly Proposal[] }) {
  if (items.length === 0) return null;
  return (
    <ul className={`sheet ${css.list}`}>
      {items.map((item) => (
        <Item key={item.id} item={item} />
      ))}
    </ul>
  );
}

function Item({ item }: { item: Proposal }) {
  const { t } = useLingui();
  const locale = useLocale();
  const people = useCashiers();
  const faults = usePriceFaults();
  const { subjectOf } = useAuditWords();
  const decision = useDecision();
  const nameOf = (id: string | null) => people.get(id ?? '') ?? id ?? '';
  const proposer = nameOf(item.proposedBy);
  const decider = nameOf(item.decidedBy);
  const at = new Date(item.proposedAt);
  const moment = `${formatDay(at, headOfficeTimeZone)} ${formatTime(at, locale, headOfficeTimeZone)}`;
  const more = item.changeCount - item.changes.length;
  const decide = (told: 'approve' | 'reject') => decision.mutate({ id: item.id, decision: told });
  return (
    <li data-testid="proposal" data-state={item.state}>
      <p className="muted">{t`Proposé par ${proposer}, ${moment}`}</p>
      {item.changes.map(({ kind, subjectId, subject, changes }) => (
        <div key={`${kind} ${subjectId}`} className={css.change}>
          <span>{subjectOf({ kind, subject })}</span>
          <ChangeList changes={changes} />
        </div>
      ))}
      {more > 0 ? <p className="muted">{t`et ${more} autres`}</p> : null}
      {item.state === 'approved' ? <p>{t`Approuvé par ${decider}`}</p> : null}
      {item.state === 'rejected' ? <p>{t`Refusé par ${decider}`}</p> : null}
      {decision.error ? <FaultMessage fault={decision.error} words={faults(decision.error)} /> : null}
      {item.state === 'open' ? (
        <div className="actions">
          <button
            type="button"
            className="button primary"
            disabled={decision.isPending}
            onClick={() => decide('approve')}
            data-testid="approve"
          >{t`Approuver le changement`}</button>
          <button
            type="button"
            className="button"
            disabled={decision.isPending}
            onClick={() => decide('reject')}
            data-testid="reject"
          >{t`Refuser`}</button>
        </div>
      ) : null}
    </li>
  );
}
