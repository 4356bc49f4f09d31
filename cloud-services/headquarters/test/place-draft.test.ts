import type { StoreAnswer } from '@comptoir/sales/api';
import { expect, test } from 'vitest';
import {
  cityOf,
  coordinatesOf,
  draftOf,
  faultsOf,
  inputOf,
  newDraft,
  newException,
} from '../app/src/places/draft.ts';

const store: StoreAnswer = {
  ...{ id: 's1', code: 'MTL01', number: '012', name: 'Mont-Royal', phone: '514 555-0112', kind: 'store' },
  address: ['1240, avenue du Mont-Royal Est', 'Montréal (Québec)  H2J 1Y0'],
  ...{ timeZone: 'America/Toronto', currency: 'CAD', jurisdiction: 'CA-QC', version: 3, isOpen: true },
  taxRegistrations: [{ code: 'GST', number: '123456789 RT0001' }],
  registers: [
    { id: 'r1', number: '1' },
    { id: 'r3', number: '3' },
  ],
  receiptFooter: { fr: 'Merci', en: 'Thank you' },
  notice: { fr: 'Démonstration', en: 'Demo' },
  coordinates: { latitude: 45.533, longitude: -73.572 },
  hours: {
    week: [...Array.from({ length: 6 }, () => ({ from: '09:00', to: '24:00' })), null],
    onHolidays: true,
    exceptions: [{ day: '2026-12-25', hours: null }],
  },
};
const noId = () => {
  throw new Error('no register is new');
};

test('E9: a store that is opened and kept as it is stays the same, to the last field', () => {
  const { version: _, isOpen: __, ...told } = store;
  expect(faultsOf(draftOf(store), store)).toEqual([]);
  expect(inputOf(store.id, draftOf(store), store, noId)).toEqual(told);
});

test.each([
  ['45.533, -73.572', { latitude: 45.533, longitude: -73.572 }],
  ['45.533,-73.572', { latitude: 45.533, longitude: -73.572 }],
  ['45,533; −73,572', { latitude: 45.533, longitude: -73.572 }],
  ['45,533, -73,572', { latitude: 45.533, longitude: -73.572 }],
  [' 45.5 -73.6 ', { latitude: 45.5, longitude: -73.6 }],
  ['', null],
  ['45.5', undefined],
  ['ici', undefined],
  ['95, -73', undefined],
])('E9: coordinates are read as maps and people write them: “%s”', (text, coordinates) => {
  expect(coordinatesOf(text)).toEqual(coordinates);
});

test('E9: a register that is added has a number that none has, and none is taken away', () => {
  const draft = { ...draftOf(store), registerCount: '4' };
  let made = 0;
  const { registers } = inputOf(store.id, draft, store, () => `new-${++made}`);
  expect(registers).toEqual([...store.registers, { id: 'new-1', number: '2' }, { id: 'new-2', number: '4' }]);
  expect(faultsOf({ ...draft, registerCount: '1' }, store)).toEqual(['registerCount']);
});

test('E9: a new store takes taxes and receipts from another, and says which fields it still lacks', () => {
  const draft = newDraft(store);
  expect(draft).toMatchObject({ jurisdiction: 'CA-QC', taxNumbers: store.taxRegistrations, name: '' });
  expect(faultsOf(draft, undefined)).toEqual(['name', 'code', 'number', 'address', 'phone']);
});

test('E9: hours that end before they begin, and a day that is told twice, are faults', () => {
  const { hours, ...rest } = draftOf(store);
  const week = hours.week.with(0, { isOpen: true, from: '18:00', to: '09:00' });
  const twice = [
    { ...newException, day: '2026-12-24' },
    { ...newException, day: '2026-12-24' },
  ];
  expect(faultsOf({ ...rest, hours: { ...hours, week, exceptions: twice } }, store)).toEqual([
    'hours',
    'exceptions',
  ]);
});

test.each([
  [['85, boulevard Sainte-Rose', 'Laval (Québec)  H7L 1L0'], 'Laval'],
  [['1, rue Principale', 'Montréal QC'], 'Montréal QC'],
  [['1 King St', 'Ottawa, ON K1A 0B1'], 'Ottawa'],
  [['1 King St', 'Ottawa K1A 0B1'], 'Ottawa'],
  [[], ''],
])('E9: the city of %j is “%s”', (address, city) => {
  expect(cityOf(address)).toBe(city);
});
