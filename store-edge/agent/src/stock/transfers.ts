/** Goods that go from one place to another (E9, I3): asked for, sent with a list, received with what is short or over. */
import type { StockMovement } from '@comptoir/sync-protocol/records/stock-body';
import { type Problem, problem } from '../problem.ts';
import { fromE4, toE4 } from '../quantity.ts';
import type {
  ActAnswer,
  ReceiveTransferRequest,
  RequestTransferRequest,
  ShipRequest,
  TransferView,
} from './api.ts';
import { refusedLines } from './check-lines.ts';
import { discrepancyOf, given, movementsOf, type StockDeps } from './receiving.ts';

export type TransferDeps = StockDeps &
  Readonly<{
    /** As this store knows it, with what it did itself. */
    transferOf: (transferId: string) => TransferView | undefined;
    isPlace: (locationId: string) => boolean;
    staffName: (staffId: string) => string;
  }>;

export function requestTransfer(
  deps: TransferDeps,
  staffId: string,
  request: RequestTransferRequest,
): ActAnswer | Problem {
  const { acts, replica, storeId } = deps;
  const known = acts.again(request.actId, request);
  if (known) return known;
  const { actId, transferId, from, lines, note } = request;
  if (!isElsewhere(deps, from)) return unknownPlace();
  if (deps.transferOf(transferId)) return alreadyThere();
  const refused = refusedLines(replica, lines, ({ quantity }) => quantity) ?? refusedZeros(lines);
  if (refused) return refused;
  const body = { transferId, storeId, from, to: storeId, lines, ...given({ note }) };
  return acts.perform({ actId, subject: transferId, staffId, request, kind: 'transfer.requested', body });
}

export function shipTransfer(
  deps: TransferDeps,
  staffId: string,
  transferId: string,
  request: ShipRequest,
): ActAnswer | Problem {
  const { acts, replica, newId, storeId } = deps;
  const known = acts.again(request.actId, request);
  if (known) return known;
  const { actId, to, lines, note } = request;
  const transfer = deps.transferOf(transferId);
  if (!isElsewhere(deps, to) || (transfer && transfer.other.locationId !== to)) return unknownPlace();
  if (transfer && transfer.direction === 'in') return alreadyThere();
  if (transfer?.state === 'cancelled') return cancelled();
  if (transfer && transfer.state !== 'requested' && transfer.state !== 'approved')
    return done(deps, transferId, 'transfer.shipped', 'already-shipped', 'This transfer has left already');
  const asked = new Set(transfer?.lines.map(({ productId }) => productId));
  const refused = refusedLines(replica, lines, ({ quantity }) => quantity, asked) ?? refusedZeros(lines);
  if (refused) return refused;
  const movements = lines.map(({ productId, quantity }): StockMovement => {
    const unitCostMinor = acts.unitCostMinor(productId);
    return { movementId: newId(), productId, quantity: `-${quantity}`, ...given({ unitCostMinor }) };
  });
  const body = { transferId, storeId, from: storeId, to, lines, movements, ...given({ note }) };
  const act = { actId, subject: transferId, staffId, request };
  return acts.perform({ ...act, kind: 'transfer.shipped', body, movements, reason: 'transfer-out' });
}

export function receiveTransfer(
  deps: TransferDeps,
  staffId: string,
  transferId: string,
  request: ReceiveTransferRequest,
): ActAnswer | Problem {
  const { acts, replica, newId, storeId } = deps;
  const known = acts.again(request.actId, request);
  if (known) return known;
  const { actId, note } = request;
  const transfer = deps.transferOf(transferId);
  const from = transfer?.other.locationId ?? request.from;
  if (from === undefined || !isElsewhere(deps, from) || transfer?.direction === 'out')
    return unknownTransfer();
  if (transfer?.state === 'cancelled') return cancelled();
  if (transfer?.state === 'received' || transfer?.state === 'closed')
    return done(
      deps,
      transferId,
      'transfer.received',
      'already-received',
      'This transfer was received already',
    );
  const shipped = new Map(
    transfer?.lines.map(({ productId, shipped }) => [productId, toE4(shipped ?? '0')] as const),
  );
  const refused = refusedLines(replica, request.lines, ({ received }) => received, new Set(shipped.keys()));
  if (refused) return refused;
  const named = new Set(request.lines.map(({ productId }) => productId));
  const missing = [...shipped.keys()].filter((productId) => !named.has(productId));
  const lines = [
    ...request.lines,
    ...missing.map((productId) => ({ productId, received: '0', reason: undefined })),
  ].map(({ productId, received, reason }) => {
    const expectedE4 = shipped.get(productId) ?? 0;
    const why = reason ?? discrepancyOf(expectedE4, toE4(received));
    return { productId, expected: fromE4(expectedE4), received, ...given({ reason: why }) };
  });
  if (lines.length === 0)
    return problem(422, 'nothing-came', 'Nothing was named', 'Scan what came, or say that nothing did.');
  const movements = movementsOf(lines, newId);
  const body = { transferId, storeId, from, to: storeId, lines, movements, ...given({ note }) };
  const act = { actId, subject: transferId, staffId, request };
  return acts.perform({ ...act, kind: 'transfer.received', body, movements, reason: 'transfer-in' });
}

const isElsewhere = ({ isPlace, storeId }: TransferDeps, locationId: string): boolean =>
  locationId !== storeId && isPlace(locationId);

/** Told with when and by whom, as far as it was here. */
function done(
  { acts, staffName }: TransferDeps,
  transferId: string,
  kind: 'transfer.shipped' | 'transfer.received',
  type: string,
  title: string,
): Problem {
  const act = acts.of(transferId).find((one) => one.kind === kind);
  return problem(409, type, title, 'Nothing was changed. Look at the transfer before you go on.', {
    at: act?.at ?? null,
    byName: act ? staffName(act.staffId) : null,
  });
}

const refusedZeros = (lines: readonly Readonly<{ quantity: string }>[]): Problem | undefined =>
  lines.some(({ quantity }) => toE4(quantity) === 0)
    ? problem(422, 'nothing-moves', 'A quantity is zero', 'Take the line off the list.')
    : undefined;
const unknownPlace = (): Problem =>
  problem(422, 'unknown-place', 'No such place to send to or to ask', 'Choose one of the list.');
const unknownTransfer = (): Problem =>
  problem(404, 'unknown-transfer', 'No such transfer', 'Scan its delivery note, or look at the list.');
const alreadyThere = (): Problem =>
  problem(409, 'transfer-known', 'This transfer is there already', 'Look at the list of transfers.');
const cancelled = (): Problem =>
  problem(
    409,
    'transfer-cancelled',
    'This transfer was called off',
    'Ask head office, or begin another one.',
  );
