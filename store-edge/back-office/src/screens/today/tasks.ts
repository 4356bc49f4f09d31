/** What needs a decision, from what the edge says. Pure. */
import type {
  CountSummary,
  DayAnswer,
  DeliveriesAnswer,
  DevicesAnswer,
  OrdersToPrepare,
} from '@comptoir/edge-agent/back-office/api';

export type TaskName =
  | 'payments'
  | 'overdue-shifts'
  | 'over-short'
  | 'counts'
  | 'cycle'
  | 'orders-overdue'
  | 'orders'
  | 'receive'
  | 'send'
  | 'negatives'
  | 'double-returns'
  | 'devices'
  | 'unsent';
export type Task = Readonly<{ is: TaskName; count: number; to: string; tone: 'danger' | 'warn' | '' }>;

type Known = Readonly<{
  day: DayAnswer;
  counts: readonly CountSummary[];
  devices: DevicesAnswer['states'];
  orders: OrdersToPrepare;
  deliveries: DeliveriesAnswer;
  negatives: number;
  /** Articles whose turn it is to be counted. */
  toCount: number;
}>;

/** Records that wait while the line is there are on their way, not a task. */
const isTask = ({ count }: Task): boolean => count > 0;

/** What a person mends; one that is not there may not belong to this store. */
const wantsHelp: ReadonlySet<string> = new Set([
  'out-of-paper',
  'cover-open',
  'silent',
  'fault',
  'left-open',
]);

/** The gravest first. */
export function tasksOf({ day, counts, devices, orders, deliveries, negatives, toCount }: Known): Task[] {
  const { transfers, purchaseOrders } = deliveries;
  const toReceive = transfers.filter(({ direction, state }) => direction === 'in' && state === 'shipped');
  const toSend = transfers.filter(
    ({ direction, state }) => direction === 'out' && (state === 'requested' || state === 'approved'),
  );
  const today = purchaseOrders.filter(
    ({ state, expectedOn }) =>
      (state === 'sent' || state === 'received-in-part') && (expectedOn ?? '') <= day.businessDate,
  );
  const overdue = orders.items.filter(({ isOverdue }) => isOverdue).length + orders.calledOff.length;
  const open = counts.filter(({ state, openCount }) => state === 'open' && openCount > 0);
  const tasks: Task[] = [
    { is: 'payments', count: day.paymentsInDoubt.length, to: '/journee', tone: 'danger' },
    {
      is: 'overdue-shifts',
      count: day.openShifts.filter(({ businessDate }) => businessDate < day.businessDate).length,
      ...{ to: '/journee', tone: 'warn' },
    },
    { is: 'over-short', count: day.differences.length, to: '/caisse', tone: 'warn' },
    {
      is: 'counts',
      count: open.length,
      to: open[0] && open.length === 1 ? `/comptage/${open[0].countId}/comparer` : '/comptage',
      tone: 'warn',
    },
    { is: 'orders-overdue', count: overdue, to: '/commandes', tone: 'danger' },
    {
      is: 'orders',
      count: orders.items.filter(({ state }) => state === 'to-pick').length,
      ...{ to: '/commandes', tone: 'warn' },
    },
    { is: 'receive', count: toReceive.length + today.length, to: '/livraisons', tone: '' },
    { is: 'send', count: toSend.length, to: '/livraisons', tone: '' },
    { is: 'negatives', count: negatives, to: '/ecarts', tone: 'danger' },
    { is: 'double-returns', count: day.doubleReturns, to: '/caisse', tone: 'warn' },
    { is: 'cycle', count: toCount, to: '/comptage?cycle', tone: '' },
    {
      is: 'devices',
      count: Object.values(devices).filter((state) => wantsHelp.has(state)).length,
      ...{ to: '/appareils', tone: 'warn' },
    },
    { is: 'unsent', count: day.link === 'offline' ? day.unsentRecords : 0, to: '/serveur', tone: '' },
  ];
  return tasks.filter(isTask);
}
