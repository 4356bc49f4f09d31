import { Key } from '@comptoir/ui-kit';
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import dialogs from '../dialogs/dialogs.module.css';
import { closeDialog, Sheet } from '../dialogs/sheet.tsx';
import { useLocale } from '../use-locale.ts';
import css from './guide.module.css';
import { type PictureName, pictures } from './pictures.ts';

/** The cashier's guide, in two pages; its pictures are files of the build, so that it opens without the store's server. */
export function Guide() {
  const { t } = useLingui();
  const [page, setPage] = useState<1 | 2>(1);
  return (
    <Sheet
      title={page === 1 ? t`Guide 1 de 2 : vendre` : t`Guide 2 de 2 : la journée et les pannes`}
      wide
      testId="guide-dialog"
    >
      {page === 1 ? <Selling /> : <TheDay />}
      <div className={dialogs.actions}>
        <Key onPress={() => setPage(page === 1 ? 2 : 1)} testId="guide-turn">
          {page === 1 ? <Trans>Page suivante</Trans> : <Trans>Page précédente</Trans>}
        </Key>
        <Key tone="primary" onPress={closeDialog} cap={t`Échap`} testId="guide-close">
          <Trans>Fermer</Trans>
        </Key>
      </div>
    </Sheet>
  );
}

function Selling() {
  const { t } = useLingui();
  return (
    <>
      <Step picture="sale" alt={t`Trois articles sur le ruban, le total en bas.`}>
        <li>
          <Trans>
            Lisez chaque article : sa ligne paraît aussitôt. Sans code, cherchez-le par son nom (F2).
          </Trans>
        </li>
        <li>
          <Trans>
            Plusieurs du même : tapez 6, ×, puis lisez l’article. Au poids, posez-le sur la balance.
          </Trans>
        </li>
        <li>
          <Trans>
            Une erreur : choisissez la ligne (↑ ↓), puis Suppr. Rien n’est perdu tant que rien n’est payé.
          </Trans>
        </li>
        <li>
          <Trans>
            La carte de fidélité se lit comme un article. F7 met le panier en attente, pour toute caisse.
          </Trans>
        </li>
      </Step>
      <Step picture="change" alt={t`La monnaie à rendre, en grand.`}>
        <li>
          <Trans>
            Comptant : tapez ce que le client donne, puis F9. Le tiroir s’ouvre, la monnaie à rendre est en
            grand.
          </Trans>
        </li>
        <li>
          <Trans>
            Carte : F10, et le client suit le terminal. Ne repassez jamais une carte : la caisse dit ce qui
            est su.
          </Trans>
        </li>
        <li>
          <Trans>Un montant plus petit que le total est un acompte : le reste se paie autrement.</Trans>
        </li>
        <li>
          <Trans>
            F9 par erreur : Suppr sur cet écran, puis le bon paiement. Reprenez le premier reçu ; il est
            annulé.
          </Trans>
        </li>
        <li>
          <Trans>
            Retour : Inser, puis lisez le reçu. Un responsable autorise par son NIP ce qui vous dépasse.
          </Trans>
        </li>
        <li>
          <Trans>
            Commande de la boutique rapportée : Inser, tapez son numéro (C-…), choisissez les articles. Rien
            ne sort du tiroir : l’argent retourne d’où il vient, et un papier le dit.
          </Trans>
        </li>
      </Step>
    </>
  );
}

function TheDay() {
  const { t } = useLingui();
  return (
    <>
      <Step picture="count" alt={t`Le tiroir se compte par billets et pièces.`}>
        <li>
          <Trans>
            Le matin : votre NIP, puis le fond de caisse. Menu, Formation : pour apprendre sans rien vendre.
          </Trans>
        </li>
        <li>
          <Trans>Entrée, sortie, dépôt au coffre : au menu. Un billet à signer s’imprime.</Trans>
        </li>
        <li>
          <Trans>
            Le soir : Menu, Fermer le quart. Comptez sans savoir ce qui est attendu ; un écart veut une
            raison.
          </Trans>
        </li>
        <li>
          <Trans>Vous vous éloignez : Pause. Le panier vous attend.</Trans>
        </li>
      </Step>
      <Step
        picture="offline"
        alt={t`La bande du haut dit que la caisse est hors ligne, et que les ventes continuent.`}
      >
        <li>
          <Trans>La bande du haut dit ce qui ne va pas et quoi faire. Touchez-la pour tout voir.</Trans>
        </li>
        <li>
          <Trans>Hors ligne : vendez comme d’habitude. Tout partira de soi-même.</Trans>
        </li>
        <li>
          <Trans>Serveur du magasin injoignable : comptant seulement, reçu provisoire.</Trans>
        </li>
        <li>
          <Trans>
            Sans papier : changez le rouleau, le reçu sortira seul. Paiement à vérifier : lisez l’écran du
            terminal.
          </Trans>
        </li>
      </Step>
    </>
  );
}

function Step({ picture, alt, children }: { picture: PictureName; alt: string; children: React.ReactNode }) {
  const locale = useLocale();
  return (
    <section className={css.step}>
      <img className={css.picture} src={pictures[locale][picture]} alt={alt} width={1024} height={768} />
      <ul className={css.words}>{children}</ul>
    </section>
  );
}
