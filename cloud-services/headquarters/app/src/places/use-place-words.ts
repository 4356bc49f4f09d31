import { useLingui } from '@lingui/react/macro';
import type { Field } from './draft.ts';

/** Of Canada, from east to west, as people there set their clocks. Source: IANA time zone database. */
const timeZones = [
  'America/St_Johns',
  'America/Halifax',
  'America/Toronto',
  'America/Winnipeg',
  'America/Regina',
  'America/Edmonton',
  'America/Vancouver',
  'America/Whitehorse',
] as const;

/** What a store's form says. */
export function usePlaceWords() {
  const { t } = useLingui();
  const zones: Readonly<Record<(typeof timeZones)[number], string>> = {
    'America/St_Johns': t`Terre-Neuve`,
    'America/Halifax': t`Atlantique`,
    'America/Toronto': t`Est (Montréal, Toronto)`,
    'America/Winnipeg': t`Centre (Winnipeg)`,
    'America/Regina': t`Saskatchewan`,
    'America/Edmonton': t`Rocheuses (Edmonton, Calgary)`,
    'America/Vancouver': t`Pacifique (Vancouver)`,
    'America/Whitehorse': t`Yukon`,
  };
  const provinces: Readonly<Record<string, string>> = {
    'CA-AB': t`Alberta`,
    'CA-BC': t`Colombie-Britannique`,
    'CA-PE': t`Île-du-Prince-Édouard`,
    'CA-MB': t`Manitoba`,
    'CA-NB': t`Nouveau-Brunswick`,
    'CA-NS': t`Nouvelle-Écosse`,
    'CA-NU': t`Nunavut`,
    'CA-ON': t`Ontario`,
    'CA-QC': t`Québec`,
    'CA-SK': t`Saskatchewan`,
    'CA-NL': t`Terre-Neuve-et-Labrador`,
    'CA-NT': t`Territoires du Nord-Ouest`,
    'CA-YT': t`Yukon`,
  };
  const faults: Readonly<Record<Field, string>> = {
    name: t`Donnez un nom au magasin.`,
    code: t`De 2 à 10 lettres majuscules et chiffres, une lettre d’abord : MTL01.`,
    number: t`Trois chiffres : 012.`,
    address: t`De une à six lignes, 80 caractères au plus chacune.`,
    phone: t`Un numéro a dix chiffres : 514 555-0123.`,
    coordinates: t`Deux nombres, la latitude d’abord : 45.5, -73.6.`,
    registerCount: t`Un nombre jusqu’à 99, et jamais moins qu’avant : d’anciens reçus portent leur numéro.`,
    hours: t`Un jour ouvert a deux heures, et ferme après avoir ouvert.`,
    exceptions: t`Chaque jour particulier a une date, une seule fois, et ferme après avoir ouvert.`,
  };
  /** Refusals of the service that are about one field. */
  const refusals: Readonly<Record<string, Readonly<{ field: Field; words: string }>>> = {
    '/problems/code-taken': { field: 'code', words: t`Un autre magasin a ce code. Choisissez-en un autre.` },
    '/problems/number-taken': {
      field: 'number',
      words: t`Un autre magasin a ce numéro. Choisissez-en un autre.`,
    },
    '/problems/coordinates-abroad': {
      field: 'coordinates',
      words: t`Ce point n’est pas au Canada. La latitude vient d’abord ; la longitude y est négative.`,
    },
  };
  return { zones, provinces, faults, refusals };
}
