/** Renews the certificates of a house for as long as it runs. */
import { keepCertificates } from './keep-certificates.ts';
import { renewStore } from './renew-stores.ts';
import { type StoreName, storeNames } from './store-certificates.ts';

const { CERTIFICATES_DIR: directory, CERTIFICATE_IDENTITIES: identities, CERTIFICATE_SECONDS } = process.env;
const { POSTGRES_DATA: postgres = '', REPLICA_DATA: replica = '' } = process.env;
const { REDIS_DATA: redis = '', REDIS_URLS: redisUrls = '' } = process.env;
const lifeSeconds = Number(CERTIFICATE_SECONDS);
if (!directory || !identities || !(lifeSeconds > 0)) {
  console.error(
    'certificates cannot start: CERTIFICATES_DIR, CERTIFICATE_IDENTITIES and CERTIFICATE_SECONDS must be set.',
  );
  process.exit(78);
}
const place = { directory, identities: identities.split(','), lifeSeconds };
const home = { tls: directory, postgres, redis, replica };
/** Those that run here; elsewhere others bring them theirs. */
const stores = storeNames.filter((name) => home[name] !== '');

const say = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** Who has not been told yet of a certificate; at the start perhaps both, since whoever renewed it may have ended before it said so. */
const owed = new Set<StoreName>(stores);

async function keep(): Promise<void> {
  try {
    const renewed = keepCertificates(place, new Date());
    if (renewed.length > 0) say({ renewed, message: 'certificates were renewed' });
    for (const name of stores) if (renewed.includes(name)) owed.add(name);
  } catch (error) {
    say({ error: String(error), message: 'certificates were not renewed' });
  }
  for (const name of [...owed])
    try {
      await renewStore(home, name, redisUrls.split(','));
      owed.delete(name);
    } catch (error) {
      say({ store: name, error: String(error), message: 'a store did not take its certificate yet' });
    }
}

/** Often enough that a certificate is renewed when half of its life is over, and not much later. */
const everyMs = Math.min(60_000, (lifeSeconds * 1_000) / 20);
let timer: NodeJS.Timeout | undefined;
let isOver = false;
async function keepOn(): Promise<void> {
  await keep();
  if (!isOver) timer = setTimeout(() => void keepOn(), everyMs);
}
void keepOn();
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    isOver = true;
    clearTimeout(timer);
  });
