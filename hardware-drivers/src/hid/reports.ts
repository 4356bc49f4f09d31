/** Input reports of a HID device that comes and goes: from USB, or over a network. */
export type ReportSource = (to: {
  onReport: (report: Uint8Array) => void;
  onState: (state: HidState) => void;
}) => Readonly<{ close(): Promise<void> }>;

export type HidState =
  | Readonly<{ state: 'ready'; name: string }>
  | Readonly<{ state: 'absent' }>
  /** The machine lacks what reading HID devices needs; `detail` says what to install. */
  | Readonly<{ state: 'unsupported'; detail: string }>;
