import { formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { useLocale } from '../i18n/use-locale.ts';
import css from '../orders/order.module.css';
import { useInstant } from '../orders/use-instant.ts';
import { CustomerTimeline } from './customer-timeline.tsx';
import { type Access, type Profile, useCustomer, useNoting } from './use-customers.ts';

export function CustomerPage() {
  const { customerId = '' } = useParams();
  const { t } = useLingui();
  const customer = useCustomer(customerId);
  const known = customer.data;
  return (
    <>
      <Link className={css.back} to="/customers">{t`Chercher un client`}</Link>
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
              <Person profile={known.profile} />
              <NoteForm customerId={customerId} />
              <Accesses accesses={known.accesses} />
            </div>
          </div>
        </>
      ) : null}
    </>
  );
}

function Person({ profile }: { profile: Profile }) {
  const { t } = useLingui();
  const locale = useLocale();
  const { email, phone, cardNumber, loyalty, addresses, consents } = profile;
  return (
    <section className={`sheet ${css.fact}`}>
      <h2>{t`Coordonnées`}</h2>
      <p>
        <a href={`mailto:${email}`}>{email}</a>
      </p>
      {phone === null ? null : <p>{phone}</p>}
      {cardNumber === null ? null : <p>{t`Carte ${cardNumber}`}</p>}
      <p data-testid="customer-points">
        {t`${formatNumber(loyalty.points, locale)} points, niveau ${loyalty.tier}`}
      </p>
      <p>
        {consents.marketingEmail ? t`Accepte nos offres par courriel` : t`Refuse nos offres par courriel`}
      </p>
      {addresses.map(({ id, recipient, lines, city, region, postalCode }) => (
        <address key={id} className={css.address}>
          {[recipient, ...lines, `${city} (${region})  ${postalCode}`].map((line) => (
            <div key={line}>{line}</div>
          ))}
        </address>
      ))}
    </section>
  );
}

function NoteForm({ customerId }: { customerId: string }) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const noting = useNoting(customerId);
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

/** Who of us looked, so that nobody looks without need. */
function Accesses({ accesses }: { accesses: readonly Access[] }) {
  const { t } = useLingui();
  const at = useInstant();
  const words: Readonly<Record<string, string>> = {
    'GET search': t`Recherche`,
    'GET profile': t`Coordonnées`,
    'GET orders': t`Achats`,
    'GET points': t`Points`,
    'GET notes': t`Notes`,
    'GET accesses': t`Consultations`,
    'POST notes': t`Note écrite`,
  };
  return (
    <section className={`sheet ${css.fact}`}>
      <h2>{t`Consultations`}</h2>
      <ol className={css.history} data-testid="accesses">
        {accesses.map((access) => (
          <li key={`${access.at} ${access.staffId} ${access.what}`}>
            <span>
              {words[access.what] ?? access.what} <span className="muted">{access.staffId}</span>
            </span>
            <span className="muted">{at(access.at)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
