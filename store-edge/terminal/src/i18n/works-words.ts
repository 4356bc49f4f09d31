/** The words of the table of what works in which state (`till/what-works.ts`). */
import { t } from '@lingui/core/macro';
import type { Action, Condition, PartlyCell, Standing } from '../till/what-works.ts';

export const actionWords = (): Readonly<Record<Action, string>> => ({
  scan: t`Lire un article`,
  search: t`Chercher un article`,
  cash: t`Comptant`,
  card: t`Carte`,
  cheque: t`Chèque`,
  value: t`Carte-cadeau, crédit en magasin`,
  points: t`Points de fidélité`,
  coupon: t`Coupons`,
  customer: t`Client`,
  return: t`Retour d’articles`,
  exchange: t`Échange`,
  suspend: t`Mettre en attente, reprendre`,
  approve: t`Autorisation d’un responsable`,
  stock: t`Stock`,
  receipt: t`Reçu`,
  'cash-move': t`Entrée, sortie, dépôt`,
  'open-shift': t`Ouvrir un quart`,
  'close-shift': t`Fermer le quart`,
  'hand-over': t`Remettre une commande`,
  training: t`Formation`,
});

export const standingWords = (): Readonly<Record<Standing, string>> => ({
  works: t`fonctionne`,
  partly: t`en partie`,
  'not-now': t`pas maintenant`,
});

export const conditionWords = (): Readonly<Record<Condition, string>> => ({
  'head-office-away': t`Siège hors d’atteinte`,
  'edge-away': t`Serveur du magasin injoignable`,
  'payment-terminal-away': t`Terminal de paiement muet`,
  'printer-away': t`Imprimante arrêtée`,
});

/** Which part of it works. */
export const partWords = (): Readonly<Record<PartlyCell, string>> => ({
  'cash/edge-away': t`reçu provisoire, tiroir ouvert à la clé`,
  'cash/printer-away': t`sans elle, le tiroir s’ouvre à la clé`,
  'value/head-office-away': t`jusqu’au montant permis d’avance`,
  'points/head-office-away': t`jusqu’au montant permis d’avance`,
  'coupon/head-office-away': t`sauf ceux que le siège compte`,
  'coupon/edge-away': t`sauf ceux que le siège compte`,
  'return/head-office-away': t`d’un autre magasin, par le code du reçu`,
  'return/payment-terminal-away': t`au comptant ou en crédit`,
  'exchange/head-office-away': t`d’un autre magasin, par le code du reçu`,
  'exchange/payment-terminal-away': t`au comptant ou en crédit`,
  'stock/head-office-away': t`ailleurs, tel que vu à son heure`,
  'receipt/edge-away': t`provisoire, de l’imprimante de ce poste`,
  'receipt/printer-away': t`sort à son retour; ou par courriel`,
  'open-shift/edge-away': t`inscrit au retour du serveur`,
});
