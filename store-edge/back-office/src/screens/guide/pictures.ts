/** Made from the running house by `scripts/pictures`, in both languages. */
import type { Locale } from '@comptoir/ui-kit';
import countsEn from './pictures/counts-en.jpg';
import countsFr from './pictures/counts-fr.jpg';
import dayEn from './pictures/day-en.jpg';
import dayFr from './pictures/day-fr.jpg';
import stockEn from './pictures/stock-en.jpg';
import stockFr from './pictures/stock-fr.jpg';
import todayEn from './pictures/today-en.jpg';
import todayFr from './pictures/today-fr.jpg';

export type PictureName = 'today' | 'stock' | 'counts' | 'day';

export const pictures: Readonly<Record<Locale, Readonly<Record<PictureName, string>>>> = {
  'fr-CA': { today: todayFr, stock: stockFr, counts: countsFr, day: dayFr },
  'en-CA': { today: todayEn, stock: stockEn, counts: countsEn, day: dayEn },
};
