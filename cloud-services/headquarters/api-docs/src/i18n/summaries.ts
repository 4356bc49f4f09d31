/** What each call does, in French. The services say it in English, in their documents; a journey holds this list to them. */
import type { Call } from '../openapi/calls.ts';

const inFrench: Readonly<Record<string, string>> = {
  // Catalogue
  'Products, page by page': 'Les produits, page par page',
  'A product by its id, its SKU or its GTIN': 'Un produit, par son identifiant, son UGS ou son GTIN',
  'Search: barcode first, accent-blind': 'Chercher : code-barres d’abord, accents ignorés',
  'The category tree, with counts': 'L’arbre des catégories, avec leurs nombres de produits',
  'Replace the category tree': 'Remplacer l’arbre des catégories',
  'Correct a product': 'Corriger un produit',
  'Change a price; the tills have it at once': 'Changer un prix ; les caisses l’ont aussitôt',
  'Every price that a product had, newest first, and who set it':
    'Tous les prix qu’un produit a eus, les plus récents d’abord, et qui les a fixés',
  'All promotions, those that begin last first': 'Toutes les promotions, les dernières à commencer d’abord',
  'What a promotion was, newest first, and who changed it':
    'Ce que fut une promotion, du plus récent au plus ancien, et qui l’a changée',
  'Create a promotion; the tills have it at once': 'Créer une promotion ; les caisses l’ont aussitôt',
  'Change a promotion': 'Changer une promotion',
  'End a promotion now; baskets that are open keep it for four hours':
    'Terminer une promotion ; les paniers ouverts la gardent quatre heures',
  'Make codes for a single use of a promotion': 'Créer des codes à un seul usage pour une promotion',
  'Batches of codes for a single use, newest first, and how many are used':
    'Les lots de codes à un seul usage, du plus récent au plus ancien, et combien sont utilisés',
  'The codes of a batch, used or not': 'Les codes d’un lot, utilisés ou non',
  'All codes of a batch, for a mailing or a printer':
    'Tous les codes d’un lot, pour un envoi ou un imprimeur',
  'All price lists, those that begin last first':
    'Toutes les listes de prix, les dernières à commencer d’abord',
  'Create a price list, without prices yet': 'Créer une liste de prix, encore sans prix',
  'Change when and where a price list counts; refused where a product would have two prices':
    'Changer quand et où une liste de prix compte ; refusé si un produit avait deux prix',
  'End a price list now; one that has not begun never does':
    'Terminer une liste de prix ; celle qui n’a pas commencé ne commencera jamais',
  'The prices of a list, by name, beside each product’s own price and cost':
    'Les prix d’une liste, par nom, à côté du prix propre et du coût de chaque produit',
  'Set prices of a list, or take products out; the tills have them at once, and begin with them on time':
    'Fixer des prix d’une liste, ou en retirer des produits ; les caisses les ont aussitôt et les appliquent à l’heure',
  'Who changed what of the catalogue, prices and promotions, from what to what; newest first':
    'Qui a changé quoi au catalogue, aux prix et aux promotions, de quoi à quoi ; du plus récent au plus ancien',
  'Whether a second person has to approve a change of prices':
    'Si un changement de prix doit être approuvé par une deuxième personne',
  'Let a change of prices need a second person, or no longer; the latter itself needs one':
    'Exiger une deuxième personne pour un changement de prix, ou ne plus l’exiger ; y renoncer en demande une',
  'Changes of prices that wait for a second person, or were decided; newest first':
    'Les changements de prix qui attendent une deuxième personne, ou déjà décidés ; du plus récent au plus ancien',
  'Approve what somebody else proposed: it is done at once, exactly as it was shown':
    'Approuver ce qu’une autre personne a proposé : c’est fait aussitôt, exactement comme montré',
  'Reject a proposed change of prices, or take it back':
    'Refuser un changement de prix proposé, ou le retirer',
  'The attributes that products may have: type, unit, choices, in both languages':
    'Les attributs que les produits peuvent avoir : type, unité, choix, dans les deux langues',
  'Define an attribute; what products say of it is put into its form':
    'Définir un attribut ; ce que les produits en disent est mis dans sa forme',
  'Define an attribute no longer; what products say of it stays, as text':
    'Ne plus définir un attribut ; ce que les produits en disent reste, comme texte',
  'Create a product, a family, or a variant of one; the tills have it at once':
    'Créer un produit, une famille ou une de ses variantes ; les caisses l’ont aussitôt',
  'What a product costs the house; no till is told':
    'Ce qu’un produit coûte à la maison ; aucune caisse ne le sait',
  'Products with their own price, their cost, and what lists say of them':
    'Les produits avec leur prix propre, leur coût, et ce qu’en disent les listes',
  'Hold a use of a coupon that may be used so often; told twice, it is held once':
    'Retenir un usage d’un coupon aux usages comptés ; dit deux fois, il est retenu une fois',
  'Let go a use of a coupon that was held': 'Libérer l’usage retenu d’un coupon',
  'The rules in force': 'Les règles en vigueur',
  'Replace the rules that all tills price with': 'Remplacer les règles de prix de toutes les caisses',
  'Import products: good rows go in, bad rows are reported':
    'Importer des produits : les bonnes lignes entrent, les mauvaises sont signalées',
  'Imports, newest first, without their bad rows':
    'Les importations, les plus récentes d’abord, sans leurs mauvaises lignes',
  'The report of an import': 'Le rapport d’une importation',
  'All bad rows of an import, for a spreadsheet': 'Les mauvaises lignes d’une importation, pour un tableur',
  'What the columns of a CSV are taken for; its first lines are enough':
    'Ce que sont les colonnes d’un CSV ; ses premières lignes suffisent',
  'The bad rows of an import as they were, with their reasons, to fix and send again':
    'Les mauvaises lignes d’une importation telles quelles, avec leurs raisons, à corriger et renvoyer',
  'The whole catalogue as a CSV; imported again, it changes nothing':
    'Tout le catalogue en CSV ; réimporté, il ne change rien',
  'A picture': 'Une image',
  'Add a picture, in three sizes; a product shows it once its imageUrl says so':
    'Ajouter une image, en trois tailles ; un produit la montre quand son imageUrl le dit',
  // Stock
  'Stock of a product by location, now or at a past moment':
    'Le stock d’un produit par lieu, maintenant ou à un moment passé',
  'Stores and warehouses that hold stock': 'Les magasins et entrepôts qui ont du stock',
  'Enters stock movements of a location': 'Inscrire des mouvements de stock d’un lieu',
  'Stock that is low, out, below zero, or was counted otherwise':
    'Le stock bas, épuisé, négatif, ou compté autrement',
  'A step of a transfer between two locations': 'Une étape d’un transfert entre deux lieux',
  'Holds stock for a buyer: all lines, or none':
    'Réserver du stock pour un acheteur : toutes les lignes, ou aucune',
  'Transfers, the latest change first': 'Les transferts, le dernier changé d’abord',
  'A transfer': 'Un transfert',
  'The delivery note of a transfer, with its number as a barcode':
    'Le bon de livraison d’un transfert, avec son numéro en code-barres',
  'Movements of a product, the latest first, with what was there after each':
    'Les mouvements d’un produit, le dernier d’abord, avec ce qu’il y avait après chacun',
  'Products against locations: what each shelf has, and how old that is':
    'Les produits par lieu : ce qu’il y a dans chaque rayon, et de quand date ce chiffre',
  'Purchase orders, the latest change first': 'Les commandes aux fournisseurs, la dernière changée d’abord',
  'A purchase order': 'Une commande à un fournisseur',
  'Writes the draft of a purchase order': 'Écrire le brouillon d’une commande à un fournisseur',
  'Sends a purchase order, receives of it, closes it or calls it off':
    'Envoyer une commande à un fournisseur, en recevoir, la fermer ou l’annuler',
  'Turns a suggestion into an approved transfer or a line of a purchase order':
    'Changer une suggestion en transfert approuvé ou en ligne d’une commande à un fournisseur',
  'What locations keep back, and when stock is low':
    'Ce que les lieux gardent en réserve, et quand le stock est bas',
  'Sets some rules of stock; one without any figure is taken back':
    'Fixer des règles de stock ; une règle sans aucun chiffre est retirée',
  'Which locations serve online orders, and whether an order may be split':
    'Les lieux qui servent les commandes en ligne, et si une commande peut être partagée',
  'Sets which locations serve online orders, and whether an order may be split':
    'Choisir les lieux qui servent les commandes en ligne, et si une commande peut être partagée',
  'A reservation and its state': 'Une réservation et son état',
  'Holds it longer': 'Prolonger la réservation',
  'Frees what is held, everywhere or at one place': 'Libérer ce qui est réservé, partout ou à un endroit',
  'Turns what is held into movements, everywhere or at one place':
    'Changer en mouvements ce qui est réservé, partout ou à un endroit',
  // Panier
  'What the shop’s promotions make of products, each as anybody gets one of it':
    'Ce que les promotions de la boutique font des produits, chacun tel que tout le monde l’obtient',
  'Add to a cart; without a sessionId one is made': 'Ajouter au panier ; sans sessionId, il en est fait un',
  'A guest’s cart becomes the customer’s, added to what they had; go on with the cart that is answered':
    'Le panier d’un visiteur devient celui du client, ajouté à ce qu’il avait ; continuer avec le panier rendu',
  'The customer’s open cart, on whatever device': 'Le panier ouvert du client, sur tous ses appareils',
  'Follow the link of a reminder: a cart with what was left in another':
    'Suivre le lien d’un rappel : un panier avec ce qui fut laissé dans un autre',
  'The cart, priced now': 'Le panier, au prix du moment',
  'Totals for a destination and a delivery; prices are told anew':
    'Les totaux pour une destination et une livraison ; les prix sont redits',
  'Another quantity of a line': 'Changer la quantité d’une ligne',
  'Remove a line': 'Enlever une ligne',
  'Delete the cart': 'Supprimer le panier',
  // Commandes
  'When an order may be collected or delivered; first ones first':
    'Les plages de ramassage ou de livraison encore libres ; les premières d’abord',
  'How one may pay; the first is the default': 'Les moyens de payer ; le premier est proposé',
  'What a gift card or a store credit holds, before it is paid with':
    'Ce qu’il reste sur une carte-cadeau ou un crédit, avant de payer avec',
  'What a parcel of this order costs with the carrier, by its weight':
    'Ce que coûte un colis de cette commande chez le transporteur, selon son poids',
  'Book a parcel with the carrier; its label is then to be had':
    'Confier un colis au transporteur ; son étiquette s’obtient ensuite',
  'The label of a parcel, 4 by 6 inches, as a PDF': 'L’étiquette d’un colis, 4 × 6 po, en PDF',
  'For carriers: where a parcel is; signed, in any order, as often as they like':
    'Pour les transporteurs : où est un colis ; signé, dans n’importe quel ordre, autant de fois qu’ils veulent',
  'Pay for a cart that goes with a paid order, until somebody packs it':
    'Payer un panier qui part avec une commande payée, tant que personne ne la prépare',
  'Take a cart in exchange for what comes back: the difference is charged now, or refunded':
    'Prendre un panier en échange de ce qui revient : la différence est prélevée tout de suite, ou rendue',
  'What lines of an order would pay for in exchange':
    'Ce que vaudraient des lignes d’une commande dans un échange',
  'Pay for a cart: 201 confirmed, or 202 with what the customer must do or wait for':
    'Payer un panier : 201 confirmé, ou 202 avec ce que le client doit faire ou attendre',
  'Back from 3-D Secure, or curious: looks at the payment now and tells what the checkout has come to':
    'Au retour de 3-D Secure, ou par curiosité : regarde le paiement maintenant et dit où en est la commande',
  'Change an order while nobody packs it: address, slot, or fewer of a line; needs If-Match':
    'Changer une commande tant que personne ne la prépare : adresse, ou moins d’une ligne ; exige If-Match',
  'The invoice of an order, as a PDF': 'La facture d’une commande, en PDF',
  'Announce what is sent back, within 30 days; its label is then to be had':
    'Annoncer ce qui est retourné, dans les 30 jours ; son étiquette est alors disponible',
  'The label of what is sent back, as a PDF': 'L’étiquette de ce qui est retourné, en PDF',
  'Say what became of what was sent back: received, and its money goes back; or refused':
    'Dire ce qu’est devenu ce qui a été retourné : reçu, et l’argent est rendu ; ou refusé',
  'Checkouts that go nowhere, and what is owed outside that could not be done':
    'Les paiements qui n’avancent pas, et ce qui est dû au-dehors et n’a pas pu être fait',
  'All that was done about an order, and is still to be done: its checkout’s steps too':
    'Tout ce qui a été fait pour une commande et reste à faire, étapes du paiement comprises',
  'Write something down about an order, for colleagues':
    'Noter quelque chose sur une commande, pour les collègues',
  'Say whether an order that is held for a look may go on; needs If-Match':
    'Dire si une commande retenue pour vérification peut continuer ; exige If-Match',
  'Send the mail again that tells how the order stands': 'Renvoyer le courriel qui dit où en est la commande',
  'Try again at once what is stuck: a checkout, or one thing that is owed':
    'Réessayer aussitôt ce qui est bloqué : un paiement, ou une chose due',
  'Say that something owed was done by hand, or is no longer wanted':
    'Dire qu’une chose due a été faite à la main, ou n’est plus voulue',
  'Give up a checkout that goes nowhere: whatever it did is undone':
    'Abandonner un paiement qui n’avance pas : ce qu’il a fait est défait',
  'Orders, newest first: all of them for staff, their own for customers':
    'Les commandes, les plus récentes d’abord : toutes pour le personnel, les siennes pour un client',
  'An order: its customer, whoever has its link (X-Order-Token), staff':
    'Une commande : pour son client, qui a son lien (X-Order-Token), et le personnel',
  'Move an order on; needs If-Match. Customers may only cancel, early':
    'Faire avancer une commande ; If-Match requis. Un client peut seulement annuler, tôt',
  'Give money back, by lines or as an amount; never more than was taken':
    'Rembourser, par lignes ou par montant ; jamais plus que ce qui a été payé',
  'For payment providers: signed, taken once, in any order':
    'Pour les fournisseurs de paiement : signé, pris une fois, dans n’importe quel ordre',
  // Clients
  'Register; the account opens by the link in our mail':
    'S’inscrire ; le compte s’ouvre par le lien du courriel',
  'Follow the link in the mail: the account is open, and signed in':
    'Suivre le lien du courriel : le compte est ouvert, et la session aussi',
  'No more offers by mail, by the link in one of them':
    'Ne plus recevoir d’offres par courriel, par le lien dans l’une d’elles',
  'Another mail with a link': 'Un autre courriel avec un lien',
  'Sign in with a password, with the code that was asked for, with a passkey; or go on with a refresh token':
    'Ouvrir une session avec un mot de passe, avec le code demandé, avec une clé d’accès ; ou la prolonger avec un jeton',
  'What a browser is to ask its passkeys, to sign in':
    'Ce qu’un navigateur doit demander à ses clés d’accès, pour ouvrir une session',
  'Where one is signed in, seen last first': 'Où l’on est connecté, le plus récent d’abord',
  'End all sessions but this one': 'Fermer toutes les sessions sauf celle-ci',
  'End one session': 'Fermer une session',
  'How the account is opened: codes, recovery codes left, passkeys':
    'Comment le compte s’ouvre : codes, codes de secours qui restent, clés d’accès',
  'Begin with codes of an app: the secret for it; nothing is asked for before a code was shown':
    'Commencer avec les codes d’une application : son secret ; rien n’est demandé avant qu’un code soit montré',
  'Show a code: signing in takes one from now on; the answer has the recovery codes':
    'Montrer un code : il en faut un dès maintenant à la connexion ; la réponse a les codes de secours',
  'Codes are no longer asked for; customers show their password, staff say why':
    'Ne plus demander de code ; le client montre son mot de passe, le personnel dit pourquoi',
  'New recovery codes; those of before do not work any more':
    'De nouveaux codes de secours ; ceux d’avant ne servent plus',
  'What a browser is to ask its authenticator, to make a passkey':
    'Ce qu’un navigateur doit demander à son appareil, pour faire une clé d’accès',
  'Keep the passkey that was made': 'Garder la clé d’accès qui a été faite',
  'Remove a passkey': 'Retirer une clé d’accès',
  'End this session': 'Fermer cette session',
  'A mail with a link to choose another password':
    'Un courriel avec un lien pour choisir un autre mot de passe',
  'Choose another password by the link in the mail; all sessions end':
    'Choisir un autre mot de passe par le lien du courriel ; toutes les sessions se ferment',
  'The profile': 'Le profil',
  'What was allowed, and when': 'Ce qui a été permis, et quand',
  'Orders of the shop and sales of the tills, newest first':
    'Les commandes en ligne et les ventes en caisse, les plus récentes d’abord',
  'Take loyalty points for a sale at a till, once':
    'Prendre des points pour une vente à la caisse, une seule fois',
  'Let go of loyalty points that were taken for a sale that is not made':
    'Rendre les points pris pour une vente qui ne se fait pas',
  'Tell of a PIN or a badge that a store’s manager changed':
    'Dire qu’un NIP ou un badge fut changé par la gérance d’un magasin',
  'Mail a receipt to whoever asked for it at the till, once':
    'Envoyer un reçu par courriel à qui l’a demandé à la caisse, une seule fois',
  'How the devices of a store are now': 'L’état des appareils d’un magasin en ce moment',
  'A receipt, by the code on its paper: a page, or a PDF':
    'Un reçu, par le code de son papier : une page, ou un PDF',
  'Tell of a customer who was written down at a till, once':
    'Dire qu’une fiche client fut créée à la caisse, une seule fois',
  'Loyalty points and what made them, newest first':
    'Les points de fidélité et d’où ils viennent, les plus récents d’abord',
  'The rules of loyalty points with all that they were, newest first':
    'Les règles des points de fidélité et toutes celles d’avant, les plus récentes d’abord',
  'Other rules of loyalty points, from now or later; what was earned stays as it is':
    'D’autres règles pour les points de fidélité, dès maintenant ou plus tard ; ce qui est gagné ne change pas',
  'What rules of loyalty points would have come to in the last 30 days':
    'Ce que des règles de points de fidélité auraient donné ces 30 derniers jours',
  'What is kept for later, newest first': 'Ce qui est gardé pour plus tard, le plus récent d’abord',
  'Keep a product for later': 'Garder un produit pour plus tard',
  'Keep a product no longer': 'Ne plus garder un produit',
  'All that is kept of this person': 'Tout ce qui est gardé de cette personne',
  'Names, language, telephone, preferences': 'Noms, langue, téléphone, préférences',
  'The whole set of addresses': 'Toutes les adresses',
  'Allow, or no longer': 'Permettre, ou ne plus permettre',
  'Another password; sessions elsewhere end': 'Changer de mot de passe ; les autres sessions se ferment',
  'Erase: the key of all that is kept of this person is destroyed; customers show their password, staff say why':
    'Effacer : la clé de tout ce qui est gardé de cette personne est détruite ; un client montre son mot de passe, le personnel dit pourquoi',
  'The customer who has this address, or this loyalty card, if any':
    'Le client qui a cette adresse ou cette carte de fidélité, s’il existe',
  'Which of our staff looked at this customer, at what, why and when; newest first':
    'Qui, de notre personnel, a consulté ce client, quoi, pourquoi et quand ; du plus récent au plus ancien',
  'An edge is to make itself another key, at its next session: within a quarter of an hour while it is online':
    'Faire changer sa clé à un serveur de magasin, à sa prochaine session : d’ici un quart d’heure s’il est en ligne',
  'Of whom bears no tax: the certificate that was shown, or that there is none any more':
    'Pour qui ne paie pas de taxes : le certificat présenté, ou le fait qu’il n’y en a plus',
  'Notes of support': 'Les notes du service à la clientèle',
  'That somebody was written to, by mail or SMS, about their account and their orders; newest first':
    'Ce qui a été écrit à quelqu’un, par courriel ou SMS, sur son compte et ses commandes; du plus récent au plus ancien',
  'Add a note': 'Ajouter une note',
  // Ventes et magasins
  'Where the stores are, for everybody': 'Où sont les magasins, pour tout le monde',
  'Stores and warehouses with their registers': 'Les magasins et entrepôts, avec leurs caisses',
  'A store': 'Un magasin',
  'Create or change a store or a warehouse; If-Match keeps what others changed meanwhile':
    'Créer ou changer un magasin ou un entrepôt ; If-Match garde ce que d’autres ont changé entre-temps',
  'Who changed what of a store, newest first':
    'Qui a changé quoi d’un magasin, du plus récent au plus ancien',
  'What of an order may come back to a store, for any store of the chain':
    'Ce qui d’une commande peut revenir à un magasin, pour tout magasin de la chaîne',
  'What a receipt sold and what came back of it, for any store of the chain':
    'Ce qu’un reçu a vendu et ce qui en est revenu, pour tout magasin de la chaîne',
  'Lines of which more came back than was sold, newest first':
    'Lignes dont il est revenu plus que vendu, les plus récentes d’abord',
  'Closings of stores by day, month or year, or the Zs of their registers, newest first':
    'Les clôtures des magasins par jour, mois ou année, ou les Z de leurs caisses, les plus récentes d’abord',
  'Who did what in the stores: leave that was given, drawers, cash, shifts; newest first':
    'Qui a fait quoi dans les magasins : autorisations, tiroirs, argent, quarts ; le plus récent d’abord',
  'Records of a journal, in order; the cosignature is the acknowledgement':
    'Les entrées d’un journal, dans l’ordre ; la cosignature vaut accusé de réception',
  'The store’s own records back, byte for byte, after a loss':
    'Les entrées du magasin lui sont rendues après une perte, à l’octet près',
  'Records that are stored but could not be projected; with state=waiting, those of a kind that a later version reads':
    'Les entrées gardées mais qui n’ont pu être comptées ; avec state=waiting, celles qu’une version à venir saura lire',
  'Project a quarantined record again, accept it as it stands, or dismiss it; its signed bytes never change':
    'Compter de nouveau une entrée mise de côté, l’accepter telle quelle, ou l’écarter ; ce qui est signé ne change jamais',
  'Project all quarantined records again, each by itself':
    'Compter de nouveau toutes les entrées mises de côté, chacune pour elle-même',
  'The journals of a store and a period as one signed file, which verifies without us':
    'Les journaux d’un magasin et d’une période en un fichier signé, qui se vérifie sans nous',
  'The public key that archives and cosignatures are signed with, to be compared and kept elsewhere':
    'La clé publique qui signe les archives et les cosignatures, à comparer et à garder ailleurs',
  'Sales and returns, newest first': 'Les ventes et les retours, les plus récents d’abord',
  'A receipt of a sale or a return, by its id or its number: JSON, or by Accept HTML, PDF, application/vnd.escpos':
    'Un reçu d’une vente ou d’un retour, par son identifiant ou son numéro : JSON, ou selon Accept HTML, PDF, application/vnd.escpos',
  'Revenue of a business date by store': 'Le chiffre d’affaires d’un jour, par magasin',
  'A sale of a point of sale of another make': 'Une vente d’une caisse d’une autre marque',
  'Goods that came back, of a sale that is known here': 'Le retour d’articles d’une vente connue ici',
  'Sign in with login and password': 'Ouvrir une session avec identifiant et mot de passe',
  People: 'Les personnes',
  'Create or change a person; secrets that are not told stay':
    'Créer ou changer une personne ; les secrets qui ne sont pas dits restent',
  'End a person’s sessions at head office: their tokens are refused within seconds':
    'Fermer les sessions d’une personne au siège : ses jetons sont refusés en quelques secondes',
  'A one-time code, good for an hour, to enrol a store’s edge':
    'Un code à usage unique, bon une heure, pour inscrire le serveur d’un magasin',
  'Health of each store’s edge: last seen, version, clock, what it has sent, and what befell it':
    'La santé du serveur de chaque magasin : vu quand, version, horloge, envoyé jusqu’où, et ce qui lui est arrivé',
  'A stolen or retired edge: its next session is refused':
    'Un serveur volé ou retiré : sa prochaine session est refusée',
  'A signed release, to the ring canary first': 'Une version signée, pour l’anneau canary d’abord',
  'Releases, newest first, and which ring gets each':
    'Les versions, les plus récentes d’abord, et l’anneau qui reçoit chacune',
  'Gives a release to another ring': 'Donner une version à un autre anneau',
  'No further store gets it; those that run it go on until there is a newer one':
    'Aucun autre magasin ne la reçoit ; ceux qui l’ont continuent jusqu’à une plus récente',
  'Which releases this edge gets: canary all of them, early and all fewer':
    'Les versions que ce serveur reçoit : canary toutes, early et all moins',
  'A file of a release, under its own SHA-256; before the release that names it':
    'Un fichier d’une version, sous son propre SHA-256 ; avant la version qui le nomme',
  'A release’s manifest, and its signature by the release key':
    'Le manifeste d’une version, et sa signature par la clé des versions',
  'A file of a release; `Range: bytes=N-` goes on where a fetch was cut':
    'Un fichier d’une version ; `Range: bytes=N-` reprend où le transfert a été coupé',
  'What a gift card or a credit holds, for any store of the chain':
    'Ce que vaut une carte-cadeau ou un crédit, pour tout magasin de la chaîne',
  'Take an amount off a gift card or a credit, once':
    'Retirer un montant d’une carte-cadeau ou d’un crédit, une fois',
  'Let go of what was taken off for a sale that is not made':
    'Rendre ce qui fut retiré pour une vente qui ne se fait pas',
  'Gift cards and store credits, newest first':
    'Les cartes-cadeaux et les crédits en magasin, les plus récents d’abord',
  'A gift card or a credit with its history': 'Une carte-cadeau ou un crédit avec son histoire',
  'Block a gift card or a credit, or let it be spent again':
    'Bloquer une carte-cadeau ou un crédit, ou le laisser dépenser de nouveau',
  'Enrol an edge with a one-time code': 'Inscrire le serveur d’un magasin avec un code à usage unique',
  'A nonce to sign with the device key': 'Un nombre à signer avec la clé de l’appareil',
  'Begin a session; the newest one wins': 'Ouvrir une session ; la plus récente l’emporte',
  // Rapports
  'Alerts of one’s stores and of the shop, newest first: those that are open, or all':
    'Les alertes de ses magasins et de la boutique, les plus récentes d’abord : en cours, ou toutes',
  'How many alerts are open, and how many of them nobody has taken note of':
    'Combien d’alertes sont en cours, et de combien personne n’a pris note',
  'Take note of an alert: it is no longer unread, and says who knows':
    'Prendre note d’une alerte : elle n’est plus non lue, et dit qui le sait',
  'Put an alert off: for so long nothing of it is told, also if it ends and begins anew':
    'Reporter une alerte : pendant ce temps rien n’en est dit, même si elle finit et recommence',
  'What is watched, and who is told': 'Ce qui est surveillé, et qui est prévenu',
  'Watch something': 'Surveiller quelque chose',
  'Change what is watched; what was found is judged anew':
    'Changer ce qui est surveillé ; ce qui a été trouvé est jugé de nouveau',
  'Watch it no longer; what it found is forgotten': 'Ne plus le surveiller ; ce qui a été trouvé est oublié',
  'How often a rule would have rung in the last 30 days':
    'Combien de fois une règle aurait sonné ces 30 derniers jours',
  'The visits of the shop behind its funnel, newest first; of whom they are is not known':
    'Les visites de la boutique derrière son parcours, les plus récentes d’abord; de qui elles sont n’est pas connu',
  'What was sold of each product, what brings in most first: all of them, or those of a class':
    'Ce qui s’est vendu de chaque produit, ce qui rapporte le plus d’abord : tous, ou ceux d’une classe',
  'The sales, returns, orders and refunds behind a figure, newest first':
    'Les ventes, retours, commandes et remboursements derrière un chiffre, du plus récent au plus ancien',
  'Voids, overridden prices, drawers opened without a sale and leave that was given, newest first':
    'Annulations, prix forcés, ouvertures du tiroir sans vente et permissions données, du plus récent au plus ancien',
  'The targets of a month, store by store': 'Les objectifs d’un mois, magasin par magasin',
  'Set what stores aim at in a month, or take it away; who did is kept':
    'Fixer l’objectif de magasins pour un mois, ou le retirer ; on garde qui l’a fait',
  'Who set which target, from what to what; newest first':
    'Qui a fixé quel objectif, de quoi à quoi ; du plus récent au plus ancien',
  'What today will probably come to, and the month against its target':
    'Ce que la journée donnera sans doute, et le mois face à son objectif',
  'The last hour by the minute': 'La dernière heure, minute par minute',
  'What promotions and staff took off prices, and why':
    'Ce que les promotions et le personnel ont retiré des prix, et pourquoi',
  'What came back, by reason': 'Ce qui est revenu, par raison',
  'Voids, overridden prices, discounts by hand and drawers opened without a sale, by cashier':
    'Annulations, prix forcés, remises à la main et ouvertures du tiroir sans vente, par caissier',
  'Customers by the month of their first purchase, and how many come again':
    'Les clients selon le mois de leur premier achat, et combien reviennent',
  'How far visitors of the shop get: visit, cart, checkout, paid order':
    'Jusqu’où vont les visiteurs de la boutique : visite, panier, paiement, commande payée',
  'Both channels at a glance, against the period before':
    'Les deux canaux d’un coup d’œil, comparés à la période d’avant',
  'What each store came to against the period before, the most first; by name or code':
    'Ce que chaque magasin a fait face à la période d’avant, le plus fort d’abord ; par nom ou par code',
  'Sales of both channels by day, week, month, store, channel, category, cashier, tender or tax':
    'Les ventes des deux canaux par jour, semaine, mois, magasin, canal, catégorie, personne à la caisse, mode de paiement ou taxe',
  'What sells, what does not, and what is bought together':
    'Ce qui se vend, ce qui ne se vend pas, et ce qui s’achète ensemble',
  'What products cost us, from a day on: margins come of it':
    'Ce que les produits nous coûtent, à partir d’un jour : les marges en viennent',
  'Make a report as a file; with a schedule, again and again, mailed each time':
    'Faire un rapport en fichier ; avec un horaire, encore et encore, envoyé chaque fois par courriel',
  'Reports that are made again and again, next due first; one’s own, of head office all':
    'Les rapports faits à l’horaire, le prochain d’abord ; les siens, ou tous pour le siège',
  'Cancel a schedule; what is being made is still sent':
    'Annuler un horaire ; ce qui est en train de se faire part encore',
  'The file of a mailed link': 'Le fichier d’un lien reçu par courriel',
  'One’s own reports, newest first; they are kept for a week':
    'Ses propres rapports, les plus récents d’abord ; gardés une semaine',
  'Who read which report, with what parameters, newest first':
    'Qui a lu quel rapport, avec quels paramètres, le plus récent d’abord',
  'A report as a table, as its file would be; the first thousand rows':
    'Un rapport en tableau, comme le serait son fichier ; les mille premières lignes',
  'The numbers of the ledger’s accounts, for the accounting journal':
    'Les numéros des comptes du grand livre, pour le journal comptable',
  'Set the numbers of the ledger’s accounts; what is not told is as usual again':
    'Fixer les numéros des comptes du grand livre ; ce qui n’est pas dit reprend l’usage',
  'Where the figures of reports are not those of the ledgers of Sales, Order and Inventory':
    'Où les chiffres des rapports ne sont pas ceux des livres de Ventes, de Commandes et de Stock',
  'A report that one composes: measures by dimensions, of these alone; the first thousand rows':
    'Un rapport que l’on compose : des mesures par dimensions, de celles-là seules ; les mille premières lignes',
  'Composed reports that were kept: one’s own, and those that are shared':
    'Les rapports composés et gardés : les siens, et ceux qui sont partagés',
  'Keep a composed report, for oneself or for everybody':
    'Garder un rapport composé, pour soi ou pour tout le monde',
  'Forget a composed report of one’s own': 'Oublier un de ses rapports composés',
  'Make a file no further': 'Ne plus faire un fichier',
  'Make a file again that failed or was cancelled': 'Refaire un fichier qui a échoué ou qui a été annulé',
  'How far it is, and its file': 'Où il en est, et son fichier',
  'The file': 'Le fichier',
  'What is often bought with a product: for pages of the shop':
    'Ce qui s’achète souvent avec un produit : pour les pages de la boutique',
  'What a visitor of the shop did, with consent': 'Ce qu’une visite de la boutique a fait, avec son accord',
};

/** Each feed has the same calls, named after it. */
const ofAFeed: readonly (readonly [RegExp, string])[] = [
  [/^Changes of (\S+) after a cursor$/, 'Les changements du fil $1, après un curseur'],
  [/^What (\S+) holds, in sums by buckets of keys$/, 'Ce que tient le fil $1, en sommes par groupes de clés'],
  [/^The rows of some buckets of (\S+)$/, 'Les lignes de quelques groupes du fil $1'],
  [/^The parts in which all of (\S+) can be loaded$/, 'Les parts dans lesquelles tout le fil $1 se charge'],
  [/^A part of a snapshot of (\S+), packed$/, 'Une part d’un instantané du fil $1, comprimée'],
];

/** @returns nothing where there are no French words yet. */
export function french(summary: string): string | undefined {
  const [english, words] = ofAFeed.find(([form]) => form.test(summary)) ?? [];
  return english && words ? summary.replace(english, words) : inFrench[summary];
}

/** In every language in which people may look for it. */
export const summariesOf = ({ operation: { summary = '' } }: Call): string =>
  `${summary} ${french(summary) ?? ''}`;
