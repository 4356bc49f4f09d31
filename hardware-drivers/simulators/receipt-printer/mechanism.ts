import type { Faults } from './faults.ts';
import type { PaperItem, Receipt, Span } from './paper.ts';
import { applyQr, applySetting, freshStyle, spanOf } from './style.ts';
import type { Command } from './tokenise.ts';

const fullRollLines = 2_000;
const nearEndLines = 60;
const receiptsKept = 50;
const defaultLineDots = 30;

/**
 * The printer behind its socket: buffer, head, roll, knife, drawer. Commands wait in the buffer until paper, cover and cutter allow;
 * what was received is printed later even if the client has gone. `answer` sends to whoever is connected.
 */
export function printerMechanism(options: Readonly<{ lineMs: number; answer: (bytes: number[]) => void }>) {
  let style = freshStyle();
  let line: Span[] = [];
  let buffer: Command[] = [];
  let receipts: Receipt[] = [];
  let counter = 0;
  let paperLines = fullRollLines;
  let rollEnded = false;
  let lineMs = options.lineMs;
  let automaticMask = 0;
  let pump: NodeJS.Timeout | null = null;
  let unknownBytes = 0;
  const held = { coverOpen: false, cutterJam: false, offline: false };
  const drawer = { open: false, openings: 0, lastOpenedAt: null as string | null };
  let noProcessId = false;

  const paperOut = () => paperLines <= 0;
  const nearEnd = () => paperLines <= nearEndLines;
  const blocked = () => held.coverOpen || held.cutterJam || held.offline || paperOut();

  /** Bits 1 and 4 are always set in real time answers, bit 4 alone in the first automatic byte. */
  const realTime = (n: number): number =>
    0x12 |
    ([
      0,
      (drawer.open ? 0x04 : 0) | (blocked() ? 0x08 : 0),
      (held.coverOpen ? 0x04 : 0) | (paperOut() ? 0x20 : 0) | (held.cutterJam ? 0x40 : 0),
      held.cutterJam ? 0x08 : 0,
      (nearEnd() ? 0x0c : 0) | (paperOut() ? 0x60 : 0),
    ][n] ?? 0);
  const automatic = (): number[] => [
    0x10 | (drawer.open ? 0x04 : 0) | (blocked() ? 0x08 : 0) | (held.coverOpen ? 0x20 : 0),
    held.cutterJam ? 0x08 : 0,
    (nearEnd() ? 0x03 : 0) | (paperOut() ? 0x0c : 0),
    0x0f,
  ];
  const changed = () => {
    if (automaticMask !== 0) options.answer(automatic());
    run();
  };

  function receipt(): Receipt {
    const open = receipts.at(-1);
    if (open?.end === 'open') return open;
    const fresh: Receipt = { number: ++counter, startedAt: new Date().toISOString(), items: [], end: 'open' };
    receipts = [...receipts, fresh].slice(-receiptsKept);
    return fresh;
  }

  /** Puts an item on paper; false if the roll has ended, and then nothing has happened. */
  function print(item: PaperItem, heightDots: number): boolean {
    if (paperOut()) return false;
    if (rollEnded && receipts.at(-1)?.end === 'open') receipt().items.push({ kind: 'roll-end' });
    rollEnded = false;
    receipt().items.push(item);
    const before = nearEnd();
    paperLines = Math.max(paperLines - Math.max(Math.round(heightDots / defaultLineDots), 1), 0);
    if (paperOut()) rollEnded = true;
    if (automaticMask !== 0 && (paperOut() || nearEnd() !== before)) options.answer(automatic());
    return true;
  }

  const openDrawer = () => {
    drawer.open = true;
    drawer.openings++;
    drawer.lastOpenedAt = new Date().toISOString();
    if (automaticMask & 1) options.answer(automatic());
  };

  function flushLine(): boolean {
    const tallest = Math.max(1, ...line.map((span) => span.height));
    const heightDots = tallest === 1 ? style.lineSpacingDots : 24 * tallest + 8;
    if (!print({ kind: 'line', align: style.align, spans: line, heightDots }, heightDots)) return false;
    line = [];
    return true;
  }

  /** Does one command; false if it has to wait for paper. */
  function execute(command: Command): boolean {
    switch (command.type) {
      case 'text':
        line.push(spanOf(command.bytes, style));
        return true;
      case 'line-feed':
        return flushLine();
      case 'initialise':
        style = freshStyle();
        line = [];
        return true;
      case 'set':
        applySetting(style, command.what, command.value);
        return true;
      case 'line-spacing':
        style.lineSpacingDots = command.dots ?? defaultLineDots;
        return true;
      case 'feed-lines':
        return (
          command.lines === 0 || print({ kind: 'feed', heightDots: command.lines * 30 }, command.lines * 30)
        );
      case 'feed-dots':
        return print({ kind: 'feed', heightDots: command.dots }, command.dots);
      case 'cut':
        if (command.feedDots > 0 && !print({ kind: 'feed', heightDots: 40 }, command.feedDots)) return false;
        if (receipts.at(-1)?.end === 'open') receipt().end = 'cut';
        return true;
      case 'drawer':
        openDrawer();
        return true;
      case 'raster': {
        const { widthBytes, heightDots, data } = command;
        return print({ kind: 'raster', align: style.align, widthBytes, heightDots, data }, heightDots);
      }
      case 'barcode': {
        const data = new TextDecoder('latin1').decode(command.data);
        return print(
          { kind: 'barcode', align: style.align, symbology: command.symbology, data, ...style.barcode },
          style.barcode.heightDots,
        );
      }
      case 'qr':
        applyQr(style, command.function, command.data);
        return (
          command.function !== 0x51 ||
          print({ kind: 'qr', align: style.align, ...style.qr }, 29 * style.qr.moduleDots)
        );
      case 'ask':
        options.answer([
          command.n === 2 ? (drawer.open ? 1 : 0) : (nearEnd() ? 0x03 : 0) | (paperOut() ? 0x0c : 0),
        ]);
        return true;
      case 'process-id':
        if (!noProcessId) options.answer([0x37, 0x22, ...command.id, 0x00]);
        return true;
      case 'ask-model':
        options.answer([0x5f, ...Buffer.from(command.n === 66 ? 'COMPTOIR' : 'SIM-80', 'latin1'), 0x00]);
        return true;
      case 'automatic-status':
        automaticMask = command.mask;
        if (automaticMask !== 0) options.answer(automatic());
        return true;
      case 'unknown':
        unknownBytes++;
        return true;
      default:
        return true;
    }
  }

  /** Works through the buffer, a line in its time; stops by itself when something is in the way. */
  function run(): void {
    if (pump) return;
    while (buffer.length > 0 && !blocked()) {
      const [next] = buffer;
      if (!next || !execute(next)) return;
      buffer.shift();
      if (next.type === 'line-feed' && lineMs > 0) {
        pump = setTimeout(() => {
          pump = null;
          run();
        }, lineMs);
        return;
      }
    }
  }

  return {
    /** A command from the wire. Real-time ones are obeyed at once, whatever waits. */
    receive(command: Command): void {
      if (command.type === 'status') options.answer([realTime(command.n)]);
      else if (command.type === 'drawer' && command.realTime) openDrawer();
      else if (command.type === 'recover') changed();
      else {
        buffer.push(command);
        run();
      }
    },
    clientGone: () => {
      automaticMask = 0;
    },
    misbehave(next: Partial<Faults>): void {
      if (next.paperOut !== undefined) paperLines = next.paperOut ? 0 : fullRollLines;
      if (next.paperOut) rollEnded = true;
      if (next.paperOutAfterLines !== undefined) paperLines = next.paperOutAfterLines;
      if (next.nearEnd !== undefined) paperLines = next.nearEnd ? nearEndLines : fullRollLines;
      held.coverOpen = next.coverOpen ?? held.coverOpen;
      held.cutterJam = next.cutterJam ?? held.cutterJam;
      held.offline = next.offline ?? held.offline;
      noProcessId = next.noProcessId ?? noProcessId;
      if (next.slow !== undefined) lineMs = next.slow === 0 ? options.lineMs : next.slow;
      changed();
    },
    loadPaper(): void {
      paperLines = fullRollLines;
      changed();
    },
    closeDrawer(): void {
      drawer.open = false;
      if (automaticMask & 1) options.answer(automatic());
    },
    /** The buffer and the modes are gone; what hangs out of the printer is torn off. */
    powerCycle(): void {
      if (pump) clearTimeout(pump);
      pump = null;
      buffer = [];
      line = [];
      style = freshStyle();
      automaticMask = 0;
      const last = receipts.at(-1);
      if (last?.end === 'open') last.end = 'torn';
    },
    stop(): void {
      if (pump) clearTimeout(pump);
      pump = null;
    },
    receipts: (): readonly Receipt[] => receipts,
    state: () => ({
      paper: { linesLeft: paperLines, nearEnd: nearEnd(), out: paperOut() },
      ...held,
      slowMs: lineMs === options.lineMs ? 0 : lineMs,
      noProcessId,
      drawer: { ...drawer },
      waitingCommands: buffer.length,
      printing: buffer.length > 0 && !blocked(),
      unknownBytes,
    }),
  };
}
