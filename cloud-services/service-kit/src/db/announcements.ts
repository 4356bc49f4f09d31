/**
 * What a transaction leaves behind for others to do. Whoever does it in this process is woken after the commit. Only where nobody here does, the
 * transaction notifies: PostgreSQL lets those that notify commit one after the other over the whole server (docs/adr/0100).
 */

const announced = ['events', 'feeds', 'messages'] as const;
/** Rows of the outbox and of feeds wait for a position, messages to be sent. */
export type Announced = (typeof announced)[number];

const prefix = 'comptoir_';
export const channelOf = (what: Announced): string => `${prefix}${what}`;
export const channels: readonly string[] = announced.map(channelOf);
export const announcedOn = (channel: string): Announced | undefined =>
  announced.find((what) => channelOf(what) === channel);

export type Announcements = ReturnType<typeof openAnnouncements>;

export function openAnnouncements() {
  const calls: Readonly<Record<Announced, Set<() => void>>> = {
    ...{ events: new Set(), feeds: new Set(), messages: new Set() },
  };
  return {
    on: (what: Announced, call: () => void): void => void calls[what].add(call),
    /** Whether anybody in this process sees to it. */
    isHeard: (what: Announced): boolean => calls[what].size > 0,
    tell(what: Announced): void {
      for (const call of calls[what]) call();
    },
    /** It may have been told while nobody heard. */
    tellAll(): void {
      for (const what of announced) for (const call of calls[what]) call();
    },
  };
}
