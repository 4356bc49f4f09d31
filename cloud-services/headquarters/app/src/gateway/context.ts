import { createContext, useContext } from 'react';
import type { Gateway } from './gateway.ts';

export const GatewayContext = createContext<Gateway | null>(null);

export function useGateway(): Gateway {
  const gateway = useContext(GatewayContext);
  if (!gateway) throw new Error('no gateway above this component');
  return gateway;
}
