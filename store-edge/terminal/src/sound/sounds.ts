/** Three sounds, made here: done, refused, attention. None is ever the only signal. */
export type Sound = 'done' | 'refused' | 'attention';

type Note = readonly [frequencyHz: number, startMs: number, lengthMs: number];
const notes: Record<Sound, readonly Note[]> = {
  done: [[1_318, 0, 70]],
  refused: [
    [220, 0, 140],
    [196, 160, 200],
  ],
  attention: [
    [880, 0, 90],
    [660, 110, 140],
  ],
};

let context: AudioContext | null = null;

/** Opening the audio takes a third of a second: done at login, never at the first scan. */
export function warmUp(): void {
  try {
    context ??= new AudioContext();
  } catch {
    context = null;
  }
}

/** Silent until the page has been touched once (browsers' rule), and where there is no audio. */
export function play(sound: Sound): void {
  try {
    context ??= new AudioContext();
    if (context.state === 'suspended') void context.resume();
    const now = context.currentTime;
    for (const [frequencyHz, startMs, lengthMs] of notes[sound]) {
      const from = now + startMs / 1_000;
      const to = from + lengthMs / 1_000;
      const oscillator = context.createOscillator();
      const gain = context.createGain();
      oscillator.type = sound === 'refused' ? 'square' : 'sine';
      oscillator.frequency.value = frequencyHz;
      gain.gain.setValueAtTime(0, from);
      gain.gain.linearRampToValueAtTime(sound === 'refused' ? 0.08 : 0.18, from + 0.008);
      gain.gain.exponentialRampToValueAtTime(0.001, to);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(from);
      oscillator.stop(to + 0.02);
    }
  } catch {
    context = null;
  }
}
