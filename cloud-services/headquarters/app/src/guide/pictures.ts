/** Made from the running house by `scripts/pictures`, in both languages. */
import type { Locale } from '@comptoir/ui-kit';
import accountsEn from './pictures/accounts-en.jpg';
import accountsFr from './pictures/accounts-fr.jpg';
import customEn from './pictures/custom-en.jpg';
import customFr from './pictures/custom-fr.jpg';
import liveEn from './pictures/live-en.jpg';
import liveFr from './pictures/live-fr.jpg';
import reportsEn from './pictures/reports-en.jpg';
import reportsFr from './pictures/reports-fr.jpg';

export type PictureName = 'live' | 'reports' | 'custom' | 'accounts';

export const pictures: Readonly<Record<Locale, Readonly<Record<PictureName, string>>>> = {
  'fr-CA': { live: liveFr, reports: reportsFr, custom: customFr, accounts: accountsFr },
  'en-CA': { live: liveEn, reports: reportsEn, custom: customEn, accounts: accountsEn },
};
