/** The latest sales: asked once, then told by the live socket; asked anew whenever the socket has been away. */
import type { LiveEvents, SaleSummary } from '@comptoir/sales/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { io, type Socket } from 'socket.io-client';
import { useGateway } from '../gateway/context.ts';
import { listMax, newestFirst } from './newest-first.ts';

type History = { items: SaleSummary[]; nextCursor: string | null };

export function useLiveSales(token: string) {
  const gateway = useGateway();
  const queries = useQueryClient();
  const [connected, setConnected] = useState(false);
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
    });
    socket.on('disconnect', () => setConnected(false));
    socket.on('sale', (sale) =>
      queries.setQueryData<History>(['sales'], (known) => ({
        items: newestFirst(sale, known?.items ?? []),
        nextCursor: known?.nextCursor ?? null,
      })),
    );
    return () => void socket.disconnect();
  }, [gateway.url, token, queries]);

  return { sales, connected };
}
