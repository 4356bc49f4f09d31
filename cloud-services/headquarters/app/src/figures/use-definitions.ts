import { useLingui } from '@lingui/react/macro';

type Told = Readonly<{ name: string; text: string }>;
export type DefinitionName = keyof ReturnType<typeof useDefinitions>;

/** What each figure of head office means and what it is worked out from. Nothing is told twice on two pages in two ways. */
export function useDefinitions() {
  const { t } = useLingui();
  return {
    revenue: {
      name: t`Chiffre d’affaires`,
      text: t`Ce qui a été vendu, en magasin et en ligne, moins ce qui est revenu, taxes et livraison comprises. Une commande compte le jour où elle est payée.`,
    },
    sales: {
      name: t`Ventes`,
      text: t`Nombre de ventes des caisses et de commandes payées. Un retour n’en retire pas.`,
    },
    averageBasket: {
      name: t`Panier moyen`,
      text: t`Ce qui a été vendu, taxes comprises et sans retirer les retours, divisé par le nombre de ventes.`,
    },
    returned: {
      name: t`Retours`,
      text: t`Ce qui a été rendu aux clients dans la période, taxes comprises, quel que soit le jour de la vente.`,
    },
    conversion: {
      name: t`Conversion de la boutique`,
      text: t`Commandes payées divisées par les visites connues de la boutique en ligne. Seules les visites qui y ont consenti sont connues.`,
    },
    funnel: {
      name: t`Parcours d’achat`,
      text: t`Des visites qui y ont consenti : combien ont ajouté un article au panier, combien ont commencé à payer, et combien de commandes ont été payées. Chaque visite compte une fois par étape; chaque étape s’ouvre sur ses visites, gardées 13 mois.`,
    },
    cartReminders: {
      name: t`Paniers laissés`,
      text: t`Courriels envoyés dans la période à des clients qui ont accepté nos offres et laissé des articles dans leur panier, et ce qui fut commandé de ces paniers dans les 7 jours, avant taxes. Un courriel compte pour une commande au plus.`,
    },
    comparison: {
      name: t`Comparaison`,
      text: t`La même durée, un nombre entier de semaines plus tôt, pour qu’un mardi soit comparé à un mardi. Si la période n’est pas finie, jusqu’à la même heure.`,
    },
    lastYear: {
      name: t`Comparaison avec l’an dernier`,
      text: t`La même durée, 52 semaines plus tôt, jusqu’à la même heure si la période n’est pas finie.`,
    },
    target: {
      name: t`Objectif`,
      text: t`Le chiffre d’affaires visé pour le mois, taxes comprises, tel que le siège l’a saisi pour chaque magasin. Le rythme attendu répartit l’objectif également sur les jours du mois ; d’aujourd’hui compte la part qu’un même jour de semaine a faite à cette heure.`,
    },
    forecast: {
      name: t`Prévision de la journée`,
      text: t`Ce qui est vendu jusqu’à maintenant, divisé par la part de la journée faite à cette heure lors des 8 mêmes jours de la semaine précédents. L’erreur affichée est l’écart moyen que la même prévision aurait eu ces jours-là.`,
    },
    trend: {
      name: t`Évolution`,
      text: t`Variation du montant avant taxes par rapport à la même durée, un nombre entier de semaines plus tôt.`,
    },
    sellThrough: {
      name: t`Écoulement`,
      text: t`Quantité vendue, divisée par la quantité vendue plus celle qui reste en stock.`,
    },
    margin: {
      name: t`Marge`,
      text: t`Montant vendu avant taxes, moins la quantité vendue multipliée par le coût unitaire connu à la fin de la période. Sans coût connu, la marge n’est pas affichée.`,
    },
    stockTurn: {
      name: t`Rotation du stock`,
      text: t`Quantité vendue dans la période, ramenée à un an et divisée par la quantité en stock aujourd’hui.`,
    },
    daysOfCover: {
      name: t`Jours de couverture`,
      text: t`Quantité en stock aujourd’hui, divisée par la quantité vendue par jour dans la période.`,
    },
    abc: {
      name: t`Classe ABC`,
      text: t`Les produits rangés du plus vendu au moins vendu, avant taxes : A pour ceux qui font les premiers 80 % des ventes, B jusqu’à 95 %, C pour le reste.`,
    },
    affinity: {
      name: t`Achetés ensemble`,
      text: t`Parmi les 50 meilleures ventes et les 20 000 derniers paniers, les paires vues au moins trois fois. Par rapport au hasard : combien de fois plus souvent ensemble que si l’un n’avait rien à voir avec l’autre.`,
    },
    retention: {
      name: t`Clients qui reviennent`,
      text: t`Les clients connus, rangés par le mois de leur premier achat ; puis la part d’entre eux qui achète de nouveau chacun des mois suivants. Ils ne sont connus ici que par un numéro, sans nom.`,
    },
    returnReasons: {
      name: t`Retours par raison`,
      text: t`Montant rendu avant taxes, selon la raison que le caissier a choisie pour le retour.`,
    },
    discounts: {
      name: t`Remises`,
      text: t`Ce que les promotions ont retiré du prix, et ce qui a été retiré à la main avec sa raison. Les retours n’en retirent pas.`,
    },
    lossPrevention: {
      name: t`Annulations, prix forcés et tiroir`,
      text: t`Par caissier : ventes annulées, prix changés à la main, remises à la main, et ouvertures du tiroir sans vente. Le total pour 100 ventes permet de comparer.`,
    },
    returnsCount: {
      name: t`Nombre de retours`,
      text: t`Retours des caisses et remboursements de la boutique faits dans la période, quel que soit le jour de la vente.`,
    },
    subtotal: {
      name: t`Sous-total`,
      text: t`Articles vendus moins articles revenus, remises déduites, avant livraison et taxes. Là où le prix comprend la taxe, elle y est.`,
    },
    beforeTaxes: {
      name: t`Avant taxes`,
      text: t`Lignes vendues moins lignes revenues, remises déduites, sans livraison ni taxes ajoutées à la caisse.`,
    },
    quantity: {
      name: t`Quantité`,
      text: t`Unités vendues moins unités revenues ; des kilogrammes pour ce qui se vend au poids.`,
    },
    delivery: {
      name: t`Livraison`,
      text: t`Frais de livraison des commandes payées, moins ceux qui ont été remboursés, avant taxes.`,
    },
    taxes: {
      name: t`Taxes`,
      text: t`Taxes des ventes et des commandes, moins celles des retours, telles qu’elles sont sur les reçus.`,
    },
    rounding: {
      name: t`Arrondi`,
      text: t`Ce que l’arrondi à cinq cents des paiements comptants a ajouté ou retiré.`,
    },
    tenders: {
      name: t`Modes de paiement`,
      text: t`Ce que les clients ont payé, moins ce qui leur a été rendu, selon le moyen. Une vente payée de deux façons compte sous chacune, pour sa part.`,
    },
    'tax-return': {
      name: t`Déclaration de taxes`,
      text: t`Par magasin, taxe et taux : la base et la taxe des ventes, celles des retours, et la taxe à remettre, leur différence. Une ligne sans taxe dit ce qui est détaxé ou exonéré.`,
    },
    closings: {
      name: t`Archives des Z`,
      text: t`Chaque fermeture de caisse, telle que le magasin l’a signée : ses ventes, ses retours, l’écart du tiroir, et le total perpétuel qui ne revient jamais à zéro.`,
    },
    journal: {
      name: t`Journal comptable`,
      text: t`Les mêmes ventes en partie double : chaque jour et magasin balance à zéro. Ce qui ne s’explique pas va au compte « À expliquer », qui doit rester vide.`,
    },
    'stock-value': {
      name: t`Valeur du stock`,
      text: t`La quantité en stock en ce moment, multipliée par le coût unitaire connu. Un article sans coût connu compte pour zéro.`,
    },
    edgeLag: {
      name: t`Retard d’un magasin`,
      text: t`Ce que le magasin a enregistré et que le nuage n’a pas encore, d’après sa dernière nouvelle. Hors ligne, un magasin vend et rattrape son retard ensuite.`,
    },
    edgesOnline: {
      name: t`Magasins en ligne`,
      text: t`Serveurs de magasins dont une nouvelle est venue dans la dernière minute et demie, parmi tous ceux qui sont inscrits. Un magasin sans nouvelle vend comme avant.`,
    },
    devicesTroubled: {
      name: t`Appareils à voir`,
      text: t`Appareils de tous les magasins qui manquent de papier, sont ouverts, débranchés, en panne ou ne répondent pas, d’après la dernière nouvelle de leur magasin.`,
    },
    edgeVersions: {
      name: t`Versions en service`,
      text: t`Combien de versions différentes du serveur de magasin tournent en ce moment. Pendant une mise à jour par étapes il y en a deux.`,
    },
  } as const satisfies Record<string, Told>;
}
