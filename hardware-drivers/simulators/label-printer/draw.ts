/** A label in ZPL II, drawn: the printer's own reading of it. Source: Zebra, ZPL II Programming Guide. */
import bwipjs from 'bwip-js/node';

export type Label = Readonly<{
  svg: string;
  texts: readonly string[];
  barcode: string | null;
  copies: number;
}>;

type Field = {
  x: number;
  y: number;
  size: number;
  width: number;
  lines: number;
  align: string;
  hex: boolean;
};
const symbologies: Readonly<Record<string, string>> = { BE: 'ean13', BU: 'upca', B8: 'ean8', BC: 'code128' };

/** @param zpl from `^XA` to `^XZ`. */
export function drawLabel(zpl: string): Label {
  let [width, height, copies] = [464, 256, 1];
  let field: Field = freshField();
  let bars: string | null = null;
  let barcode: string | null = null;
  const texts: string[] = [];
  const parts: string[] = [];

  for (const command of zpl.split('^').slice(1)) {
    const name = command.slice(0, 2);
    const parameters = command.slice(2).trimEnd().split(',');
    const number = (at: number) => Number(parameters[at] ?? 0);
    if (name === 'PW') width = number(0);
    else if (name === 'LL') height = number(0);
    else if (name === 'PQ') copies = number(0);
    else if (name === 'FO') field = { ...freshField(), x: number(0), y: number(1) };
    else if (name === 'A0') field.size = number(1);
    else if (name === 'FB')
      Object.assign(field, { width: number(0), lines: number(1), align: parameters[3] });
    else if (name === 'FH') field.hex = true;
    else if (name in symbologies) bars = symbologies[name] ?? null;
    else if (name === 'FD') {
      const data = field.hex ? unescaped(command.slice(2)) : command.slice(2);
      if (bars === null) {
        texts.push(data);
        parts.push(...drawText(field, data));
      } else {
        barcode = data;
        parts.push(drawBars(field, bars, data));
        bars = null;
      }
    }
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><rect width="${width}" height="${height}" rx="12" fill="#fff"/>${parts.join('')}</svg>`;
  return { svg, texts, barcode, copies };
}

const freshField = (): Field => ({ x: 0, y: 0, size: 24, width: 0, lines: 1, align: 'L', hex: false });

const unescaped = (text: string): string =>
  text.replace(/_([0-9A-F]{2})/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

const markup = (text: string): string => text.replace(/[<>&"]/g, (char) => `&#${char.charCodeAt(0)};`);

/** Font 0 is narrow: half as wide as it is high. */
function drawText(field: Field, text: string): string[] {
  const perLine = Math.max(1, Math.floor(field.width / (field.size * 0.5)));
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= perLine)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const right = field.align === 'R';
  const x = right ? field.x + field.width : field.x;
  return lines
    .slice(0, field.lines)
    .map(
      (line, index) =>
        `<text x="${x}" y="${field.y + field.size * (index + 0.8)}" font-size="${field.size}" text-anchor="${right ? 'end' : 'start'}" font-family="Arial Narrow, DejaVu Sans Condensed, sans-serif" font-stretch="condensed">${markup(line)}</text>`,
    );
}

/** A picture in a picture is as large as it says, and else as the whole. */
const sized = (svg: string): string => svg.replace(/viewBox="0 0 (\d+) (\d+)"/, 'width="$1" height="$2" $&');

function drawBars(field: Field, symbology: string, data: string): string {
  try {
    const drawn = bwipjs.toSVG({ bcid: symbology, text: data, height: 8, includetext: true, scale: 1 });
    return `<g transform="translate(${field.x} ${field.y}) scale(2)">${sized(drawn)}</g>`;
  } catch {
    // A printer prints nothing where the data does not fit its bars.
    return '';
  }
}
