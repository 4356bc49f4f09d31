import { useLingui } from '@lingui/react/macro';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import { DateFields } from '../filters/date-fields.tsx';
import filterCss from '../filters/filters.module.css';
import { useGateway } from '../gateway/context.ts';
import { FaultMessage } from '../gateway/fault-message.tsx';
import { today } from '../live/today.ts';
import { narrowings } from './behind.ts';
import { More } from './more.tsx';

type Page<T> = Readonly<{ items: readonly T[]; nextCursor: string | null }>;

/** What stands behind a figure, page by page, as the address asks for it; the days can be changed, the rest says what it is. */
export function Listed<T>(props: {
  title: string;
  /** Of Reporting: `documents`. */
  name: 'documents' | 'acts' | 'products' | 'visits' | 'stores';
  /** What the address narrows the list by, in words. */
  about: string;
  /** More to narrow it by, beside the days. */
  more?: ReactNode;
  children: (items: readonly T[]) => ReactNode;
}) {
  const { t } = useLingui();
  const gateway = useGateway();
  const [search, setSearch] = useSearchParams();
  const days = { from: search.get('from') ?? today(), to: search.get('to') ?? today() };
  const wanted = new URLSearchParams({ limit: '50', ...days });
  for (const name of ['storeId', 'channel', ...narrowings]) {
    const value = search.get(name);
    if (value !== null) wanted.set(name, value);
  }
  const list = useInfiniteQuery({
    queryKey: ['reports', props.name, wanted.toString()],
    queryFn: ({ pageParam }) =>
      gateway.get<Page<T>>(
        `/api/v1/reports/${props.name}?${wanted}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <h1>{props.title}</h1>
      {props.about ? <p className="muted">{props.about}</p> : null}
      <div className={filterCss.filters}>
        <DateFields
          days={days}
          onChange={(changed) =>
            setSearch(
              (known) => {
                const next = new URLSearchParams(known);
                next.set('from', changed.from);
                next.set('to', changed.to);
                return next;
              },
              { replace: true },
            )
          }
        />
        {props.more}
      </div>
      {list.error ? <FaultMessage fault={list.error} /> : null}
      {list.data && items.length === 0 ? <p className="empty">{t`Rien derrière ce chiffre.`}</p> : null}
      {items.length > 0 ? props.children(items) : null}
      <More of={list} />
    </>
  );
}
