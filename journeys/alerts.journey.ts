/** N4: a service that is killed is mailed to the operators within 30 s, and so is its end. */
import { expect, test } from 'vitest';
import { kill, run, withoutRestarts } from './support/house.ts';
import { lettersTo } from './support/mail.ts';

const operators = 'exploitation@comptoir.example';
const limitMs = 30_000;

test.skipIf(run.alertmanager === undefined)(
  'N4: a killed service mails an alert within 30 s, and its end',
  async () => {
    const told = async (subject: RegExp, text: string) =>
      (await lettersTo(operators)).filter((one) => subject.test(one.subject) && one.text.includes(text))
        .length;
    const alerts = () => told(/^ALERTE : Le service cart/, 'L’instance cart3');
    const ends = () => told(/^(Fin|ALERTE) : /, 'Terminé : Le service cart ne répond plus.');
    const [alertsBefore, endsBefore] = [await alerts(), await ends()];
    await withoutRestarts(async () => {
      kill('cart3');
      await expect.poll(alerts, { timeout: limitMs, interval: 250 }).toBeGreaterThan(alertsBefore);
    });
    await expect.poll(ends, { timeout: limitMs, interval: 250 }).toBeGreaterThan(endsBefore);
  },
);
