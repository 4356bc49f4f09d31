/** N4: a service that is killed is mailed to the operators within 30 s, and so is its end. */
import { expect, test } from 'vitest';
import { kill, run, withoutRestarts } from './support/house.ts';
import { lettersTo } from './support/mail.ts';

const operators = 'exploitation@comptoir.example';
const limitMs = 30_000;

test.skipIf(run.alertmanager === undefined)(
  'N4: a killed service mails an alert within 30 s, and its end',
  async () => {
    const told = async (subject: string) =>
      (await lettersTo(operators)).filter((letter) => letter.subject === subject).length;
    const comes = (subject: string, before: number) =>
      expect.poll(() => told(subject), { timeout: limitMs, interval: 250 }).toBe(before + 1);
    const [alert, end] = ['ALERTE : Le service cart ne répond plus', 'Fin : Le service cart ne répond plus'];
    const before = { alert: await told(alert), end: await told(end) };
    await withoutRestarts(async () => {
      kill('cart3');
      await comes(alert, before.alert);
    });
    const letter = (await lettersTo(operators)).find(({ subject }) => subject === alert);
    expect(letter?.text).toContain('L’instance cart3');
    expect(letter?.text).toContain('docs/operations.md#servicedown');
    await comes(end, before.end);
  },
);
