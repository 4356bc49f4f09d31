import type { ReportSource } from '../hid/reports.ts';
import { tcpReports } from '../hid/tcp-reports.ts';
import { hidScannerUsage, usbReports } from '../hid/usb-reports.ts';
import { hidReportBytes, type PendingScan, readHidReport } from './hid-report.ts';
import { scanTeller } from './scan-teller.ts';
import type { Scanner } from './scanner.ts';

/** The first HID POS scanner plugged into this machine. */
export const createHidScanner = ({
  lookEveryMs,
  repeatMs,
}: Readonly<{ lookEveryMs?: number; repeatMs?: number }> = {}): Scanner =>
  scannerOf(usbReports({ ...hidScannerUsage, lookEveryMs }), repeatMs);

/** A scanner that sends its HID reports over TCP: the simulator, or a bridge. */
export const createTcpScanner = ({
  address,
  reconnectMs,
  repeatMs,
}: Readonly<{ address: string; reconnectMs?: number; repeatMs?: number }>): Scanner =>
  scannerOf(tcpReports(address, { reportBytes: hidReportBytes, reconnectMs }), repeatMs);

function scannerOf(reports: ReportSource, repeatMs: number | undefined): Scanner {
  const teller = scanTeller(repeatMs);
  let pending: PendingScan = null;
  const source = reports({
    onReport(report) {
      const atMs = performance.now();
      const read = readHidReport(pending, report, atMs);
      pending = read.pending;
      if (read.scan) teller.heard(read.scan, atMs);
    },
    onState(state) {
      pending = null;
      teller.become(state);
    },
  });
  return { ...teller.listen, close: () => source.close() };
}
