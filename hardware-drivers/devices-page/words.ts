export type Language = 'fr' | 'en';

const fr = {
  title: 'Appareils de démonstration',
  intro:
    'Ces appareils sont simulés, mais ils parlent les vrais protocoles. Passez un code, présentez une carte, ou provoquez une panne.',
  otherLanguage: 'English',
  absent: 'Cet appareil ne répond pas. La page le retrouvera toute seule.',
  faults: 'Pannes',
  faultsOnce: 'Au prochain paiement',

  wan: 'Lien entre le magasin et le nuage',
  store: 'Magasin',
  cloud: 'Nuage',
  wanWell: 'Branché',
  wanCut: 'Coupé. Les ventes continuent en magasin.',
  wanSlow: 'Lent\u00a0: 800\u00a0ms, 6\u00a0ko/s',
  wanMute: 'Muet\u00a0: la ligne tient, rien ne passe.',
  wanAnswers: 'Les réponses se perdent\u00a0: le nuage a reçu, le magasin ne le sait pas.',
  wanTorn: 'Les envois se déchirent\u00a0: chaque connexion casse en plein envoi.',
  wanOther: 'Perturbé',
  cut: 'Couper le lien',
  slow: 'Ralentir',
  mute: 'Rendre muet',
  loseAnswers: 'Perdre les réponses',
  tear: 'Déchirer les envois',
  heal: 'Rétablir le lien',
  traffic: (connections: number, up: string, down: string) =>
    `${connections} connexions · ${up} envoyés · ${down} reçus`,

  scanner: 'Lecteur de codes',
  scannerReady: 'Prêt',
  scannerNobody: 'Branché, mais personne n’écoute',
  scannerUnplugged: 'Débranché',
  unplug: 'Débrancher',
  plug: 'Rebrancher',
  filter: 'Chercher un produit à passer',
  noSamples: 'Aucun produit d’exemple. Tapez un code plus bas.',
  freeCode: 'Autre code',
  scan: 'Passer',
  lastScans: 'Derniers codes passés',
  noScans: 'Aucun code passé encore.',
  notHeard: 'perdu',

  printer: 'Imprimante de reçus',
  printerReady: 'Prête',
  printerPrinting: 'Imprime',
  printerNearEnd: 'Prête, fin du rouleau proche',
  printerOut: 'Sans papier',
  printerCover: 'Capot ouvert',
  printerJam: 'Couteau bloqué',
  printerOffline: 'Hors ligne',
  waiting: 'Un reçu attend dans sa mémoire\u00a0; il sortira seul.',
  outNow: 'Plus de papier',
  outSoon: 'Plus de papier dans 8 lignes',
  nearEnd: 'Fin du rouleau proche',
  loadPaper: 'Changer le rouleau',
  cover: 'Capot ouvert',
  jam: 'Couteau bloqué',
  offline: 'Hors ligne',
  silent: 'Ne répond plus',
  slowPrinter: 'Lente',
  dropJob: 'Lien coupé en plein reçu',
  powerCycle: 'Éteindre et rallumer',
  noReceipts: 'Aucun reçu encore. Faites une vente à la caisse.',
  receipt: (number: number) => `Reçu imprimé nº\u00a0${number}`,
  torn: 'déchiré',

  drawer: 'Tiroir-caisse',
  drawerOpen: 'Ouvert',
  drawerClosed: 'Fermé',
  closeDrawer: 'Fermer le tiroir',
  openings: (count: number) => (count < 2 ? `${count} ouverture` : `${count} ouvertures`),

  terminal: 'Terminal de paiement',
  screen: {
    idle: 'Prêt',
    'present-card': 'Présentez la carte',
    'enter-pin': 'Entrez votre NIP',
    authorising: 'Autorisation…',
    approved: 'Approuvé',
    declined: 'Refusé',
    aborted: 'Annulé',
    restarting: 'Redémarrage…',
  },
  auto: 'Le client présente sa carte tout seul',
  manual: 'J’attends que vous présentiez une carte',
  autoSwitch: 'Client automatique',
  cards: {
    contactless: 'Sans contact',
    chip: 'Puce et NIP',
    declined: 'Carte refusée',
    wrongPin: 'Mauvais NIP',
    redKey: 'Touche rouge',
  },
  terminalFaults: {
    decline: 'Refuse tout',
    silent: 'Ne répond plus',
    slow: 'Lent (5\u00a0s)',
    cutBeforeCharge: 'Lien coupé avant le débit',
    cutAfterCharge: 'Lien coupé après le débit',
    answerLost: 'Réponse perdue',
    wrongAmount: 'Répond un autre montant',
    approveOffline: 'Approuve sans la banque',
    partial: 'N’approuve que la moitié',
    notFoundAfterCharge: 'Débite, puis oublie',
    restartInPayment: 'Redémarre avant le débit',
  },
  restart: 'Redémarrer',
  charges: 'Débits',
  noCharges: 'Aucun débit.',
  refund: 'remboursement',
  reversed: 'remboursé',
};

type Words = typeof fr;

const en: Words = {
  title: 'Demonstration devices',
  intro:
    'These devices are simulated, but they speak the real protocols. Scan a code, present a card, or cause a fault.',
  otherLanguage: 'Français',
  absent: 'This device is not answering. The page will find it again by itself.',
  faults: 'Faults',
  faultsOnce: 'In the next payment',

  wan: 'Link between the store and the cloud',
  store: 'Store',
  cloud: 'Cloud',
  wanWell: 'Connected',
  wanCut: 'Cut. The store goes on selling.',
  wanSlow: 'Slow: 800 ms, 6 kB/s',
  wanMute: 'Mute: the line holds, nothing comes through.',
  wanAnswers: 'Answers get lost: the cloud has it, the store does not know.',
  wanTorn: 'Uploads are torn: each connection breaks in the middle of one.',
  wanOther: 'Disturbed',
  cut: 'Cut the link',
  slow: 'Slow down',
  mute: 'Make it mute',
  loseAnswers: 'Lose the answers',
  tear: 'Tear the uploads',
  heal: 'Restore the link',
  traffic: (connections, up, down) => `${connections} connections · ${up} sent · ${down} received`,

  scanner: 'Barcode scanner',
  scannerReady: 'Ready',
  scannerNobody: 'Plugged in, but nobody listens',
  scannerUnplugged: 'Unplugged',
  unplug: 'Unplug',
  plug: 'Plug in again',
  filter: 'Find a product to scan',
  noSamples: 'No sample products. Type a code below.',
  freeCode: 'Other code',
  scan: 'Scan',
  lastScans: 'Last codes scanned',
  noScans: 'No code scanned yet.',
  notHeard: 'lost',

  printer: 'Receipt printer',
  printerReady: 'Ready',
  printerPrinting: 'Printing',
  printerNearEnd: 'Ready, roll near its end',
  printerOut: 'Out of paper',
  printerCover: 'Cover open',
  printerJam: 'Cutter jammed',
  printerOffline: 'Offline',
  waiting: 'A receipt waits in its memory; it will print by itself.',
  outNow: 'Out of paper',
  outSoon: 'Out of paper in 8 lines',
  nearEnd: 'Roll near its end',
  loadPaper: 'Change the roll',
  cover: 'Cover open',
  jam: 'Cutter jammed',
  offline: 'Offline',
  silent: 'Stops answering',
  slowPrinter: 'Slow',
  dropJob: 'Link cut in mid-receipt',
  powerCycle: 'Turn off and on',
  noReceipts: 'No receipt yet. Ring up a sale at the till.',
  receipt: (number) => `Printed receipt no. ${number}`,
  torn: 'torn off',

  drawer: 'Cash drawer',
  drawerOpen: 'Open',
  drawerClosed: 'Closed',
  closeDrawer: 'Close the drawer',
  openings: (count) => (count === 1 ? '1 opening' : `${count} openings`),

  terminal: 'Payment terminal',
  screen: {
    idle: 'Ready',
    'present-card': 'Present card',
    'enter-pin': 'Enter your PIN',
    authorising: 'Authorising…',
    approved: 'Approved',
    declined: 'Declined',
    aborted: 'Cancelled',
    restarting: 'Restarting…',
  },
  auto: 'The customer presents a card by herself',
  manual: 'Waiting for you to present a card',
  autoSwitch: 'Automatic customer',
  cards: {
    contactless: 'Contactless',
    chip: 'Chip and PIN',
    declined: 'Declined card',
    wrongPin: 'Wrong PIN',
    redKey: 'Red key',
  },
  terminalFaults: {
    decline: 'Declines all',
    silent: 'Stops answering',
    slow: 'Slow (5 s)',
    cutBeforeCharge: 'Link cut before the charge',
    cutAfterCharge: 'Link cut after the charge',
    answerLost: 'Answer lost',
    wrongAmount: 'Answers another amount',
    approveOffline: 'Approves without the bank',
    partial: 'Approves only half',
    notFoundAfterCharge: 'Charges, then forgets',
    restartInPayment: 'Restarts before the charge',
  },
  restart: 'Restart',
  charges: 'Charges',
  noCharges: 'No charge.',
  refund: 'refund',
  reversed: 'reversed',
};

export type PageWords = Words & Readonly<{ language: Language }>;

export const wordsIn = (language: Language): PageWords => ({ ...(language === 'fr' ? fr : en), language });

const locales = { fr: 'fr-CA', en: 'en-CA' } as const;

export function money(amount: string, currency: string, language: Language): string {
  if (amount === '') return '';
  return new Intl.NumberFormat(locales[language], { style: 'currency', currency: currency || 'CAD' }).format(
    Number(amount),
  );
}

export function clock(at: string, language: Language): string {
  const time = new Date(at);
  if (language === 'fr') {
    return `${time.getHours()}\u00a0h\u00a0${String(time.getMinutes()).padStart(2, '0')}`;
  }
  return new Intl.DateTimeFormat('en-CA', { hour: 'numeric', minute: '2-digit' }).format(time);
}

export function byteCount(bytes: number, language: Language): string {
  const kilobytes = new Intl.NumberFormat(locales[language], { maximumFractionDigits: 0 }).format(
    bytes / 1000,
  );
  return `${kilobytes}\u00a0${language === 'fr' ? 'ko' : 'kB'}`;
}
