/** Needs PostgreSQL and Redis; sends to the mail catcher. */
import { randomUUID } from 'node:crypto';
import { type MailCatcher, startMailCatcher } from '@comptoir/outside-world/mail-catcher/catcher';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { type ServiceEnvironment, serviceEnvironment } from '../src/config.ts';
import {
  forgetNotifications,
  notificationEnvironment,
  notificationTables,
  notificationTraces,
  queueNotification,
  startNotifications,
} from '../src/notifications/notifications.ts';
import { type Kit, type RunningService, startService } from '../src/service.ts';
import { type FreshDatabase, freshDatabase } from '../src/testing/fresh-database.ts';
import { freshRedis } from '../src/testing/fresh-redis.ts';

let catcher: MailCatcher;
let fresh: FreshDatabase;
const kits: Kit<ServiceEnvironment>[] = [];
const services: RunningService[] = [];

beforeAll(async () => {
  catcher = await startMailCatcher({ port: 0, controlPort: 0 });
  fresh = await freshDatabase(inject('postgresUrl'));
  // Two instances on one database: the work is shared, and each message leaves once.
  for (let count = 0; count < 2; count += 1)
    services.push(
      await startService(
        {
          name: 'teller',
          environment: serviceEnvironment.extend(notificationEnvironment),
          migrations: [notificationTables, notificationTraces],
          routes: () => [],
          attach(kit) {
            kits.push(kit);
            startNotifications(kit);
          },
        },
        {
          PORT: '0',
          DATABASE_URL: fresh.url,
          REDIS_URL: await freshRedis(inject('redisUrl')),
          SALES_URL: 'http://127.0.0.1:1',
          SMTP_URL: catcher.smtpUrl,
          SMS_URL: `${catcher.controlUrl}/sms`,
          // Shorter than a hand-over may take: it is renewed meanwhile.
          NOTIFICATION_LEASE_MS: '500',
          LOG_LEVEL: 'silent',
        },
      ),
    );
});
afterAll(async () => {
  await Promise.all(services.map((service) => service.close()));
  await catcher.close();
  await fresh.drop();
});
beforeEach(() => misbehave({}));

const misbehave = (how: object) =>
  fetch(`${catcher.controlUrl}/misbehave`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(how),
  });
type Kept = { subject: string; text: string; html: string; deliveries: number; reference: string };
async function received(to: string): Promise<Kept[]> {
  const answer = await fetch(`${catcher.controlUrl}/api/messages?to=${encodeURIComponent(to)}`);
  return ((await answer.json()) as { items: Kept[] }).items;
}
const database = () => {
  const [kit] = kits;
  if (!kit) throw new Error('no service runs');
  return kit.database;
};
const letterTo = (mail: string, id: string = randomUUID()) => ({
  id,
  about: mail,
  kind: 'test.letter',
  to: { mail, name: 'Ana Côté' },
  language: 'fr' as const,
  letter: { subject: 'Bientôt là', blocks: [{ kind: 'paragraph' as const, text: 'Votre thé arrive.' }] },
});
const rowOf = async (id: string) => {
  const rows = await database().query<{
    sent: boolean;
    given_up: boolean;
    error: string | null;
    message: unknown;
  }>(
    'select sent_at is not null as sent, given_up_at is not null as given_up, error, message from notification where id = $1',
    [id],
  );
  return rows[0];
};
const queued = (notification: ReturnType<typeof letterTo>) =>
  database().transaction((tx) => queueNotification(tx, notification));

test('O3: a mail is sent once, however often it is queued, and its text is not kept', async () => {
  const id = randomUUID();
  await Promise.all([1, 2, 3].map(() => queued(letterTo('ana@example.org', id))));
  await expect.poll(async () => (await rowOf(id))?.sent).toBe(true);
  expect(await received('ana@example.org')).toMatchObject([
    { subject: 'Bientôt là', deliveries: 1, reference: `<${id}@comptoir.example>` },
  ]);
  expect((await rowOf(id))?.message).toBeNull();
});

test('what was rolled back is told to nobody; what is forgotten before it is sent never is', async () => {
  await misbehave({ refuse: true });
  await expect(
    database().transaction(async (tx) => {
      await queueNotification(tx, letterTo('never@example.org'));
      throw new Error('the change failed');
    }),
  ).rejects.toThrow('the change failed');
  await queued(letterTo('erased@example.org'));
  await database().transaction((tx) => forgetNotifications(tx, 'erased@example.org'));
  const after = letterTo('after@example.org');
  await queued(after);
  // Once this one was refused, no hand-over of the forgotten one is under way any more.
  await expect
    .poll(async () => (await rowOf(after.id))?.error, { timeout: 45_000 })
    .toEqual(expect.any(String));
  await misbehave({});
  await expect.poll(async () => (await rowOf(after.id))?.sent, { timeout: 45_000 }).toBe(true);
  expect(await received('never@example.org')).toEqual([]);
  expect(await received('erased@example.org')).toEqual([]);
});

test('O3: mails of an hour without a mail server all leave once it is back, each once', async () => {
  await misbehave({ refuse: true });
  const letters = Array.from({ length: 40 }, (_, at) => letterTo(`crowd${at}@example.org`));
  for (const letter of letters) await queued(letter);
  const errors = () =>
    database().query(
      "select 1 from notification where error is not null and sent_at is null and about like 'crowd%'",
    );
  await expect.poll(async () => (await errors()).length).toBeGreaterThan(0);
  await misbehave({});
  const left = () =>
    database().query("select 1 from notification where sent_at is null and about like 'crowd%'");
  await expect.poll(async () => (await left()).length, { timeout: 50_000 }).toBe(0);
  for (const { to } of letters) expect(await received(to.mail)).toMatchObject([{ deliveries: 1 }]);
});

test('a lost answer sends the mail again under the same Message-ID: the mailbox has one', async () => {
  await misbehave({ loseAnswer: true });
  const letter = letterTo('doubt@example.org');
  await queued(letter);
  await expect.poll(async () => (await received('doubt@example.org')).length).toBe(1);
  await misbehave({});
  await expect.poll(async () => (await rowOf(letter.id))?.sent, { timeout: 45_000 }).toBe(true);
  const [kept, ...others] = await received('doubt@example.org');
  expect(others).toEqual([]);
  expect(kept?.deliveries).toBeGreaterThan(1);
});

test('N8: a hand-over that takes longer than the lease is not begun by another instance', async () => {
  await misbehave({ delayMs: 4_000 });
  const letter = letterTo('slow@example.org');
  await queued(letter);
  await expect.poll(async () => (await rowOf(letter.id))?.sent).toBe(true);
  expect(await received('slow@example.org')).toMatchObject([{ deliveries: 1 }]);
});

test('a mailbox that does not exist is given up at once and holds up nobody', async () => {
  await misbehave({ unknownRecipients: ['gone@example.org'] });
  const [gone, next] = [letterTo('gone@example.org'), letterTo('next@example.org')];
  await queued(gone);
  await queued(next);
  await expect.poll(async () => (await rowOf(gone.id))?.given_up).toBe(true);
  await expect.poll(async () => (await rowOf(next.id))?.sent).toBe(true);
  expect((await rowOf(gone.id))?.message).toBeNull();
});

test('O3: an SMS goes to the gateway, once', async () => {
  const id = randomUUID();
  const sms = { id, about: 'o1', kind: 'test.sms', to: { sms: '+15145550123' }, text: 'Prêt à ramasser' };
  await database().transaction((tx) => queueNotification(tx, sms));
  await expect.poll(async () => (await rowOf(id))?.sent).toBe(true);
  expect(await received('+15145550123')).toMatchObject([
    { text: 'Prêt à ramasser', deliveries: 1, reference: id },
  ]);
});
