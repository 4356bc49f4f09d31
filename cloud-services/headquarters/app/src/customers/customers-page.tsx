import type { AccessReason } from '@comptoir/customer/api';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link } from 'react-router';
import filterCss from '../filters/filters.module.css';
import { FaultMessage } from '../gateway/fault-message.tsx';
import css from '../orders/order.module.css';
import { ReasonField } from './reason-field.tsx';
import { searchOf } from './search.ts';
import { type Asked, useFound } from './use-customers.ts';

/** One person, by what they say at a counter or on the telephone; there is no list of all. */
export function CustomersPage() {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState<AccessReason | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const found = useFound(asked);
  const search = searchOf(typed);
  const ready = search === null || reason === null ? null : { search, reason };
  return (
    <>
      <h1>
        <Trans>Clients</Trans>
      </h1>
      <form
        className={filterCss.filters}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(ready);
        }}
      >
        <label className={filterCss.field}>
          <span>{t`Courriel entier ou numéro de carte`}</span>
          <input
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            maxLength={254}
            data-testid="customer-search"
          />
        </label>
        <ReasonField reason={reason} onChange={setReason} />
        <button type="submit" className="button primary" disabled={ready === null}>{t`Chercher`}</button>
      </form>
      <p className="muted">{t`Chaque consultation est inscrite, avec votre nom, le motif et l’heure.`}</p>
      {found.error ? (
        <FaultMessage
          fault={found.error}
          words={{
            '/problems/invalid-request': t`Ce n’est pas un courriel ou un numéro de carte. Vérifiez-le, caractère par caractère.`,
          }}
        />
      ) : null}
      {found.data?.items.length === 0 ? (
        <p className="empty">{t`Personne n’a ce courriel ou cette carte. Vérifiez-les, lettre par lettre.`}</p>
      ) : null}
      {found.data?.items.map(({ id, names, email }) => (
        <p key={id}>
          <Link
            className={css.back}
            to={`/customers/${id}?reason=${asked?.reason}`}
            data-testid="customer-found"
          >
            {`${names.firstName} ${names.lastName}`}
          </Link>{' '}
          <span className="muted">{email}</span>
        </p>
      ))}
    </>
  );
}
