import type {
  Address,
  FreeSlot,
  OrderView,
  ParcelRates,
  Slot,
  StuckItem,
  Timeline,
} from '@comptoir/order/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';
import { saveFile } from '../reports/use-files.ts';
import type { Status } from './status.ts';

const path = '/api/v1/orders';
const refreshMs = 10_000;
const pathOf = (orderId: string, rest = '') => `${path}/${encodeURIComponent(orderId)}${rest}`;

export function useOrder(orderId: string) {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['order', orderId],
    queryFn: () => gateway.get<OrderView>(pathOf(orderId)),
    refetchInterval: refreshMs,
  });
}

export function useTimeline(orderId: string) {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['order', orderId, 'timeline'],
    queryFn: () => gateway.get<Timeline>(pathOf(orderId, '/timeline')),
    refetchInterval: refreshMs,
  });
}

/** What staff do with one order; whatever comes of it, the page is read anew. */
export function useOrderWork({ id, version }: Pick<OrderView, 'id' | 'version'>) {
  const gateway = useGateway();
  const queries = useQueryClient();
  const settled = { onSettled: () => queries.invalidateQueries({ queryKey: ['order', id] }) };
  return {
    move: useMutation({
      ...settled,
      mutationFn: (move: { status: Status; reason?: string; locationId?: string }) =>
        gateway.send('PUT', pathOf(id, '/status'), move, version),
    }),
    refund: useMutation({
      ...settled,
      mutationFn: (asked: RefundAsked) => gateway.send('POST', pathOf(id, '/refunds'), asked),
    }),
    change: useMutation({
      ...settled,
      mutationFn: (asked: ChangeAsked) => gateway.send('POST', pathOf(id, '/changes'), asked, version),
    }),
    resend: useMutation({
      ...settled,
      mutationFn: () => gateway.send('POST', pathOf(id, '/letters'), {}),
    }),
    review: useMutation({
      ...settled,
      mutationFn: (decided: { decision: 'accept' | 'refuse'; reason: string }) =>
        gateway.send('PUT', pathOf(id, '/review'), decided, version),
    }),
    note: useMutation({
      ...settled,
      mutationFn: (text: string) => gateway.send('POST', pathOf(id, '/notes'), { text }),
    }),
  };
}
export type OrderWork = ReturnType<typeof useOrderWork>;
type Quantities = readonly Readonly<{ lineId: string; quantity: string }>[];
/** What is not told stays. */
export type ChangeAsked = Readonly<{ address?: Address; slot?: Slot | null; remove?: Quantities }>;

/** Those that are free for an order that nobody packs yet. */
export function useSlots({ id, deliveryMethod, delivery, arrivesOn }: OrderView) {
  const gateway = useGateway();
  const query = new URLSearchParams({
    method: deliveryMethod,
    ...(delivery?.method === 'collect' ? { storeId: delivery.storeId } : {}),
    ...(deliveryMethod === 'ship' && arrivesOn !== null ? { notBefore: arrivesOn } : {}),
  });
  return useQuery({
    queryKey: ['order', id, 'slots'],
    queryFn: () => gateway.get<{ items: FreeSlot[] }>(`${path}/slots?${query}`),
    enabled: delivery !== null,
  });
}

export type RefundAsked =
  | Readonly<{
      lines: readonly Readonly<{ lineId: string; quantity: string }>[];
      includeDelivery: boolean;
      reason: string;
    }>
  | Readonly<{ amountMinor: number; reason: string }>;

/** @property damaged what came and is not sold again. */
type ReturnDecision =
  | Readonly<{ state: 'refused' }>
  | Readonly<{ state: 'received'; damaged?: readonly Readonly<{ lineId: string; quantity: string }>[] }>;

export function useReturnDecision(orderId: string, returnId: string) {
  const gateway = useGateway();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (decided: ReturnDecision) =>
      gateway.send('PUT', pathOf(orderId, `/returns/${encodeURIComponent(returnId)}`), decided),
    onSettled: () => queries.invalidateQueries({ queryKey: ['order', orderId] }),
  });
}

/** What a parcel costs; asked once a weight is told. @param locationId the place that sends it. */
export function useRates(orderId: string, weightGrams: number | null, locationId: string | undefined) {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['order', orderId, 'rates', weightGrams, locationId],
    queryFn: () => {
      const query = new URLSearchParams({
        weightGrams: String(weightGrams),
        ...(locationId === undefined ? {} : { locationId }),
      });
      return gateway.get<ParcelRates>(pathOf(orderId, `/parcels/rates?${query}`));
    },
    enabled: weightGrams !== null,
    retry: false,
  });
}

export function useParcelWork(orderId: string) {
  const gateway = useGateway();
  const queries = useQueryClient();
  return {
    book: useMutation({
      mutationFn: (asked: { service: string; weightGrams: number; locationId?: string }) =>
        gateway.send('POST', pathOf(orderId, '/parcels'), asked),
      onSettled: () => queries.invalidateQueries({ queryKey: ['order', orderId] }),
    }),
    label: useMutation({
      async mutationFn({ id, trackingNumber }: Pick<OrderView['parcels'][number], 'id' | 'trackingNumber'>) {
        const path = pathOf(orderId, `/parcels/${encodeURIComponent(id)}/label`);
        saveFile(await gateway.file(path, 'application/pdf'), `${trackingNumber ?? id}.pdf`);
      },
    }),
  };
}

export function useStuck() {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['stuck'],
    queryFn: () => gateway.get<{ items: StuckItem[] }>(`${path}/stuck`),
    refetchInterval: refreshMs,
  });
}

/** A reason is asked for by all but another try. */
export function useMending({ orderId, owedId }: Pick<StuckItem, 'orderId' | 'owedId'>) {
  const gateway = useGateway();
  const queries = useQueryClient();
  const owed = owedId === null ? {} : { owedId };
  return useMutation({
    mutationFn: (reason: string | null) => {
      const way = reason === null ? 'retry' : owedId === null ? 'compensate' : 'settle';
      return gateway.send('POST', pathOf(orderId, `/stuck/${way}`), {
        ...owed,
        ...(reason === null ? {} : { reason }),
      });
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['stuck'] }),
  });
}
