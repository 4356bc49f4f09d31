/** The words of the strip, those of the table in docs, screens, "States and their words". */

import { formatMoney, formatTime, type Locale, type StripMessage } from '@comptoir/ui-kit';
import { plural, t } from '@lingui/core/macro';
import { type StripState, toneOfState } from '../till/strip.ts';

export const stripMessage = (state: StripState, locale: Locale, timeZone?: string): StripMessage => ({
  id: state.kind === 'printer' ? `printer-${state.state}` : state.kind,
  tone: toneOfState(state),
  text: words(state, locale, timeZone),
});

function words(state: StripState, locale: Locale, timeZone?: string): string {
  switch (state.kind) {
    case 'training':
      return t`Formation : rien n’est vendu. Ni journal, ni stock, ni carte.`;
    case 'online':
      return t`En ligne`;
    case 'payment-to-check': {
      const amount = formatMoney(state.amountMinor, locale);
      return t`Paiement à vérifier : ${amount}. Ne repassez pas la carte.`;
    }
    case 'sale-refused':
      return plural(state.count, {
        one: '# vente payée est refusée par le serveur. Elle est gardée. Appelez le gérant.',
        other: '# ventes payées sont refusées par le serveur. Elles sont gardées. Appelez le gérant.',
      });
    case 'journal-altered': {
      const entry = new Intl.NumberFormat(locale).format(state.entry);
      return t`Journal altéré à l’entrée ${entry}. Les ventes continuent. Le siège est prévenu.`;
    }
    case 'shift-left-open': {
      const { since } = state;
      return t`Le quart du ${since} est resté ouvert. Les ventes continuent. Comptez le tiroir et fermez le quart.`;
    }
    case 'edge-unreachable':
      return awayWords(state.salesKept);
    case 'storage-full':
      return t`Cette caisse n’a plus de place. Ce qui est payé est gardé. Ne vendez plus ici. Appelez le gérant.`;
    case 'handing-over':
      return handingOverWords(state.sales, state.wantsShift);
    case 'till-clock-off': {
      const minutes = Math.abs(state.minutes);
      return state.minutes > 0
        ? t`L’horloge de cette caisse avance de ${minutes} min. Les ventes continuent. Réglez-la.`
        : t`L’horloge de cette caisse retarde de ${minutes} min. Les ventes continuent. Réglez-la.`;
    }
    case 'printer':
      return printerWords(state.state);
    case 'payment-terminal-silent':
      return t`Le terminal de paiement ne répond pas. Regardez son écran.`;
    case 'scanner-absent':
      return t`Lecteur débranché. Tapez le code.`;
    case 'drawer-left-open':
      return t`Le tiroir-caisse est resté ouvert. Fermez-le.`;
    case 'clock-off': {
      const minutes = Math.abs(state.minutes);
      return state.minutes > 0
        ? t`L’horloge avance de ${minutes} min. Réglez-la.`
        : t`L’horloge retarde de ${minutes} min. Réglez-la.`;
    }
    case 'clock-suspect':
      return state.direction === 'ahead'
        ? t`L’horloge du serveur a bondi en avant. Les ventes continuent, la journée reste la même. Appelez le gérant.`
        : t`L’horloge du serveur a reculé. Les ventes continuent. Appelez le gérant.`;
    case 'edge-refused':
      return t`Le siège refuse ce serveur de magasin. Les ventes continuent. Appelez le gérant.`;
    case 'offline': {
      const since = formatTime(new Date(state.since), locale, timeZone);
      const first = t`Hors ligne depuis ${since}. Les ventes continuent.`;
      if (state.sales === 0) return first;
      return `${first} ${plural(state.sales, { one: '# vente à envoyer.', other: '# ventes à envoyer.' })}`;
    }
    case 'catching-up': {
      const { sent, of } = state;
      return plural(of, {
        one: `Connexion rétablie. Envoi : ${sent} vente sur #.`,
        other: `Connexion rétablie. Envoi : ${sent} ventes sur #.`,
      });
    }
    case 'preparing': {
      const { percent } = state;
      return percent === null ? t`Préparation de la caisse` : t`Préparation de la caisse : ${percent} %`;
    }
  }
}

function awayWords(salesKept: number): string {
  const first = t`Serveur du magasin injoignable. Comptant seulement. Reçu provisoire.`;
  if (salesKept === 0) return first;
  return `${first} ${plural(salesKept, { one: '# vente gardée ici.', other: '# ventes gardées ici.' })}`;
}

function handingOverWords(sales: number, wantsShift: boolean): string {
  if (wantsShift) {
    return plural(sales, {
      one: '# vente gardée ici attend un quart. Ouvrez le quart : elle partira seule.',
      other: '# ventes gardées ici attendent un quart. Ouvrez le quart : elles partiront seules.',
    });
  }
  return plural(sales, {
    one: 'Serveur du magasin de retour. Envoi de # vente.',
    other: 'Serveur du magasin de retour. Envoi de # ventes.',
  });
}

function printerWords(state: 'out-of-paper' | 'cover-open' | 'silent'): string {
  if (state === 'out-of-paper') {
    return t`Imprimante sans papier. La vente est enregistrée. Changez le rouleau : le reçu sortira seul.`;
  }
  if (state === 'cover-open') return t`Imprimante ouverte. Fermez le couvercle : le reçu sortira seul.`;
  return t`L’imprimante ne répond pas. Les ventes continuent. Le reçu sortira à son retour.`;
}
