/** A mail server and SMS gateway that deliver nothing: they keep what they are given, for people and tests to read. */
import { startControl } from './control.ts';
import { Messages } from './messages.ts';
import { wellBehaved } from './misbehaviour.ts';
import { startSmtp } from './smtp.ts';

export type MailCatcher = Readonly<{
  /** `smtp://127.0.0.1:…` */
  smtpUrl: string;
  /** The page and API; the SMS gateway is its `/sms`. */
  controlUrl: string;
  close(): Promise<void>;
}>;

/** Ports: 0 lets the system choose. Host: the address to listen at. */
export async function startMailCatcher(
  told: Readonly<{ port: number; controlPort: number; host?: string }>,
): Promise<MailCatcher> {
  const { port, controlPort, host = '127.0.0.1' } = told;
  const messages = new Messages();
  const behaviour = { now: wellBehaved };
  const smtp = await startSmtp({ port, host }, messages, () => behaviour.now);
  const control = await startControl({ port: controlPort, host }, messages, behaviour).catch(
    async (error: unknown) => {
      await smtp.close();
      throw error;
    },
  );
  return {
    smtpUrl: `smtp://127.0.0.1:${smtp.port}`,
    controlUrl: `http://127.0.0.1:${control.port}`,
    close: async () => void (await Promise.all([smtp.close(), control.close()])),
  };
}
