/** The till that a call comes from, and who acts at it. */
export type Register = Readonly<{ id: string; number: string }>;
export type Actor = Readonly<{ staffId: string; register: Register }>;
