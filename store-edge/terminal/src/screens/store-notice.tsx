import { useTill } from '../till/store.ts';
import css from './store-notice.module.css';
import { useLocale } from './use-locale.ts';

/** What head office wants said of this store (here: what is invented, and whose data the names are), in its own words. */
export function StoreNotice() {
  const notice = useTill((state) => state.register?.store.notice);
  const language = useLocale() === 'fr-CA' ? 'fr' : 'en';
  if (!notice) return null;
  return (
    <p className={css.notice} data-testid="store-notice">
      {notice[language]}
    </p>
  );
}
