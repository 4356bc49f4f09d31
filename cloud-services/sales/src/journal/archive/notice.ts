/** What whoever opens an archive in an editor reads first: what it is, how it is verified, what that shows and what it cannot. */
export const notice = {
  fr: [
    'Archive des journaux d’un magasin, une ligne JSON par élément : l’archive, puis pour chaque journal sa description, les empreintes signées par le',
    'serveur du magasin et ses enregistrements dans l’ordre, enfin le sceau. Chaque enregistrement est dans l’état où la caisse l’a écrit ; les montants sont en cents.',
    'Vérifier, sans réseau : node verify-archive.mjs FICHIER (fichier remis par le siège, Node 20 ou plus récent). Un enregistrement modifié, retiré, ajouté ou déplacé',
    'est nommé. Une donnée personnelle effacée laisse son empreinte et ne change rien à la vérification. La vérification ne montre pas ce que personne n’avait',
    'encore vu : un magasin qui n’a rien envoyé peut réécrire ce qu’il n’a pas envoyé. Comparez la clé affichée avec celle que le siège publie.',
  ].join(' '),
  en: [
    'Archive of a store’s journals, one JSON line an element: the archive, then for each journal its description, the heads signed by the store’s',
    'server and its records in order, at last the seal. Each record is as the till wrote it; amounts are in cents.',
    'To verify, without a network: node verify-archive.mjs FILE (a file that head office hands out, Node 20 or later). A record that was changed, taken out, added or moved',
    'is named. Personal data that were erased leave their digest and change nothing in it. Verifying does not show what nobody had seen',
    'yet: a store that has sent nothing can rewrite what it has not sent. Compare the key that is shown with the one that head office publishes.',
  ].join(' '),
} as const;
