import { openLink } from '../wire/link.ts';
import type { ReportSource } from './reports.ts';

type Options = Readonly<{ reportBytes: number; reconnectMs?: number | undefined }>;

/** HID reports of one length over TCP: from a simulator, or from a bridge that passes on what a USB device says. */
export function tcpReports(address: string, { reportBytes, reconnectMs }: Options): ReportSource {
  return ({ onReport, onState }) => {
    let rest = Buffer.alloc(0);
    const link = openLink(address, {
      reconnectMs,
      onOpen: () => onState({ state: 'ready', name: new URL(address).hostname }),
      onLost: () => {
        rest = Buffer.alloc(0);
        onState({ state: 'absent' });
      },
      onBytes(packet) {
        rest = Buffer.concat([rest, packet]);
        for (; rest.length >= reportBytes; rest = rest.subarray(reportBytes))
          onReport(rest.subarray(0, reportBytes));
      },
    });
    return { close: async () => link.close() };
  };
}
