/** Needs PostgreSQL and Redis; mails go to the mail catcher. Two instances run, as in the house. */
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Job, Scheduled } from '../src/api.ts';
import { gatewayUrl, type House, openHouse } from './house.ts';
import { catalogue, events, stores } from './sales.ts';

const reports = '/api/v1/reports';
const numbers = Array.from({ length: 30 }, (_, n) => n);

let house: House;
beforeAll(async () => {
  house = await openHouse();
  await house.another();
  await house.tellCatalogue(catalogue);
  await house.publish('sales', [...stores.map(events.location), ...numbers.map(events.sale)]);
  const count = async () =>
    Number((await house.db.query('select count(*) from facts.document')).rows[0].count);
  await vi.waitFor(async () => expect(await count()).toBe(numbers.length), { timeout: 30_000 });
});
afterAll(() => house.close());

const daily = (recipients: readonly string[], more: object = {}, when: object = {}) => ({
  report: 'sales-consolidated',
  parameters: { period: 'yesterday', groupBy: 'day' },
  format: 'csv',
  ...more,
  schedule: { cron: '0 7 * * *', timeZone: 'America/Toronto', recipients, ...when },
});
async function plan(request: object, bearer?: string): Promise<{ jobId: string; scheduleId: string }> {
  const answer = await house.call('POST', `${reports}/generate`, request, bearer);
  expect(answer.status).toBe(202);
  return (await answer.json()) as { jobId: string; scheduleId: string };
}
const schedules = async (bearer?: string) => {
  const answer = await house.call('GET', `${reports}/schedules`, undefined, bearer);
  return ((await answer.json()) as { items: Scheduled[] }).items;
};
const cancel = (id: string, bearer?: string) =>
  house.call('DELETE', `${reports}/schedules/${id}`, undefined, bearer);
/** 2:00 on 20 November in Toronto. */
const dueAt = '2026-11-20T07:00:00.000Z';
const makeDue = (ids: readonly string[]) =>
  house.db.query('update schedule set next_run_at = $2 where schedule_id = any($1::uuid[])', [ids, dueAt]);
const linkIn = (text: string) => /https:\/\/\S+\/sent\/[\w-]+/.exec(text)?.[0] ?? '';
/** As the gateway would: by the path, without a token. */
const follow = (link: string) => fetch(link.replace(gatewayUrl, house.address()));

test('R2: what is due is made once and mailed once to each, by whichever instance', async () => {
  const recipients = ['ana@example.org', 'BO@example.org', 'bo@example.org'];
  const planned = await Promise.all(numbers.slice(0, 6).map(() => plan(daily(recipients))));
  const ids = planned.map(({ scheduleId }) => scheduleId);
  await makeDue(ids);
  for (const recipient of ['ana@example.org', 'bo@example.org']) {
    await expect.poll(async () => (await house.mailsTo(recipient)).length).toBe(ids.length);
    expect((await house.mailsTo(recipient)).every(({ deliveries }) => deliveries === 1)).toBe(true);
  }
  // The six made at once when they were planned, and one of each that was due.
  const { rows } = await house.db.query('select count(*)::int as jobs from job');
  expect(rows).toEqual([{ jobs: 2 * ids.length }]);
  for (const one of (await schedules()).filter(({ scheduleId }) => ids.includes(scheduleId))) {
    expect(one.lastRunAt).toBe(dueAt);
    expect(Date.parse(one.nextRunAt)).toBeGreaterThan(Date.now());
    expect(
      new Date(one.nextRunAt).toLocaleTimeString('en-CA', {
        timeZone: 'America/Toronto',
        hour: 'numeric',
        hourCycle: 'h23',
      }),
    ).toBe('07');
    expect((await cancel(one.scheduleId)).status).toBe(204);
  }
});

test('R2: the mail’s link gives the file of that day without a token, and nobody guesses another', async () => {
  const { scheduleId } = await plan(daily(['cleo@example.org'], { language: 'en' }));
  await makeDue([scheduleId]);
  await expect.poll(async () => (await house.mailsTo('cleo@example.org')).length).toBe(1);
  const [mail] = await house.mailsTo('cleo@example.org');
  expect(mail?.subject).toBe('Consolidated sales: 2026-11-19');
  const link = linkIn(mail?.text ?? '');
  expect(mail?.html).toContain(link);
  const answer = await follow(link);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
  const rows: string[][] = parse(await answer.text(), { bom: true });
  expect(rows.map(([day]) => day)).toContain('2026-11-19');
  expect((await follow(`${link}x`)).status).toBe(404);
  expect((await cancel(scheduleId)).status).toBe(204);
});

test('R2: a schedule that was cancelled is gone, and runs no more', async () => {
  const [cancelled, kept] = [
    await plan(daily(['dora@example.org'])),
    await plan(daily(['emil@example.org'])),
  ];
  expect((await cancel(cancelled.scheduleId)).status).toBe(204);
  expect((await cancel(cancelled.scheduleId)).status).toBe(404);
  await makeDue([cancelled.scheduleId, kept.scheduleId]);
  await expect.poll(async () => (await house.mailsTo('emil@example.org')).length).toBe(1);
  expect(await house.mailsTo('dora@example.org')).toEqual([]);
  expect((await schedules()).map(({ scheduleId }) => scheduleId)).toEqual([kept.scheduleId]);
  await cancel(kept.scheduleId);
});

test('R2: a manager plans for their own stores and sees their own plans; head office sees and cancels all', async () => {
  const manager = await house.issuer.staffToken(['manager'], '0193a000-0000-7000-8000-00000000dddd');
  const { jobId, scheduleId } = await plan(daily(['fay@example.org']), manager);
  const other = await house.issuer.staffToken(['manager'], '0193a000-0000-7000-8000-00000000eeee');
  expect((await schedules(manager)).map((one) => one.scheduleId)).toEqual([scheduleId]);
  expect(await schedules(other)).toEqual([]);
  expect((await cancel(scheduleId, other)).status).toBe(404);
  const cashier = await house.issuer.staffToken(['cashier']);
  expect((await house.call('GET', `${reports}/schedules`, undefined, cashier)).status).toBe(403);
  // The first one is made at once, for who plans it.
  const read = async () =>
    (await (await house.call('GET', `${reports}/jobs/${jobId}`, undefined, manager)).json()) as Job;
  await expect.poll(async () => (await read()).state).toBe('done');
  expect((await schedules()).map((one) => one.staffId)).toEqual(['0193a000-0000-7000-8000-00000000dddd']);
  expect((await cancel(scheduleId)).status).toBe(204);
});

test('R2: recipients are told of a report that could not be made', async () => {
  const { jobId, scheduleId } = await plan(
    daily(['gus@example.org'], { report: 'sale-lines', parameters: {} }),
  );
  await expect.poll(async () => (await house.get<Job>(`${reports}/jobs/${jobId}`)).state).toBe('done');
  await house.db.query('alter table facts.line rename to line_away');
  await makeDue([scheduleId]);
  await expect.poll(async () => (await house.mailsTo('gus@example.org')).length).toBe(1);
  await house.db.query('alter table facts.line_away rename to line');
  const [mail] = await house.mailsTo('gus@example.org');
  expect([mail?.subject, linkIn(mail?.text ?? '')]).toEqual(['Lignes de vente : rapport non produit', '']);
  await cancel(scheduleId);
});

test.each([
  [{ cron: '0 7 * *' }, '/schedule/cron'],
  [{ cron: '61 7 * * *' }, '/schedule/cron'],
  [{ cron: '0 7 30 2 *' }, '/schedule/cron'],
  [{ timeZone: 'America/Comptoir' }, '/schedule/timeZone'],
  [{ recipients: [] }, '/schedule/recipients'],
  [{ recipients: ['nobody'] }, '/schedule/recipients/0'],
  [{ at: '7:00' }, '/schedule'],
])('R2: the schedule %j is refused, and where it is wrong is said: %s', async (when, pointer) => {
  const answer = await house.call('POST', `${reports}/generate`, daily(['x@example.org'], {}, when));
  const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
  expect([answer.status, errors.map((error) => error.pointer)]).toEqual([400, [pointer]]);
});

test('R2: a period is told by its name or by its days, not by both', async () => {
  const parameters = { period: 'yesterday', from: '2026-11-10' };
  const answer = await house.call('POST', `${reports}/generate`, {
    report: 'products',
    parameters,
    format: 'csv',
  });
  expect(answer.status).toBe(400);
});
