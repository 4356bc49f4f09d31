import type { AccessReason } from '@comptoir/customer/api';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { FaultMessage } from '../gateway/fault-message.tsx';
import css from '../orders/order.module.css';
import { Accesses } from './customer-accesses.tsx';
import { CustomerFacts } from './customer-facts.tsx';
import { CustomerTimeline } from './customer-timeline.tsx';
import { ReasonField, useReasonWords } from './reason-field.tsx';
import { useCustomer, useNoting } from './use-customers.ts';

/** `?reason=` comes with the link; whoever has none is asked first. */
export function CustomerPage() {
  const { customerId = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const { t } = useLingui();
  const told = search.get('reason');
  const reason = (Object.keys(useReasonWords()) as AccessReason[]).find((known) => known === told) ?? null;
  return (
    <>
      <Link className={css.back} to="/customers">{t`Chercher un client`}</Link>
      {reason === null ? (
        <ReasonField
          reason={null}
          onChange={(chosen) => setSearch(chosen === null ? {} : { reason: chosen })}
        />
      ) : (
        <Known customerId={customerId} reason={reason} />
      )}
    </>
  );
}

function Known({ customerId, reason }: { customerId: string; reason: AccessReason }) {
  const { t } = useLingui();
  const customer = useCustomer(customerId, reason);
  const known = customer.data;
  return (
    <>
      {customer.error ? (
        <FaultMessage
          fault={customer.error}
          words={{ '/problems/not-found': t`Ce client n’existe pas, ou il a été effacé à sa demande.` }}
        />
      ) : null}
      {known ? (
        <>
          <h1 data-testid="customer-name">
            {`${known.profile.names.firstName} ${known.profile.names.lastName}`}
          </h1>
          <div className={css.columns}>
            <CustomerTimeline {...known} />
            <div className={css.facts}>
              <CustomerFacts profile={known.profile} />
              <NoteForm customerId={customerId} reason={reason} />
              <Accesses accesses={known.accesses} />
            </div>
          </div>
        </>
      ) : null}
    </>
  );
}

function NoteForm({ customerId, reason }: { customerId: string; reason: AccessReason }) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const noting = useNoting(customerId, reason);
  return (
    <form
      className={`sheet ${css.fact}`}
      onSubmit={(event) => {
        event.preventDefault();
        noting.mutate(text.trim(), { onSuccess: () => setText('') });
      }}
    >
      <label className={css.field}>
        <span>{t`Note pour les collègues`}</span>
        <textarea
          value={text}
          onChange={(event) => setText(event.target.value)}
          rows={2}
          maxLength={2_000}
          required
          data-testid="note"
        />
      </label>
      {noting.error ? <FaultMessage fault={noting.error} /> : null}
      <button
        type="submit"
        className="button"
        disabled={noting.isPending || text.trim() === ''}
        data-testid="write-note"
      >{t`Noter`}</button>
    </form>
  );
}
