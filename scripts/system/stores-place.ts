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

/** Of a service's process: its pool, and one that listens. Source: service-kit, db/database and sequencer/listen. */
const connectionsEach = 11;
/** For the seed, backups, checks and whoever looks. */
const connectionsBesides = 45;
const connectionsMin = 200;

/** So that as many instances as are asked for find their connections. A server that follows must allow as many as the first. */
export const connectionSettings = (instances: number): readonly string[] => [
  `max_connections=${Math.max(connectionsMin, instances * connectionsEach + connectionsBesides)}`,
];

export const storesUrl = (house: House) => postgresUrl(placeOf(house));
