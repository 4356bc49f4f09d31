/** The till that a call comes from, and who acts at it. */
export type Register = Readonly<{ id: string; number: string }>;
export type Actor = Readonly<{ staffId: string; register: Register }>;
/** A terminal that hands over what it did by itself: perhaps nobody is logged in any more. */
export type HandingOver = Readonly<{
  terminalId: string;
  register: Register;
  staffId: string | undefined;
  /** A sale that this store's server had taken, under that number: one that went back in time may have lost it. */
  formerNumber?: string | undefined;
}>;
