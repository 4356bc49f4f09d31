/**
 * Which row of a file said a code, for a million rows: outside the heap, in some 25 bytes a code. A map of texts took four times that,
 * and the collector of garbage walked through it all the time.
 */
export type RowsByName = Readonly<{
  get(name: string): number | undefined;
  /** @param row from 1. */
  set(name: string, row: number): void;
}>;

/** Two halves of the name's hash, and its row; row 0 is a free slot. */
const slotNumbers = 3;
const firstSlots = 1_024;
/** Fuller than this, a free slot is far. */
const fullest = 0.7;

/** Names are told apart by 64 bits: among three million, two that are taken for one are met once in four million files. */
export function rowsByName(): RowsByName {
  let slots = new Uint32Array(firstSlots * slotNumbers);
  let taken = 0;

  /** @returns where it is, or else the free slot where it belongs. */
  const find = (high: number, low: number): number => {
    const count = slots.length / slotNumbers;
    let slot = low % count;
    for (;;) {
      const at = slot * slotNumbers;
      if (slots[at + 2] === 0 || (slots[at] === high && slots[at + 1] === low)) return at;
      slot = (slot + 1) % count;
    }
  };

  const grow = () => {
    const old = slots;
    slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += slotNumbers) {
      if (old[at + 2] === 0) continue;
      slots.set(old.subarray(at, at + slotNumbers), find(old[at] ?? 0, old[at + 1] ?? 0));
    }
  };

  return {
    get(name) {
      const row = slots[find(...hashOf(name)) + 2];
      return row === 0 ? undefined : row;
    },
    set(name, row) {
      const hash = hashOf(name);
      const at = find(...hash);
      if (slots[at + 2] === 0) taken += 1;
      slots.set([...hash, row], at);
      if (taken > (slots.length / slotNumbers) * fullest) grow();
    },
  };
}

/** 64 bits that spread well, ten times as quickly as a digest would. Source: cyrb53 by bryc, public domain, with both halves kept. */
function hashOf(name: string): [high: number, low: number] {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < name.length; at += 1) {
    const unit = name.charCodeAt(at);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  const mix = (own: number, other: number) =>
    (Math.imul(own ^ (own >>> 16), 2_246_822_507) ^ Math.imul(other ^ (other >>> 13), 3_266_489_909)) >>> 0;
  const mixed = mix(high, low);
  return [mixed, mix(low, mixed)];
}
