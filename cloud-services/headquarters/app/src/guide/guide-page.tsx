import { Trans, useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useLocale } from '../i18n/use-locale.ts';
import { useMay } from '../session/may.ts';
import css from './guide.module.css';
import { type PictureName, pictures } from './pictures.ts';

/** Head office's guide: what each page is for, and what to do there. It tells of the pages that the person has. */
export function GuidePage() {
  const { t } = useLingui();
  return (
    <div className={css.guide}>
      <h1>
        <Trans>Guide du siège</Trans>
      </h1>
      <Part may="read-sales" to="/" picture="live" title={t`Voir la journée`}>
        <Trans>
          En direct montre les deux canaux, à la seconde, comparés au même jour de la semaine d’avant.
          Choisissez la période par une lettre, le magasin et le canal par les listes. Les dix magasins qui
          ont vendu le plus sont nommés ; « Tous les magasins » ouvre la liste entière, où l’on cherche par
          nom ou par code. Un « ? » à côté d’un chiffre en dit le sens.
        </Trans>
      </Part>
      <Part may="read-sales" to="/reports" picture="reports" title={t`Lire un rapport, en garder un fichier`}>
        <Trans>
          Rapports additionne les ventes par jour, magasin, catégorie ou personne. Au bas de la page, demandez
          le fichier : il reste une semaine, s’annule et se refait. Sous « Envois planifiés », il part de
          lui-même par courriel ; qui a le lien lit le fichier.
        </Trans>
      </Part>
      <Part may="read-sales" to="/reports/custom" picture="custom" title={t`Composer le sien`}>
        <Trans>
          Sur mesure : cochez ce que vous voulez compter, puis par quoi, quatre au plus, dans l’ordre des
          colonnes. Avec une seule dimension, l’image se voit aussi en graphique. Gardez-le sous un nom, pour
          vous ou pour tout le monde. « Seulement » le restreint à une personne, une heure, un produit. Chaque
          ligne ouvre ses reçus, et le rapport peut partir par courriel aux jours choisis.
        </Trans>
      </Part>
      <Part may="read-accounts" to="/reports/accounts" picture="accounts" title={t`Tenir les livres`}>
        <Trans>
          Comptabilité donne la déclaration de taxes, les modes de paiement, les Z, le journal en partie
          double et la valeur du stock. Fixez une fois les numéros des comptes, sous le journal. Chaque jour
          du journal balance à zéro ; le compte « À expliquer » doit être vide.
        </Trans>
      </Part>
      <Part may="read-accounts" to="/reports/reconciliation" title={t`Savoir si tout concorde`}>
        <Trans>
          Concordance compare les rapports aux livres toutes les dix minutes. Un écart qui reste : notez le
          jour et le magasin, et avertissez le soutien. Rien ne se corrige à la main.
        </Trans>
      </Part>
      <Part may="change-staff" to="/staff" title={t`Donner et retirer l’accès`}>
        <Trans>
          Personnel : une personne a un ou plusieurs rôles, et les magasins qu’elle peut voir. Quand elle
          part, cochez « Partie » : elle ne se connecte plus, et son nom reste sur les anciens reçus. Les
          caisses ne connaissent que la caisse, la supervision, la gérance et le siège.
        </Trans>
      </Part>
      <Part may="read-audit" to="/audit/readings" title={t`Savoir qui a lu quoi`}>
        <Trans>
          Historique garde qui a changé quoi du catalogue, et, sous « Lectures de rapports », qui a lu quel
          rapport, avec quels paramètres, en page, en direct ou en fichier.
        </Trans>
      </Part>
      <Part may="read-sales" to="/alerts" title={t`Être averti`}>
        <Trans>
          Alertes : une règle dit ce qui est trop (écart de caisse, rupture d’un bon vendeur, chute de la
          conversion) et à qui le dire. Essayez-la sur les dernières semaines avant de la garder. Une alerte
          se prend en charge ou se reporte ; la même ne revient pas à chaque minute.
        </Trans>
      </Part>
      <Part may="run-stores" to="/places" title={t`Ouvrir un magasin, en changer les heures`}>
        <Trans>
          Magasins liste chaque magasin et entrepôt. Un nouveau reprend d’un autre ses numéros de taxe et ses
          bas de reçu ; son numéro ne change plus ensuite. Collez les coordonnées d’une carte : la boutique
          dit alors à quelle distance il est. Dites ses heures, et les jours particuliers ; les jours fériés
          de sa province le ferment, à moins que vous ne disiez le contraire. Pour son serveur, créez un code
          d’inscription : il sert une fois, dans l’heure. Au bas de la page, qui a changé quoi.
        </Trans>
      </Part>
      <Part may="read-fleet" to="/stores" title={t`Quand un magasin ne répond plus`}>
        <Trans>
          Santé des magasins dit depuis quand. Le magasin continue de vendre ; ses ventes arrivent quand le
          lien revient, et chaque jour se complète. Appelez-le si l’écart dure plus d’une heure.
        </Trans>
      </Part>
    </div>
  );
}

type PartProps = { may: string; to: string; title: string; picture?: PictureName; children: ReactNode };

function Part({ may, to, title, picture, children }: PartProps) {
  const locale = useLocale();
  const { state }: { state: { from?: string } | null } = useLocation();
  return useMay(may) ? (
    <section
      className="sheet"
      // Asked for from its own page: it is what one wants to read.
      ref={state?.from === to ? (part) => part?.scrollIntoView() : undefined}
      data-testid="guide-part"
    >
      <h2>
        <Link to={to}>{title}</Link>
      </h2>
      <p>{children}</p>
      {picture === undefined ? null : (
        // What the words beside it say.
        <img className={css.picture} src={pictures[locale][picture]} alt="" width={1280} height={960} />
      )}
    </section>
  ) : null;
}
