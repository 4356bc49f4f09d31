/** The catcher, spoken to by sockets: nothing of ours sends these mails. */
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type MailCatcher, startMailCatcher } from '../mail-catcher/catcher.ts';

let catcher: MailCatcher;
beforeAll(async () => {
  catcher = await startMailCatcher({ port: 0, controlPort: 0 });
});
afterAll(() => catcher.close());
beforeEach(async () => {
  await post('/misbehave', {});
  await fetch(`${catcher.controlUrl}/api/messages`, { method: 'DELETE' });
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${catcher.controlUrl}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
type Kept = { id: string; kind: string; subject: string; to: string[]; deliveries: number };
const messages = async (query = ''): Promise<Kept[]> => {
  const answer = (await (await fetch(`${catcher.controlUrl}/api/messages${query}`)).json()) as {
    items: Kept[];
  };
  return answer.items;
};

/** Says each line when the server has answered the one before. @returns the codes of its answers. */
function talk(...lines: string[]): Promise<string[]> {
  const { port } = new URL(catcher.smtpUrl);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    const codes: string[] = [];
    let heard = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      heard += chunk;
      const answer = /^(?:\d{3}-.*\r\n)*(\d{3}) .*\r\n/.exec(heard);
      if (!answer) return;
      heard = '';
      codes.push(answer[1] ?? '');
      const next = lines.shift();
      if (next === undefined) socket.end();
      else socket.write(`${next}\r\n`);
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(codes));
  });
}
const letter = (to: string, id: string) => [
  'EHLO test',
  'MAIL FROM:<shop@example.org>',
  `RCPT TO:<${to}>`,
  'DATA',
  `From: Shop <shop@example.org>\r\nTo: ${to}\r\nSubject: =?utf-8?Q?Bient=C3=B4t?=\r\nMessage-ID: <${id}>\r\n` +
    'MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Allô</p><script>alert(1)</script>\r\n.',
];

test('O3: a mail by SMTP is listed, found by its recipient, and read as HTML that runs nothing', async () => {
  expect(await talk(...letter('Ana@example.org', 'a@x'), 'QUIT')).toEqual([
    '220',
    '250',
    '250',
    '250',
    '354',
    '250',
    '221',
  ]);
  expect(await messages('?to=bob@example.org')).toEqual([]);
  const [mail] = await messages('?to=ana@example.org');
  expect(mail).toMatchObject({ kind: 'mail', subject: 'Bientôt', to: ['ana@example.org'], deliveries: 1 });
  const html = await fetch(`${catcher.controlUrl}/api/messages/${mail?.id}/html`);
  expect(html.headers.get('content-security-policy')).toContain('sandbox');
  expect(await html.text()).toContain('<p>Allô</p>');
});

test('O3: an SMS is in the same list, newest first; a number that is none is refused', async () => {
  await talk(...letter('ana@example.org', 'b@x'), 'QUIT');
  expect((await post('/sms', { to: '+15145550123', text: 'Prêt' })).status).toBe(201);
  expect((await messages()).map(({ kind }) => kind)).toEqual(['sms', 'mail']);
  expect((await post('/sms', { to: '5145550123', text: 'Prêt' })).status).toBe(400);
});

test('a server that is down says 421, and 503 to an SMS; a mailbox that does not exist says 550', async () => {
  await post('/misbehave', { refuse: true });
  expect((await talk('EHLO test'))[0]).toBe('421');
  expect((await post('/sms', { to: '+15145550123', text: 'Prêt' })).status).toBe(503);
  await post('/misbehave', { unknownRecipients: ['gone@example.org'] });
  expect(await talk(...letter('gone@example.org', 'c@x').slice(0, 3), 'QUIT')).toEqual([
    '220',
    '250',
    '250',
    '550',
    '221',
  ]);
  expect((await post('/misbehave', { surprise: 1 })).status).toBe(400);
  expect(await messages()).toEqual([]);
});

test('a lost answer: the message was taken; handed in again it is the same message', async () => {
  await post('/misbehave', { loseAnswer: true });
  expect(await talk(...letter('ana@example.org', 'd@x'))).toEqual(['220', '250', '250', '250', '354']);
  await post('/misbehave', {});
  await talk(...letter('ana@example.org', 'd@x'), 'QUIT');
  expect(await messages()).toMatchObject([{ deliveries: 2 }]);
});
