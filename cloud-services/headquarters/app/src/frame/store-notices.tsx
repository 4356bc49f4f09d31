import { useLocale } from '../i18n/use-locale.ts';
import { usePlaces } from '../places/use-places.ts';
import css from './frame.module.css';

/** What the configurations of the stores ask to be said: each sentence once, in the words of the data. */
export function StoreNotices() {
  const language = useLocale() === 'fr-CA' ? 'fr' : 'en';
  const places = usePlaces(false);
  const notices = new Set(places.data?.flatMap(({ notice }) => notice?.[language] ?? []));
  return [...notices].map((notice) => (
    <p key={notice} className={css.notice}>
      {notice}
    </p>
  ));
}
