import { join } from 'node:path';
import type { Home } from '../home.ts';

/** The house's authority in PEM: by it clients know PostgreSQL and Redis. */
export const authorityFile = ({ tls }: Pick<Home, 'tls'>): string => join(tls, 'authority.crt');
