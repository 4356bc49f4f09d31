import type { PriceSheetRow, ProductView, Proposal } from '@comptoir/product/api';
import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useGateway } from '../../gateway/context.ts';
import { GatewayProblem } from '../../gateway/gateway.ts';
import type { GridColumn } from './moves.ts';

type Page = { items: PriceSheetRow[]; nextCursor: string | null };
const pageRows = 50;

/** What became of the last change of a cell. */
export type Outcome =
  | Readonly<{ is: 'saving' | 'saved' | 'waits' }>
  | Readonly<{ is: 'no-amount'; text: string }>
  | Readonly<{ is: 'failed'; fault: unknown }>;

export const isWaiting = (answer: object): answer is Proposal => 'does' in answer;

export function usePriceSheet(text: string) {
  const gateway = useGateway();
  const queries = useQueryClient();
  const key = ['price-sheet', text];
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const pages = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) =>
      gateway.get<Page>(
        `/api/v1/products/price-sheet?limit=${pageRows}&q=${encodeURIComponent(text)}${pageParam ? `&cursor=${encodeURIComponent(pageParam)}` : ''}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const tell = (productId: string, outcome: Outcome) =>
    setOutcomes((before) => new Map(before).set(productId, outcome));
  const patch = (productId: string, part: Partial<PriceSheetRow>) =>
    queries.setQueryData<InfiniteData<Page>>(
      key,
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((row) => (row.productId === productId ? { ...row, ...part } : row)),
          })),
        },
    );

  async function save(row: PriceSheetRow, column: GridColumn, amountMinor: number): Promise<void> {
    const { productId, version } = row;
    const money = { amountMinor, currency: row.price.currency };
    if (row[column]?.amountMinor === amountMinor) return;
    tell(productId, { is: 'saving' });
    try {
      if (column === 'cost') {
        await gateway.send('PUT', `/api/v1/products/${productId}/cost`, { cost: money }, version);
        patch(productId, { cost: money });
        tell(productId, { is: 'saved' });
        return;
      }
      const path = `/api/v1/products/${productId}/price`;
      const answer = await gateway.send<ProductView | Proposal>('PUT', path, money, version);
      if (!isWaiting(answer)) patch(productId, { price: money, version: answer.version });
      tell(productId, { is: isWaiting(answer) ? 'waits' : 'saved' });
    } catch (fault) {
      tell(productId, { is: 'failed', fault });
      if (fault instanceof GatewayProblem && fault.status === 412)
        await queries.invalidateQueries({ queryKey: key });
    }
  }
  return { pages, rows: pages.data?.pages.flatMap(({ items }) => items) ?? [], outcomes, save, tell };
}
