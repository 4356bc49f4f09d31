/** Redis pub/sub, so that each instance hears what another one took. Lossy by design: who watches asks anew after a pause. */
import { errorFields, type Logger, type Redis } from '@comptoir/service-kit';

export const salesChannel = 'sales.live';

export type Channels = Readonly<{
  on(channel: string, hear: (message: unknown) => void): void;
  close(): void;
}>;

/** Pub/sub needs a connection of its own. Subscriptions come back by themselves after Redis was away. */
export function openChannels(redis: Redis, logger: Logger): Channels {
  const subscriber = redis.duplicate({
    enableOfflineQueue: true,
    maxRetriesPerRequest: null,
    commandTimeout: undefined,
  });
  const heard = new Map<string, (message: unknown) => void>();
  subscriber.on('error', (error) => logger.debug(errorFields(error), 'pub/sub is away'));
  subscriber.on('message', (channel: string, text: string) => {
    try {
      heard.get(channel)?.(JSON.parse(text));
    } catch (error) {
      logger.warn({ ...errorFields(error), channel }, 'a message could not be read');
    }
  });
  return {
    on(channel, hear) {
      heard.set(channel, hear);
      subscriber
        .subscribe(channel)
        .catch((error: unknown) => logger.debug(errorFields(error), 'cannot subscribe yet'));
    },
    close: () => subscriber.disconnect(),
  };
}
