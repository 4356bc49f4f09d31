/** Made from the running house by `scripts/pictures`, in both languages. */
import type { Locale } from '@comptoir/ui-kit';
import changeEn from './pictures/change-en.jpg';
import changeFr from './pictures/change-fr.jpg';
import countEn from './pictures/count-en.jpg';
import countFr from './pictures/count-fr.jpg';
import offlineEn from './pictures/offline-en.jpg';
import offlineFr from './pictures/offline-fr.jpg';
import saleEn from './pictures/sale-en.jpg';
import saleFr from './pictures/sale-fr.jpg';

export type PictureName = 'sale' | 'change' | 'count' | 'offline';

export const pictures: Readonly<Record<Locale, Readonly<Record<PictureName, string>>>> = {
  'fr-CA': { sale: saleFr, change: changeFr, count: countFr, offline: offlineFr },
  'en-CA': { sale: saleEn, change: changeEn, count: countEn, offline: offlineEn },
};
