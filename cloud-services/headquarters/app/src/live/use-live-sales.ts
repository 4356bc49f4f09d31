/** Today's sales and revenue: asked once, then told by the live socket; asked anew whenever the socket has been away. */
import type { LiveEvents, RevenueByStore, SaleSummary } from '@comptoir/sales/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { io, type Socket } from 'socket.io-client';
import { useGateway } from '../gateway/context.ts';
import { listMax, newestFirst } from './newest-first.ts';
import { today } from './today.ts';

type History = { items: SaleSummary[]; nextCursor: string | null };

export function useLiveSales(token: string) {
  const gateway = useGateway();
  const queries = useQueryClient();
  const [connected, setConnected] = useState(false);
  const date = today();
  const revenue = useQuery({
    queryKey: ['revenue', date],
    queryFn: () => gateway.get<RevenueByStore>(`/api/v1/sales/revenue?date=${date}`),
    refetchInterval: connected ? false : 10_000,
  });
  const sales = useQuery({
    queryKey: ['sales'],
    queryFn: () => gateway.get<History>(`/api/v1/sales/history?limit=${listMax}`),
    refetchInterval: connected ? false : 10_000,
  });

  useEffect(() => {
    const socket: Socket<LiveEvents> = io(gateway.url, {
      path: '/api/v1/sales/live',
      auth: { token },
      transports: ['websocket'],
    });
    socket.on('connect', () => {
      setConnected(true);
      void queries.invalidateQueries({ queryKey: ['sales'] });
      void queries.invalidateQueries({ queryKey: ['revenue'] });
    });
    socket.on('disconnect', () => setConnected(false));
    socket.on('sale', (sale) =>
      queries.setQueryData<History>(['sales'], (known) => ({
        items: newestFirst(sale, known?.items ?? []),
        nextCursor: known?.nextCursor ?? null,
      })),
    );
    socket.on('revenue', (told) =>
      queries.setQueryData<RevenueByStore>(['revenue', told.date], (known) =>
        known && known.asOf > told.asOf ? known : told,
      ),
    );
    return () => void socket.disconnect();
  }, [gateway.url, token, queries]);

  return { revenue, sales, connected };
}
