import { useLingui } from '@lingui/react/macro';
import type { Scheme } from '../openapi/credentials.ts';

/** What each credential is called, and where one gets it. */
export function useCredentialWords(): Readonly<Record<Scheme, Readonly<{ name: string; source: string }>>> {
  const { t } = useLingui();
  return {
    apiKey: {
      name: t`Clé d’application`,
      source: t`Remise par le siège à une application ou à une caisse d’une autre marque. Elle ne suffit jamais pour lire une personne.`,
    },
    staffToken: {
      name: t`Jeton du personnel`,
      source: t`Par POST /api/v1/staff/auth, avec identifiant et mot de passe. Ce qu’il permet dépend du rôle et du magasin.`,
    },
    customerToken: {
      name: t`Jeton de client`,
      source: t`Par POST /api/v1/customers/auth. Un client ne lit que ce qui est à lui.`,
    },
    deviceToken: {
      name: t`Jeton d’appareil`,
      source: t`Pour le serveur d’un magasin, par POST /api/v1/sync/session, signé avec la clé de l’appareil.`,
    },
    anyToken: { name: t`N’importe quel jeton`, source: t`De client, du personnel ou d’appareil.` },
  };
}
