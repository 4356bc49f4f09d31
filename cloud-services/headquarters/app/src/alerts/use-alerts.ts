import type { Alert, AlertCounts, LiveEvents } from '@comptoir/reporting/api';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { io, type Socket } from 'socket.io-client';
import { useGateway } from '../gateway/context.ts';

const base = '/api/v1/reports/alerts';
type Page = { items: Alert[]; nextCursor: string | null };

/** The inbox, newest first; `useAlertCount`, which the frame has, keeps it fresh. */
export function useAlerts(state: 'open' | 'all') {
  const gateway = useGateway();
  const queries = useQueryClient();
  const alerts = useInfiniteQuery({
    queryKey: ['alerts', 'list', state],
    queryFn: ({ pageParam }) =>
      gateway.get<Page>(
        `${base}?state=${state}${pageParam === '' ? '' : `&cursor=${encodeURIComponent(pageParam)}`}`,
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const onSettled = () => queries.invalidateQueries({ queryKey: ['alerts'] });
  const acknowledge = useMutation({
    mutationFn: (alertId: string) => gateway.send('POST', `${base}/${alertId}/acknowledge`, {}),
    onSettled,
  });
  const snooze = useMutation({
    mutationFn: ({ alertId, minutes }: Readonly<{ alertId: string; minutes: number }>) =>
      gateway.send('POST', `${base}/${alertId}/snooze`, { minutes }),
    onSettled,
  });
  return { alerts, acknowledge, snooze };
}

const askAgainMs = 30_000;

/** How many alerts are open and unread: asked once, then whenever the live socket says that one has changed. */
export function useAlertCount(token: string): AlertCounts | undefined {
  const gateway = useGateway();
  const queries = useQueryClient();
  const [connected, setConnected] = useState(false);
  const count = useQuery({
    queryKey: ['alerts', 'count'],
    queryFn: () => gateway.get<AlertCounts>(`${base}/count`),
    refetchInterval: connected ? false : askAgainMs,
  });
  useEffect(() => {
    const socket: Socket<LiveEvents> = io(gateway.url, {
      path: '/api/v1/reports/live',
      auth: { token },
      transports: ['websocket'],
    });
    const refresh = () => void queries.invalidateQueries({ queryKey: ['alerts'] });
    socket.on('connect', () => {
      setConnected(true);
      refresh();
    });
    socket.on('disconnect', () => setConnected(false));
    socket.on('alerts', refresh);
    return () => void socket.disconnect();
  }, [gateway.url, token, queries]);
  return count.data;
}
