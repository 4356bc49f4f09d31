import { useLingui } from '@lingui/react/macro';
import { isRouteErrorResponse, useLocation, useRouteError } from 'react-router';
import { useSpoken } from '../i18n/language.tsx';
import { buttonClass } from '../parts/buttons.ts';
import { type Fault, isFault } from '../shared/outcome.ts';
import css from './fault-page.module.css';

/** 404, a service that is down, and what nobody foresaw: what happened, what is kept, what to do. */
export function FaultPage() {
  const { t } = useLingui();
  const { to } = useSpoken();
  const { pathname, search } = useLocation();
  const fault = faultOf(useRouteError());
  const words = {
    'not-found': [
      t`Cette page n’existe pas`,
      t`L’adresse a changé, ou l’article n’est plus vendu. Cherchez-le ou repartez de l’accueil.`,
    ],
    unavailable: [
      t`Une partie de la boutique ne répond pas`,
      t`Votre panier est gardé. Nous y travaillons; réessayez dans une minute.`,
    ],
    refused: [
      t`Cela n’a pas fonctionné`,
      t`Votre panier est gardé. Réessayez; si cela continue, appelez un magasin avec le numéro ci-dessous.`,
    ],
  } as const;
  const [title, text] = words[fault.kind];
  return (
    <div className={css.page} data-testid="fault" data-kind={fault.kind}>
      <title>{`${title} · Comptoir`}</title>
      <h1>{title}</h1>
      <p>{text}</p>
      {fault.kind === 'not-found' ? null : (
        <a className={buttonClass('primary')} href={`${pathname}${search}`}>{t`Réessayer`}</a>
      )}
      <a className={buttonClass()} href={to('home')}>{t`Aller à l’accueil`}</a>
      {fault.correlationId === '' ? null : <p className={css.code}>{t`Numéro : ${fault.correlationId}`}</p>}
    </div>
  );
}

function faultOf(error: unknown): Fault {
  if (isRouteErrorResponse(error) && isFault(error.data)) return error.data;
  const status = isRouteErrorResponse(error) ? error.status : 500;
  return { kind: status === 404 ? 'not-found' : 'refused', status, correlationId: '' };
}
