/** What was scanned or typed, and could not be counted. */
export type Notice = Readonly<{ is: 'unknown'; code: string } | { is: 'not-a-quantity'; typed: string }>;
