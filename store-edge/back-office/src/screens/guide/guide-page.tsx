import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useLocale } from '../../i18n/use-locale.ts';
import css from './guide.module.css';
import { type PictureName, pictures } from './pictures.ts';

/** The store manager's guide, in two parts; its pictures are files of the build, so that it opens without the network. */
export function GuidePage() {
  return (
    <div className={css.guide}>
      <h1>
        <Trans>Guide de la gérance</Trans>
      </h1>
      <Goods />
      <TillsAndPeople />
    </div>
  );
}

function Goods() {
  const { t } = useLingui();
  return (
    <section className={css.part}>
      <h2>
        <Trans>1. La marchandise</Trans>
      </h2>
      <Step picture="today" alt={t`La page Aujourd’hui : ce qui attend une décision.`}>
        <li>
          <Trans>
            Le matin, ouvrez <Link to="/aujourdhui">Aujourd’hui</Link> : ce qui attend une décision y est, le
            plus pressant d’abord. Une ligne touchée ouvre la page où elle se règle.
          </Trans>
        </li>
        <li>
          <Trans>
            Une livraison : <Link to="/livraisons">Livraisons</Link>, puis balayez ce qui est là. Ce qui
            manque ou dépasse reste noté; recevoir deux fois ne change rien.
          </Trans>
        </li>
        <li>
          <Trans>
            Une commande de la boutique : <Link to="/commandes">Commandes</Link>. Balayez chaque article; un
            remplacement n’est offert que si le client le veut. À la remise, demandez le nom, puis le code ou
            le QR.
          </Trans>
        </li>
        <li>
          <Trans>
            Une commande vient parfois de plusieurs endroits : « colis 1 de 2 » y est écrit, et seule votre
            part s’emballe ici. S’il n’y a rien en rayon, dites-le; le reste part sans elle.
          </Trans>
        </li>
      </Step>
      <Step picture="stock" alt={t`La fiche d’un produit : ici, ailleurs, et ses mouvements.`}>
        <li>
          <Trans>
            <Link to="/stock">Stock</Link> dit ce qu’il y a ici, à l’instant, et ailleurs avec son âge. Ctrl+K
            cherche de partout; un balayage ouvre la fiche.
          </Trans>
        </li>
        <li>
          <Trans>
            Un stock négatif n’est pas une erreur de la caisse : la vente est vraie. La page dit sa cause
            probable; comptez, ou retrouvez la livraison.
          </Trans>
        </li>
        <li>
          <Trans>
            Une perte, un vol, un usage du magasin : sur la fiche, « Corriger le stock », avec sa raison. «
            Imprimer l’étiquette » refait celle du rayon.
          </Trans>
        </li>
      </Step>
      <Step picture="counts" alt={t`Les comptages ouverts, et les articles à compter aujourd’hui.`}>
        <li>
          <Trans>
            <Link to="/comptage">Comptage</Link> : le cycle propose chaque jour quelques articles. Ouvrez-en
            un de tout le magasin, ou de ce que vous voulez, par zones.
          </Trans>
        </li>
        <li>
          <Trans>
            Plusieurs tablettes comptent à la fois, aussi sans réseau : rien ne se perd, tout se rejoint au
            retour. Les ventes faites pendant ce temps sont comprises.
          </Trans>
        </li>
        <li>
          <Trans>
            Deux comptes diffèrent : les deux sont là, avec qui et quand. Choisissez, ou faites recompter.
            Validez avec une raison par écart.
          </Trans>
        </li>
      </Step>
    </section>
  );
}

function TillsAndPeople() {
  const { t } = useLingui();
  return (
    <section className={css.part}>
      <h2>
        <Trans>2. Les caisses, les personnes et les pannes</Trans>
      </h2>
      <Step picture="day" alt={t`La fin de journée : les quarts fermés, leurs écarts, ce qui est envoyé.`}>
        <li>
          <Trans>
            Le soir, <Link to="/journee">Journée</Link> : quand caisses fermées, argent compté et ventes au
            siège y sont, c’est fini. Un quart resté ouvert se ferme à sa caisse, aussi le lendemain.
          </Trans>
        </li>
        <li>
          <Trans>
            <Link to="/caisse">Caisse</Link> garde les entrées, sorties et dépôts, et les clôtures du jour, du
            mois, de l’année. <Link to="/ventes">Ventes</Link> retrouve un reçu et en refait le papier, marqué
            duplicata.
          </Trans>
        </li>
        <li>
          <Trans>
            <Link to="/registre">Registre</Link> dit qui a fait quoi, et qui l’a autorisé : rabais, prix
            changés, tiroirs ouverts, ventes annulées.
          </Trans>
        </li>
      </Step>
      <ul className={css.words}>
        <li>
          <Trans>
            Un NIP oublié, un badge perdu : <Link to="/equipe">Équipe</Link>. Le nouveau vaut aussitôt, même
            coupé du siège; l’ancien n’ouvre plus rien.
          </Trans>
        </li>
        <li>
          <Trans>
            Un appareil ne répond pas : <Link to="/appareils">Appareils</Link> dit lequel, et l’essaie. La
            vente continue; un reçu qui manque de papier sort seul au rouleau changé.
          </Trans>
        </li>
        <li>
          <Trans>
            Coupé du siège : rien à faire. Les caisses vendent, tout part de soi-même.{' '}
            <Link to="/serveur">Serveur</Link> dit ce qui attend, et si le journal est entier.
          </Trans>
        </li>
        <li>
          <Trans>
            Le serveur du magasin est en panne : les caisses vendent au comptant, reçu provisoire. Un autre
            ordinateur le remplace en quelques minutes avec un code que le siège donne.
          </Trans>
        </li>
        <li>
          <Trans>
            <Link to="/reglages">Réglages</Link> vaut aussitôt à toutes les caisses : pourboires, dollars US,
            verrouillage, raisons, autorisations.
          </Trans>
        </li>
      </ul>
    </section>
  );
}

function Step({ picture, alt, children }: { picture: PictureName; alt: string; children: ReactNode }) {
  const locale = useLocale();
  return (
    <div className={css.step}>
      <img className={css.picture} src={pictures[locale][picture]} alt={alt} width={1024} height={768} />
      <ul className={css.words}>{children}</ul>
    </div>
  );
}
