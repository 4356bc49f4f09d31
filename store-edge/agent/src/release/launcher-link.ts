/** What the agent and the launcher that started it tell each other. Without a launcher nothing is heard, and nobody listens. */
import {
  type FromAgent,
  type FromLauncher,
  fromLauncher,
  type LauncherFacts,
  launcherFacts,
  launcherVariable,
} from '@comptoir/sync-protocol/releases/launcher';

export type LauncherLink = Readonly<{
  facts: LauncherFacts;
  /** Resolves once it is on its way. */
  tell: (message: FromAgent) => Promise<void>;
  /** Says where we stand trial, and with which journal. Resolves once we may begin. */
  accepted: (port: number, tail: string) => Promise<void>;
  onMessage: (listener: (message: FromLauncher) => void) => void;
  /** The launcher has died: whoever starts it again starts us again too. */
  onGone: (listener: () => void) => void;
}>;

type Channel = Pick<NodeJS.Process, 'env' | 'on' | 'once' | 'send'>;

export function openLauncherLink(channel: Channel): LauncherLink {
  const told = channel.env[launcherVariable];
  const tell = (message: FromAgent) =>
    new Promise<void>((resolve) => {
      if (channel.send) channel.send(message, undefined, undefined, () => resolve());
      else resolve();
    });
  const onMessage = (listener: (message: FromLauncher) => void) => {
    channel.on('message', (message) => {
      const parsed = fromLauncher.safeParse(message);
      // A later launcher may say what we do not understand.
      if (parsed.success) listener(parsed.data);
    });
  };
  return {
    facts: told === undefined ? { onTrial: false } : launcherFacts.parse(JSON.parse(told)),
    tell,
    accepted: (port, tail) =>
      new Promise((resolve) => {
        onMessage(({ type }) => {
          if (type === 'accepted') resolve();
        });
        void tell({ type: 'on-trial', port, tail });
      }),
    onMessage,
    onGone: (listener) => void channel.once('disconnect', listener),
  };
}
