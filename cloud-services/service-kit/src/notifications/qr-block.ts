/** A QR code as a table: it shows in mail programs that hold pictures back, and is read from the screen all the same. */
import qrcode from 'qrcode-generator';

const squarePx = 5;
/** A reader wants this many light squares around. */
const quietSquares = 4;
const smallestThatFits = 0;

/** Runs of squares of one colour are one cell, so that a letter stays small. */
export function qrTable(text: string): string {
  const code = qrcode(smallestThatFits, 'L');
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const rows = Array.from({ length: size }, (_, row) => {
    const cells: string[] = [];
    for (let from = 0; from < size; ) {
      const isDark = code.isDark(row, from);
      let to = from + 1;
      while (to < size && code.isDark(row, to) === isDark) to += 1;
      cells.push(`<td colspan="${to - from}"${isDark ? ' bgcolor="#000000"' : ''}></td>`);
      from = to;
    }
    return `<tr style="height:${squarePx}px;line-height:0;font-size:0">${cells.join('')}</tr>`;
  });
  const columns = `<col style="width:${squarePx}px">`.repeat(size);
  const quietPx = quietSquares * squarePx;
  return `<table role="presentation" cellpadding="0" cellspacing="0" bgcolor="#FFFFFF" style="margin:0 0 16px;border:${quietPx}px solid #FFFFFF;border-collapse:collapse;table-layout:fixed;width:${size * squarePx + 2 * quietPx}px">${columns}${rows.join('')}</table>`;
}
