/** Renews the certificates of a house for as long as it runs. */
import { keepCertificates } from './keep-certificates.ts';

const { CERTIFICATES_DIR: directory, CERTIFICATE_IDENTITIES: identities, CERTIFICATE_SECONDS } = process.env;
const lifeSeconds = Number(CERTIFICATE_SECONDS);
if (!directory || !identities || !(lifeSeconds > 0)) {
  console.error(
    'certificates cannot start: CERTIFICATES_DIR, CERTIFICATE_IDENTITIES and CERTIFICATE_SECONDS must be set.',
  );
  process.exit(78);
}
const place = { directory, identities: identities.split(','), lifeSeconds };

function keep(): void {
  try {
    const renewed = keepCertificates(place, new Date());
    if (renewed.length > 0) say({ renewed, message: 'certificates were renewed' });
  } catch (error) {
    say({ error: String(error), message: 'certificates were not renewed' });
  }
}

const say = (line: object) => void process.stdout.write(`${JSON.stringify(line)}\n`);

keep();
/** Often enough that a certificate is renewed when half of its life is over, and not much later. */
const timer = setInterval(keep, Math.min(60_000, (lifeSeconds * 1_000) / 20));
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => clearInterval(timer));
