import type { AccessesAnswer } from '@comptoir/customer/api';
import { useLingui } from '@lingui/react/macro';
import css from '../orders/order.module.css';
import { useInstant } from '../orders/use-instant.ts';
import { useCashiers } from '../sales/use-cashiers.ts';
import { useReasonWords } from './reason-field.tsx';

/** Who of us looked, at what and why, so that nobody looks without need. */
export function Accesses({ accesses }: { accesses: AccessesAnswer['items'] }) {
  const { t } = useLingui();
  const at = useInstant();
  const names = useCashiers();
  const reasons: Readonly<Record<string, string>> = { ...useReasonWords(), 'not-said': t`Motif non dit` };
  const words = useLookWords();
  return (
    <section className={`sheet ${css.fact}`}>
      <h2>{t`Consultations`}</h2>
      <ol className={css.history} data-testid="accesses">
        {accesses.map((access) => (
          <li key={`${access.at} ${access.staffId} ${access.what} ${access.reason}`}>
            <span>
              {words[access.what] ?? access.what}{' '}
              <span className="muted">
                {`${names.get(access.staffId) ?? access.staffId} · ${reasons[access.reason] ?? access.reason}`}
              </span>
            </span>
            <span className="muted">{at(access.at)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What was looked at or changed; of a later release, as it calls itself. */
function useLookWords(): Readonly<Record<string, string>> {
  const { t } = useLingui();
  return {
    'GET search': t`Recherche`,
    'GET profile': t`Coordonnées`,
    'GET consents': t`Consentements`,
    'GET orders': t`Achats`,
    'GET points': t`Points`,
    'GET export': t`Dossier complet`,
    'GET notes': t`Notes`,
    'GET accesses': t`Consultations`,
    'POST notes': t`Note écrite`,
    'PUT profile': t`Coordonnées modifiées`,
    'PUT addresses': t`Adresses modifiées`,
    'PUT consents': t`Consentements modifiés`,
    'PUT tax-exemption': t`Exemption de taxes modifiée`,
    DELETE: t`Effacement`,
  };
}
