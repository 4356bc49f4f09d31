import { Trans, useLingui } from '@lingui/react/macro';
import type { Scheme } from '../openapi/credentials.ts';
import { Code } from './code.tsx';
import css from './introduction.module.css';
import { useCredentialWords } from './use-credential-words.ts';

const schemes: readonly Scheme[] = ['apiKey', 'staffToken', 'customerToken', 'deviceToken'];

export function Introduction(props: { server: string }) {
  const { t } = useLingui();
  const words = useCredentialWords();
  return (
    <article className={css.introduction}>
      <h1>
        <Trans>L’API de Comptoir</Trans>
      </h1>
      <p>
        <Trans>
          Catalogue, stock, paniers, commandes, clients, ventes et rapports, à une seule adresse. Cette page
          est faite des descriptions que les services publient eux-mêmes : elle dit ce qu’ils vérifient.
        </Trans>
      </p>
      <Code
        title={t`Premier appel`}
        text={`curl '${props.server}/api/v1/products?limit=3' -H 'Accept-Language: fr'`}
      />
      <h2>
        <Trans>Jetons et clés</Trans>
      </h2>
      <dl>
        {schemes.map((scheme) => (
          <div key={scheme}>
            <dt>{words[scheme].name}</dt>
            <dd>{words[scheme].source}</dd>
          </div>
        ))}
      </dl>
      <h2>
        <Trans>Ce qui vaut pour tous les appels</Trans>
      </h2>
      <dl>
        <div>
          <dt>{t`Montants`}</dt>
          <dd>
            <Trans>
              En unités mineures : <code>{'{"amountMinor": 1299, "currency": "CAD"}'}</code>, soit 12,99 $.
              Les quantités sont des textes décimaux : <code>"0.345"</code>.
            </Trans>
          </dd>
        </div>
        <div>
          <dt>{t`Dates`}</dt>
          <dd>
            <Trans>Instants en UTC (RFC 3339), jours d’affaires en AAAA-MM-JJ.</Trans>
          </dd>
        </div>
        <div>
          <dt>{t`Listes`}</dt>
          <dd>
            <Trans>
              <code>limit</code> (50, au plus 200) et <code>cursor</code> ; la réponse donne{' '}
              <code>items</code> et <code>nextCursor</code>, nul à la fin.
            </Trans>
          </dd>
        </div>
        <div>
          <dt>{t`Reprises`}</dt>
          <dd>
            <Trans>
              <code>Idempotency-Key</code> sur tout ce qui change : même clé et même corps donnent la première
              réponse ; même clé et autre corps, 422 ; première encore en cours, 409.
            </Trans>
          </dd>
        </div>
        <div>
          <dt>{t`Refus`}</dt>
          <dd>
            <Trans>
              <code>application/problem+json</code> (RFC 9457) : <code>type</code> stable, <code>detail</code>{' '}
              dit quoi faire, <code>errors</code> montre les champs. 429 et 503 portent{' '}
              <code>Retry-After</code>. Un champ inconnu est refusé.
            </Trans>
          </dd>
        </div>
        <div>
          <dt>{t`Suivi`}</dt>
          <dd>
            <Trans>
              <code>X-Correlation-Id</code> est repris ou donné, et revient avec chaque réponse : c’est lui
              qu’il faut citer.
            </Trans>
          </dd>
        </div>
      </dl>
    </article>
  );
}
