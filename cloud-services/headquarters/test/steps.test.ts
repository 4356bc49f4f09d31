import type { Dashboard } from '@comptoir/reporting/api';
import { expect, test } from 'vitest';
import { bestStep, stepsOf } from '../app/src/dashboard/steps.ts';

const pair = (revenueMinor: number, beforeRevenueMinor = 0) => ({
  revenueMinor,
  beforeRevenueMinor,
  sales: 1,
  beforeSales: 1,
});
const dayAfter = (days: number) => new Date(Date.UTC(2026, 0, 1 + days)).toISOString().slice(0, 10);
const dashboardOf = (days: number): Dashboard => {
  const told = { from: '2026-01-01', to: dayAfter(days - 1) };
  const byDay = Array.from({ length: days }, (_, at) => ({
    date: dayAfter(at),
    beforeDate: dayAfter(at),
    ...pair(100, 10),
  }));
  const byHour =
    days === 1 ? Array.from({ length: 24 }, (_, hour) => ({ hour, ...pair(hour === 7 ? 500 : 0) })) : null;
  return { ...told, byDay, byHour } as unknown as Dashboard;
};

test('R1: a day is told by its hours, from the first sale on; hours to come are unknown, not zero', () => {
  const steps = stepsOf(dashboardOf(1), 14);
  expect(steps[0]).toMatchObject({ key: '7', revenueMinor: 500 });
  expect(steps.find(({ key }) => key === '14')?.revenueMinor).toBe(0);
  expect(steps.find(({ key }) => key === '15')?.revenueMinor).toBeNull();
  expect(bestStep(steps)?.key).toBe('7');
});

test('R1: a month is told by its days, a year by its months, and nothing is lost between', () => {
  expect(stepsOf(dashboardOf(31), null)).toHaveLength(31);
  const months = stepsOf(dashboardOf(365), null);
  expect(months).toHaveLength(12);
  expect(months.reduce((sum, { revenueMinor }) => sum + (revenueMinor ?? 0), 0)).toBe(36_500);
  expect(months.reduce((sum, { beforeMinor }) => sum + beforeMinor, 0)).toBe(3_650);
});
