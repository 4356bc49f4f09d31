/** A QR code as the path of an SVG, so that a page shows it without a script, a style or a picture from elsewhere. */
import qrcode from 'qrcode-generator';

/** Apps read these from a screen at arm's length: the lowest correction gives the largest squares. */
const correction = 'L';
const smallestThatFits = 0;

export function qrPicture(text: string): Readonly<{ picture: string; size: number }> {
  const code = qrcode(smallestThatFits, correction);
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  const squares: string[] = [];
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1)
      if (code.isDark(row, column)) squares.push(`M${column} ${row}h1v1h-1z`);
  return { picture: squares.join(''), size };
}
