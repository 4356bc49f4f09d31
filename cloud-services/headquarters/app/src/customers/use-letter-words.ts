import type { LettersAnswer } from '@comptoir/customer/api';
import { useLingui } from '@lingui/react/macro';
import { useTimelineWords } from '../orders/use-timeline-words.ts';

type Told = LettersAnswer['items'][number];

/** What a mail or SMS to a customer was about; of a later release, as it calls itself. */
export function useLetterWords(): (told: Told) => string {
  const { t } = useLingui();
  const ofOrders = useTimelineWords();
  const ofAccounts: Readonly<Record<string, string>> = {
    'customer.confirm': t`adresse à confirmer`,
    'customer.known': t`compte déjà ouvert`,
    'customer.reset': t`nouveau mot de passe demandé`,
    'customer.password-changed': t`mot de passe changé`,
    'customer.codes-on': t`code demandé à la connexion`,
    'customer.codes-off': t`code plus demandé`,
    'customer.recovery-codes-made': t`nouveaux codes de secours`,
    'customer.recovery-code-used': t`code de secours utilisé`,
    'customer.passkey-added': t`clé d’accès ajoutée`,
    'customer.passkey-removed': t`clé d’accès retirée`,
    'customer.points-end': t`points qui prennent fin`,
    'customer.written-down': t`compte ouvert en magasin`,
    'customer.cart-reminded': t`panier qui attend`,
  };
  const states = { sent: '', waiting: t`pas encore envoyé`, 'given-up': t`pas remis` };
  return ({ channel, kind, state }) => {
    const what = ofAccounts[kind];
    const said =
      what === undefined ? ofOrders({ kind: 'letter', name: `${channel}:${kind}` }) : t`Courriel : ${what}`;
    return [said, states[state]].filter(Boolean).join(' · ');
  };
}
