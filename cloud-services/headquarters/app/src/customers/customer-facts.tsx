import type { Profile } from '@comptoir/customer/api';
import { formatNumber } from '@comptoir/ui-kit';
import { useLingui } from '@lingui/react/macro';
import { useLocale } from '../i18n/use-locale.ts';
import { useTierWords } from '../loyalty/tier-words.ts';
import css from '../orders/order.module.css';

/** Who it is, where things go, and what they earned. */
export function CustomerFacts({ profile }: { profile: Profile }) {
  const { t } = useLingui();
  const locale = useLocale();
  const tierWords = useTierWords();
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
        {t`${formatNumber(loyalty.points, locale)} points, niveau ${tierWords(loyalty.tier)}`}
      </p>
      <p>
        {consents.marketingEmail ? t`Accepte nos offres par courriel` : t`Refuse nos offres par courriel`}
      </p>
      {addresses.map(({ id, kind, recipient, lines, city, region, postalCode }) => (
        <address key={id} className={css.address}>
          <div className="muted">{kind === 'delivery' ? t`Livraison` : t`Facturation`}</div>
          {[recipient, ...lines, `${city} (${region})  ${postalCode}`].map((line) => (
            <div key={line}>{line}</div>
          ))}
        </address>
      ))}
    </section>
  );
}
