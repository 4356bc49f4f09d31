import type { Locations } from '@comptoir/inventory/api';
import { useQuery } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';

export type Place = Locations['items'][number];

/** Stores and warehouses, by code. */
export function useLocations() {
  const gateway = useGateway();
  const places = useQuery({
    queryKey: ['locations'],
    queryFn: () => gateway.get<Locations>('/api/v1/inventory/locations'),
    staleTime: 300_000,
  });
  const items: readonly Place[] = places.data?.items ?? [];
  const byId = new Map(items.map((place) => [place.locationId, place]));
  return {
    items,
    error: places.error,
    codeOf: (locationId: string) => byId.get(locationId)?.code ?? locationId,
    nameOf: (locationId: string) => byId.get(locationId)?.name ?? locationId,
  };
}
