/** The SMTP side: a real conversation (RFC 5321), no TLS and no sign-in, since it listens on the loopback address only. */
import type { AddressInfo } from 'node:net';
import { type AddressObject, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Messages } from './messages.ts';
import type { Misbehaviour } from './misbehaviour.ts';

const messageBytesMax = 10_485_760;

export type RunningSmtp = Readonly<{ port: number; close(): Promise<void> }>;

export async function startSmtp(
  at: Readonly<{ port: number; host: string }>,
  messages: Messages,
  behaviour: () => Misbehaviour,
): Promise<RunningSmtp> {
  const server = new SMTPServer({
    name: 'mail-catcher',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: messageBytesMax,
    closeTimeout: 500,
    onConnect(_session, callback) {
      callback(behaviour().refuse ? refusal(421, 'mail server is down for maintenance') : null);
    },
    onMailFrom(_address, _session, callback) {
      callback(behaviour().refuse ? refusal(451, 'try again later') : null);
    },
    onRcptTo({ address }, _session, callback) {
      const isUnknown = behaviour().unknownRecipients.includes(address.toLowerCase());
      callback(isUnknown ? refusal(550, 'no such mailbox here') : null);
    },
    onData(stream, session, callback) {
      const recipients = session.envelope.rcptTo.map(({ address }) => address.toLowerCase());
      simpleParser(stream)
        .then(async (mail) => {
          messages.add({
            kind: 'mail',
            from: textOf(mail.from),
            to: recipients,
            subject: mail.subject ?? '',
            text: mail.text ?? '',
            html: mail.html || null,
            unsubscribing: mail.headerLines
              .filter(({ key }) => key.startsWith('list-unsubscribe'))
              .map(({ line }) => line.replace(/\r?\n\s+/g, ' ')),
            reference: mail.messageId ?? null,
          });
          const { delayMs, loseAnswer } = behaviour();
          if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs).unref());
          if (loseAnswer) cutLine(server, session.id);
          else callback(null, 'kept for reading');
        })
        .catch(() => callback(refusal(554, 'this message cannot be read')));
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(at.port, at.host, resolve);
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

const refusal = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });

const textOf = (address: AddressObject | undefined) => address?.text ?? '';

/** The library keeps its open connections; each knows the id of its session. */
function cutLine(server: SMTPServer, sessionId: string): void {
  for (const connection of server.connections as unknown as Set<{ id: string; _socket: { destroy(): void } }>)
    if (connection.id === sessionId) connection._socket.destroy();
}
