/** Where the house's PostgreSQL lies and listens. */
import { type House, secretOf } from './house.ts';
import { type PostgresPlace, postgresUrl } from './postgres.ts';

export const placeOf = ({ home, ports, secrets }: House): PostgresPlace => ({
  dataDir: home.postgres,
  port: ports.postgres,
  password: secretOf(secrets, 'postgres'),
  durable: true,
});

export const storesUrl = (house: House) => postgresUrl(placeOf(house));
