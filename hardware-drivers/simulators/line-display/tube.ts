/** What a display makes of its bytes. Source: Epson DM-D command reference; CP858's upper half from the Unicode mapping tables. */

const columns = 20;
const upperHalf =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´­±‗¾¶§÷¸°¨·¹³²■ ';

/** Two lines of twenty cells, written where the cursor stands; past the last cell it goes on in the next line. */
export function tube() {
  let cells: string[] = [];
  let cursor = 0;
  let pending: number[] = [];
  const clear = () => {
    cells = Array.from({ length: 2 * columns }, () => ' ');
    cursor = 0;
  };
  clear();

  /** How many bytes this command has, by what is known of it. */
  function lengthOf([first, second]: readonly number[]): number {
    if (first === 0x1b) return second === 0x40 ? 2 : 3;
    if (first === 0x1f) return second === 0x24 ? 4 : 3;
    return 1;
  }

  function run([first = 0, second, third = 1, fourth = 1]: readonly number[]): void {
    if (first === 0x1b && second === 0x40) clear();
    else if (first === 0x0c) clear();
    else if (first === 0x1f && second === 0x24) cursor = (fourth - 1) * columns + third - 1;
    else if (first >= 0x20) {
      cells[cursor] = first < 0x80 ? String.fromCharCode(first) : ([...upperHalf][first - 0x80] ?? '?');
      cursor = (cursor + 1) % cells.length;
    }
  }

  return {
    hear(bytes: Uint8Array): void {
      for (const byte of bytes) {
        pending.push(byte);
        // Escapes want their second byte before their length is known.
        const begun = pending[0] === 0x1b || pending[0] === 0x1f;
        if ((begun && pending.length < 2) || pending.length < lengthOf(pending)) continue;
        run(pending);
        pending = [];
      }
    },
    powerCycle: clear,
    lines: (): readonly [string, string] => [cells.slice(0, columns).join(''), cells.slice(columns).join('')],
  };
}
