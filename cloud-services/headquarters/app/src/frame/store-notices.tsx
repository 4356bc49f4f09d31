import { useQuery } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';
import { useLocale } from '../i18n/use-locale.ts';
import css from './frame.module.css';

type Store = Readonly<{ notice?: Readonly<{ fr: string; en: string }> }>;

/** What the configurations of the stores ask to be said: each sentence once, in the words of the data. */
export function StoreNotices() {
  const gateway = useGateway();
  const language = useLocale() === 'fr-CA' ? 'fr' : 'en';
  const stores = useQuery({
    queryKey: ['stores', 'notices'],
    queryFn: () => gateway.get<{ items: readonly Store[] }>('/api/v1/sales/stores'),
  });
  const notices = new Set(stores.data?.items.flatMap(({ notice }) => notice?.[language] ?? []));
  return [...notices].map((notice) => (
    <p key={notice} className={css.notice}>
      {notice}
    </p>
  ));
}
