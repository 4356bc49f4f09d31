/**
 * A counter scale that is read by the agent. Comes and goes by itself: unplugging is a reading, not an error.
 * A till may not change a weight, and sells on a stable one only.
 */
export type Scale = Readonly<{
  /** Tells the present reading at once, then each change. */
  onReading(listener: (reading: ScaleReading) => void): () => void;
  close(): Promise<void>;
}>;

export type ScaleReading =
  /** `net`: the scale has taken a tare off. */
  | Readonly<{ state: 'stable'; weightGrams: number; net: boolean }>
  | Readonly<{ state: 'zero' | 'in-motion' | 'under-zero' | 'over-capacity' }>
  /** It wants a calibration or a zero by hand. */
  | Readonly<{ state: 'fault' }>
  /** It is there and says nothing. */
  | Readonly<{ state: 'silent' }>
  | Readonly<{ state: 'absent' }>
  /** The machine lacks what reading it needs; `detail` says what to install. */
  | Readonly<{ state: 'unsupported'; detail: string }>;
