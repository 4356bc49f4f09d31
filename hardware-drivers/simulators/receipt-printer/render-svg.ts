import bwip from 'bwip-js/node';
import { type Align, fontDots, type PaperItem, type Receipt, type Span, spanDots } from './paper.ts';

const marginDots = 36;
const ink = '#1b1e24';
const symbologies: Readonly<Record<number, string>> = {
  65: 'upca',
  66: 'upce',
  67: 'ean13',
  68: 'ean8',
  69: 'code39',
  70: 'interleaved2of5',
  73: 'code128',
};

type Drawn = Readonly<{ svg: string; heightDots: number }>;

/** The receipt as a picture, a dot of the printer per unit; bars and QR codes are real and can be scanned off the screen. */
export function renderSvg(receipt: Receipt, widthDots: number): string {
  let y = marginDots;
  const parts: string[] = [];
  for (const item of receipt.items) {
    const drawn = draw(item, widthDots);
    parts.push(`<g transform="translate(${marginDots} ${y})">${drawn.svg}</g>`);
    y += drawn.heightDots;
  }
  const width = widthDots + 2 * marginDots;
  const height = Math.max(y + (receipt.end === 'open' ? 0 : marginDots / 2), 60);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<path d="${paperOutline(width, height, receipt.end !== 'open')}" fill="#fff"/>`,
    `<g fill="${ink}" font-family="'DejaVu Sans Mono','Liberation Mono',Menlo,Consolas,monospace" font-size="20">`,
    ...parts,
    '</g></svg>',
  ].join('');
}

/** A straight edge at the printer, small teeth where the knife went. */
function paperOutline(width: number, height: number, cut: boolean): string {
  if (!cut) return `M0 0H${width}V${height}H0Z`;
  const tooth = 9;
  const steps = Math.floor(width / tooth);
  const teeth = Array.from(
    { length: steps },
    (_, index) => `L${width - (index + 1) * tooth} ${index % 2 ? height : height - 5}`,
  );
  return `M0 0H${width}V${height}${teeth.join('')}L0 ${height}Z`;
}

function draw(item: PaperItem, widthDots: number): Drawn {
  switch (item.kind) {
    case 'line':
      return drawLine(item.spans, item.align, item.heightDots, widthDots);
    case 'feed':
      return { svg: '', heightDots: item.heightDots };
    case 'barcode':
      return drawBarcode(item, widthDots);
    case 'qr':
      return drawQr(item, widthDots);
    case 'raster':
      return drawRaster(item, widthDots);
    case 'roll-end':
      return {
        svg: `<path d="M${-marginDots} 14H${widthDots + marginDots}" stroke="#b35c00" stroke-width="2" stroke-dasharray="10 8" fill="none"/>`,
        heightDots: 28,
      };
  }
}

function startOf(align: Align, contentDots: number, widthDots: number): number {
  if (align === 'left') return 0;
  return Math.max(Math.floor((widthDots - contentDots) / (align === 'centre' ? 2 : 1)), 0);
}

function drawLine(spans: readonly Span[], align: Align, heightDots: number, widthDots: number): Drawn {
  let x = startOf(
    align,
    spans.reduce((sum, span) => sum + spanDots(span), 0),
    widthDots,
  );
  const baseline = heightDots - 9;
  const parts: string[] = [];
  for (const span of spans) {
    parts.push(drawSpan(span, x, baseline));
    x += spanDots(span);
  }
  return { svg: parts.join(''), heightDots };
}

/** Words keep to their columns whatever font the viewer has; blanks between them are left, not drawn. */
function drawSpan(span: Span, x: number, baseline: number): string {
  const cell = fontDots[span.font].width;
  const weight = span.bold ? ' font-weight="700"' : '';
  const fill = span.invert ? ' fill="#fff"' : '';
  const size = span.font === 'B' ? ' font-size="15"' : '';
  const words = [...span.text.matchAll(/\S+(?: \S+)*/g)].map(
    ({ 0: word, index }) =>
      `<text x="${index * cell}" textLength="${word.length * cell}" lengthAdjust="spacingAndGlyphs"${weight}${fill}${size}>${escapeXml(word)}</text>`,
  );
  const back = span.invert ? `<rect x="0" y="-19" width="${span.text.length * cell}" height="24"/>` : '';
  const under = span.underline ? `<rect x="0" y="3" width="${span.text.length * cell}" height="1.5"/>` : '';
  return `<g transform="translate(${x} ${baseline}) scale(${span.width} ${span.height})">${back}${words.join('')}${under}</g>`;
}

function drawBarcode(item: Extract<PaperItem, { kind: 'barcode' }>, widthDots: number): Drawn {
  const data = item.data.replace(/^\{[ABC]/, '').replaceAll('{{', '{');
  const bars = barsOf(symbologies[item.symbology], data);
  if (!bars) return note(`[${data}]`, widthDots);
  const total = bars.reduce((sum, width) => sum + width, 0) * item.moduleDots;
  let x = startOf(item.align, total, widthDots);
  const left = x;
  const rects: string[] = [];
  bars.forEach((width, index) => {
    if (index % 2 === 0)
      rects.push(`<rect x="${x}" y="4" width="${width * item.moduleDots}" height="${item.heightDots}"/>`);
    x += width * item.moduleDots;
  });
  const label = item.text
    ? `<text x="${left + total / 2}" y="${item.heightDots + 24}" text-anchor="middle">${escapeXml(data)}</text>`
    : '';
  return { svg: rects.join('') + label, heightDots: item.heightDots + (item.text ? 36 : 12) };
}

function barsOf(name: string | undefined, data: string): readonly number[] | null {
  try {
    const [symbol] = name ? bwip.raw(name, data, '') : [];
    return symbol && 'sbs' in symbol ? symbol.sbs : null;
  } catch {
    return null; // A real printer, too, prints nothing for data that the symbology cannot hold.
  }
}

function drawQr(item: Extract<PaperItem, { kind: 'qr' }>, widthDots: number): Drawn {
  const [symbol] = bwip.raw('qrcode', item.data, `eclevel=${item.level}`);
  if (!symbol || !('pixs' in symbol)) return note('[QR]', widthDots);
  const size = symbol.pixx * item.moduleDots;
  const left = startOf(item.align, size, widthDots);
  const dots: string[] = [];
  symbol.pixs.forEach((dark, index) => {
    const x = left + (index % symbol.pixx) * item.moduleDots;
    const y = 6 + Math.floor(index / symbol.pixx) * item.moduleDots;
    if (dark) dots.push(`M${x} ${y}h${item.moduleDots}v${item.moduleDots}h${-item.moduleDots}z`);
  });
  return { svg: `<path shape-rendering="crispEdges" d="${dots.join('')}"/>`, heightDots: size + 12 };
}

function drawRaster(item: Extract<PaperItem, { kind: 'raster' }>, widthDots: number): Drawn {
  const left = startOf(item.align, item.widthBytes * 8, widthDots);
  const dots: string[] = [];
  item.data.forEach((byte, index) => {
    const y = Math.floor(index / item.widthBytes);
    for (let bit = 0; bit < 8; bit++) {
      if (byte & (0x80 >> bit)) dots.push(`M${left + (index % item.widthBytes) * 8 + bit} ${y}h1v1h-1z`);
    }
  });
  return { svg: `<path shape-rendering="crispEdges" d="${dots.join('')}"/>`, heightDots: item.heightDots };
}

function note(text: string, widthDots: number): Drawn {
  return {
    svg: `<text x="${widthDots / 2}" y="21" text-anchor="middle">${escapeXml(text)}</text>`,
    heightDots: 30,
  };
}

function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
