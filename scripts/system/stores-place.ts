/** Where the house's PostgreSQL lies and listens. */
import { storeTlsOf } from './certificates/store-certificates.ts';
import { type House, secretOf } from './house.ts';
import { type PostgresPlace, postgresUrl } from './postgres.ts';

export const placeOf = ({ home, ports, secrets }: House): PostgresPlace => ({
  dataDir: home.postgres,
  port: ports.postgres,
  password: secretOf(secrets, 'postgres'),
  durable: true,
  tls: storeTlsOf(home, 'postgres'),
});

/** The server that follows: the same cluster, so the same password. */
export const replicaPlaceOf = (house: House): PostgresPlace => ({
  ...placeOf(house),
  dataDir: house.home.replica,
  port: house.ports.replica,
  tls: storeTlsOf(house.home, 'replica'),
});

export const storesUrl = (house: House) => postgresUrl(placeOf(house));
