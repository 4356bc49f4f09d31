/** What a manager must have seen before going home: everything of the day that is not finished. */
import type { Edge } from '../edge.ts';
import type { Replica } from '../replica/replica.ts';
import type { DayAnswer } from './api.ts';

/** Of one day; more shifts than a store has. */
const shiftsLookedAt = 100;

type Sources = Readonly<{
  edge: Edge;
  replica: Replica;
  registers: () => readonly Readonly<{ id: string; number: string }>[];
}>;

export function dayOf({ edge, replica, registers }: Sources): DayAnswer {
  const nameOf = (staffId: string) => replica.staffMember(staffId)?.displayName ?? staffId;
  const { businessDate, link, unsentSales, unsentRecords } = edge.state();
  const numberOf = (id: string) => registers().find((register) => register.id === id)?.number ?? '';
  const openShifts = registers().flatMap((register) => {
    const shift = edge.shifts.current(register);
    return shift ? [{ register: register.number, shift }] : [];
  });
  return {
    businessDate,
    openShifts: openShifts.map(({ register, shift }) => ({
      register,
      openedAt: shift.openedAt,
      openedBy: nameOf(shift.openedBy),
      businessDate: shift.businessDate,
      saleCount: shift.saleCount,
    })),
    differences: edge.shifts
      .archive(shiftsLookedAt)
      .filter((closed) => closed.businessDate === businessDate)
      .map(({ register, body }) => ({
        register,
        zNumber: body.z.zNumber,
        overShortMinor: body.overShortMinor,
        usDollarsOverShortMinor: body.usDollars?.overShortMinor ?? 0,
        reason: body.reason ?? null,
      }))
      .filter((off) => off.overShortMinor !== 0 || off.usDollarsOverShortMinor !== 0),
    link,
    unsentSales,
    unsentRecords,
    paymentsInDoubt: edge.payments.unsettled().map(({ registerId, amountMinor, kind, intendedAt }) => ({
      register: numberOf(registerId),
      amountMinor,
      kind,
      since: intendedAt,
    })),
    printsWaiting: edge.spooler.waiting(),
    doubleReturns: replica.doubleReturns().length,
  };
}
