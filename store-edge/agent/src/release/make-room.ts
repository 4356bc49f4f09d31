/** Ends this agent for the release that its launcher has laid ready: at a quiet moment, with a copy of the data left behind. */
import type { Logger } from 'pino';
import type { Agent } from '../agent.ts';
import { freeBytes } from '../database/free-space.ts';
import { tailText } from '../journal/tail-text.ts';
import { copyData, dataBytes } from './copy-data.ts';
import { leaveWhenQuiet } from './departure.ts';
import type { LauncherLink } from './launcher-link.ts';

export type RoomParts = Readonly<{
  agent: Agent;
  launcher: LauncherLink;
  dataDir: string;
  quietMs: number;
  log: Logger;
}>;

const stopLimitMs = 30_000;

export function makeRoom({ agent, launcher, dataDir, quietMs, log }: RoomParts): void {
  let stopWaiting = () => {};
  const leave = async (version: string, copyTo: string) => {
    log.info({ version }, 'making room for a newer release');
    const tail = tailText(agent.journal);
    // Started anew in the old release rather than a store that hangs.
    const hung = setTimeout(() => process.exit(1), stopLimitMs);
    await agent.stop();
    clearTimeout(hung);
    await copyData(dataDir, copyTo);
    await launcher.tell({ type: 'left', tail });
    process.exit(0);
  };
  launcher.onMessage((message) => {
    if (message.type !== 'leave') return;
    const { version, copyTo } = message;
    const toldAtMs = performance.now();
    agent.upgrade.waiting = version;
    stopWaiting();
    stopWaiting = leaveWhenQuiet(
      async () => ({ ...(await momentOf(agent, dataDir, toldAtMs)), quietMs }),
      () =>
        void leave(version, copyTo).catch((error: unknown) => {
          // Started anew from what is on disk, by the launcher.
          log.fatal({ err: error }, 'the data could not be copied');
          process.exit(1);
        }),
    );
  });
}

async function momentOf(agent: Agent, dataDir: string, toldAtMs: number) {
  const nowMs = performance.now();
  return {
    ready: agent.edge.readiness().ready,
    cardInTheAir: agent.edge.payments.isCardInTheAir(),
    sinceSaleMs: nowMs - agent.lastSaleAtMs(),
    sinceToldMs: nowMs - toldAtMs,
    asked: agent.upgrade.asked,
    freeBytesAfterCopy: (await freeBytes(dataDir)) - dataBytes(dataDir),
  };
}
