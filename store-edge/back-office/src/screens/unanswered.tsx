import { Trans } from '@lingui/react/macro';
import css from './unanswered.module.css';

/** What needs the edge, while it is out of reach. */
export const Unanswered = () => (
  <p className={css.sentence} role="alert" data-testid="unanswered">
    <Trans>
      Serveur du magasin injoignable. Le comptage continue; le stock se lira dès le retour du réseau.
    </Trans>
  </p>
);
