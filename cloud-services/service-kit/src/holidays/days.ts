/** Days on which people rest by law: those of a country are its carriers', those of a province are its shops'. */
export type HolidayRule = Readonly<
  (
    | { on: string /** Where that is a Sunday, the Monday after it. */; orMonday?: true }
    /** Days after Easter Sunday. */
    | { easter: number }
    /** The Monday before this day of the year. */
    | { mondayBefore: string }
    /** The first, second … Monday of a month. */
    | { monday: number; month: number }
  ) & {
    name: string;
    /** The first year of it. */
    from?: number;
  }
>;

const newYear = { name: 'New Year’s Day', on: '01-01' } as const;
const goodFriday = { name: 'Good Friday', easter: -2 } as const;
const mondayBeforeMay25 = { mondayBefore: '05-25' } as const;
const canadaDay = { name: 'Canada Day', on: '07-01', orMonday: true } as const;
const labourDay = { name: 'Labour Day', monday: 1, month: 9 } as const;
const thanksgiving = { name: 'Thanksgiving', monday: 2, month: 10 } as const;
const christmas = { name: 'Christmas Day', on: '12-25' } as const;
const boxingDay = { name: 'Boxing Day', on: '12-26' } as const;

/** By country and province, as taxes are. */
export const holidayRules: Readonly<Record<string, readonly HolidayRule[]>> = {
  // Source: Canada Labour Code, R.S.C. 1985, c. L-2, s. 166; Interpretation Act, R.S.C. 1985, c. I-21, s. 35(1) (Easter Monday);
  // Holidays Act, R.S.C. 1985, c. H-5, s. 2 (1 July, or 2 July where that is a Sunday).
  CA: [
    newYear,
    goodFriday,
    { name: 'Easter Monday', easter: 1 },
    { name: 'Victoria Day', ...mondayBeforeMay25 },
    canadaDay,
    labourDay,
    { name: 'National Day for Truth and Reconciliation', on: '09-30', from: 2021 },
    thanksgiving,
    { name: 'Remembrance Day', on: '11-11' },
    christmas,
    boxingDay,
  ],
  // Source: Loi sur les normes du travail, RLRQ c. N-1.1, art. 60 (of Good Friday and Easter Monday the employer chooses: Good Friday here);
  // Loi sur la fête nationale, RLRQ c. F-1.1, art. 1 and 2.
  'CA-QC': [
    newYear,
    goodFriday,
    { name: 'Journée nationale des patriotes', ...mondayBeforeMay25 },
    { name: 'Fête nationale', on: '06-24' },
    canadaDay,
    labourDay,
    thanksgiving,
    christmas,
  ],
  // Source: Employment Standards Act, 2000, S.O. 2000, c. 41, s. 1(1) “public holiday”; O. Reg. 285/01, s. 1.1 (Family Day).
  'CA-ON': [
    newYear,
    { name: 'Family Day', monday: 3, month: 2, from: 2008 },
    goodFriday,
    { name: 'Victoria Day', ...mondayBeforeMay25 },
    canadaDay,
    labourDay,
    thanksgiving,
    christmas,
    boxingDay,
  ],
};
