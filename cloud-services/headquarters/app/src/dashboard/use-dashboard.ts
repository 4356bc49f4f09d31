/** The dashboard of one question: asked once, then told by the live socket; asked anew whenever the socket has been away. */
import type { Dashboard, DashboardQuery, LiveCalls, LiveEvents } from '@comptoir/reporting/api';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { io, type Socket } from 'socket.io-client';
import type { Days } from '../filters/period.ts';
import { type Filters, scopeText } from '../filters/use-filters.ts';
import { useGateway } from '../gateway/context.ts';

export function useDashboard(
  token: string,
  { from, to }: Days,
  filters: Filters,
  against: Dashboard['against'],
) {
  const gateway = useGateway();
  const queries = useQueryClient();
  const [connected, setConnected] = useState(false);
  const socketOf = useRef<Socket<LiveEvents, LiveCalls> | null>(null);
  const address = `/api/v1/reports/dashboard?from=${from}&to=${to}${scopeText(filters)}${against === 'year' ? '&against=year' : ''}`;
  const { storeId, channel } = filters;

  const dashboard = useQuery({
    queryKey: ['dashboard', address],
    queryFn: () => gateway.get<Dashboard>(address),
    refetchInterval: connected ? false : 10_000,
    // The figures of the last question stay until those of the next one are here.
    placeholderData: keepPreviousData,
  });

  useEffect(() => {
    const socket: Socket<LiveEvents, LiveCalls> = io(gateway.url, {
      path: '/api/v1/reports/live',
      auth: { token },
      transports: ['websocket'],
    });
    socketOf.current = socket;
    socket.on('connect', () => setConnected(true));
    socket.on('disconnect', () => setConnected(false));
    return () => void socket.disconnect();
  }, [gateway.url, token]);

  useEffect(() => {
    const socket = socketOf.current;
    if (!socket || !connected) return;
    const query: DashboardQuery = {
      from,
      to,
      ...(storeId ? { storeId } : {}),
      ...(channel ? { channel } : {}),
      ...(against === 'year' ? { against } : {}),
    };
    const keep = (told: Dashboard) => {
      if (told.from !== from || told.to !== to || told.against !== against) return;
      if (told.storeId !== storeId || told.channel !== channel) return;
      queries.setQueryData<Dashboard>(['dashboard', address], (known) =>
        known && known.asOf > told.asOf ? known : told,
      );
    };
    socket.on('dashboard', keep);
    socket.emit('watch', query);
    return () => void socket.off('dashboard', keep);
  }, [connected, queries, address, from, to, storeId, channel, against]);

  return { dashboard, connected };
}
