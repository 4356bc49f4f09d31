/**
 * `PUT /api/v1/sync/receipts/{number}/mails/{mailId}`: a customer asked at the till for their receipt by e-mail. Mailed once, however often the
 * store says so; the address serves for this mail and is not kept. Source: docs/adr/0061.
 */
import {
  type Database,
  type DeviceCaller,
  derivedId,
  type Guard,
  problem,
  type Route,
  route,
} from '@comptoir/service-kit';
import { queueNotification } from '@comptoir/service-kit/notifications/notifications';
import { receiptPageUrl } from '@comptoir/sync-protocol/records/receipt-number';
import { receiptMailRequest } from '@comptoir/sync-protocol/wire/receipts';
import { z } from 'zod';
import type { Shop } from '../formats/receipt.ts';
import { genuine } from './genuine.ts';
import { receiptLetter } from './letter.ts';

export type MailParts = Readonly<{
  database: Database;
  device: Guard<DeviceCaller>;
  shopOf: (storeId: string) => Promise<Shop | undefined>;
  /** Under which `/r/{code}` is reached from anywhere. */
  publicUrl: string;
}>;

/** A receipt is mailed to a few people, not to a crowd. */
const mailsMax = 5;

export const receiptMails = ({ database, device, shopOf, publicUrl }: MailParts): Route =>
  route({
    method: 'put',
    path: '/api/v1/sync/receipts/:number/mails/:mailId',
    summary: 'Mail a receipt to whoever asked for it at the till, once',
    guard: device,
    params: z.object({ number: z.string().max(40), mailId: z.uuid() }),
    body: receiptMailRequest,
    answers: { 204: null },
    async handle({ params, body: { email, language, code }, caller }) {
      const found = await genuine(database, code);
      if (!found || found.token.number !== params.number.toUpperCase()) throw notItsCode();
      const { told } = found;
      if (!told) throw unknownReceipt();
      if (told.storeId !== caller.store) throw notItsCode();
      const shop = await shopOf(told.storeId);
      const page = `${receiptPageUrl(publicUrl, code)}?language=${language}`;
      await database.transaction(async (tx) => {
        const about = `receipt/${told.receiptNumber}`;
        const rows: { id: string }[] = await tx.query('select id from notification where about = $1', [
          about,
        ]);
        const id = derivedId('receipt.mail', params.mailId);
        if (rows.some((row) => row.id === id)) return;
        if (rows.length >= mailsMax) throw tooMany();
        const letter = receiptLetter(told, shop, language, page);
        await queueNotification(tx, {
          id,
          about,
          kind: 'receipt.mail',
          to: { mail: email },
          language,
          letter,
        });
      });
      return { status: 204, body: null };
    },
  });

const unknownReceipt = () =>
  problem(404, 'unknown-receipt', 'No such receipt', 'It may not have reached head office yet.');
const notItsCode = () =>
  problem(
    409,
    'not-its-code',
    'The code is not this receipt’s',
    'A store mails its own receipts, each with its code.',
  );
const tooMany = () =>
  problem(409, 'too-many-mails', 'This receipt was mailed often enough', `At most ${mailsMax} times.`);
