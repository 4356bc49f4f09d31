/** What a workbook of one sheet holds beside it: styles, and how its parts hang together. Source: ECMA-376 part 1, 18.8; part 2, 6 and 9. */
import { escaped } from '@comptoir/service-kit/escaped';
import type { Column } from '../table.ts';
import type { ZipPart } from './zip.ts';

type Kind = Column['kind'];

/** Characters that XML has no room for are left out; what would read as an escape of spreadsheets (`_x0041_`) stays what it is. */
export function xmlText(text: string): string {
  const held = text
    .replaceAll(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
  return escaped(held);
}

const kinds = ['text', 'date', 'integer', 'money', 'quantity', 'ratio'] as const satisfies readonly Kind[];
const formats: Readonly<Record<Exclude<Kind, 'text'>, string>> = {
  date: 'yyyy-mm-dd',
  integer: '#,##0',
  money: '#,##0.00 "$";-#,##0.00 "$"',
  quantity: '#,##0.####',
  ratio: '0.0%',
};
/** The first number that a format of one's own may have. */
const ownFormats = 164;

export const declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const typed = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Two of each kind: plain and bold. */
export const styleOf = (kind: Kind, isBold: boolean) => 2 * kinds.indexOf(kind) + Number(isBold);

const styles = `${declared}<styleSheet xmlns="${main}"><numFmts count="${kinds.length - 1}">${Object.values(
  formats,
)
  .map((format, index) => `<numFmt numFmtId="${ownFormats + index}" formatCode="${xmlText(format)}"/>`)
  .join('')}</numFmts>
<fonts count="2">${['', '<b/>'].map((bold) => `<font>${bold}<sz val="11"/><name val="Calibri"/></font>`).join('')}</fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="${2 * kinds.length}">${kinds
  .flatMap((_, index) => {
    const format = index === 0 ? 0 : ownFormats + index - 1;
    return [0, 1].map(
      (font) =>
        `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
    );
  })
  .join('')}</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const contentTypes = `${declared}<Types xmlns="${packaged}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml" ContentType="${typed}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${typed}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="${typed}.styles+xml"/></Types>`;

const related = (...targets: readonly (readonly [type: string, target: string])[]) =>
  `${declared}<Relationships xmlns="${packaged}/relationships">${targets
    .map(
      ([type, target], index) =>
        `<Relationship Id="rId${index + 1}" Type="${relations}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

/** A sheet's name has at most 31 characters, and not these. */
const workbook = (title: string) => `${declared}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>
<sheet name="${xmlText(title.replaceAll(/[[\]:*?/\\]/g, ' ').slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`;

/** The parts before the sheet, which is `xl/worksheets/sheet1.xml`. */
export const partsBeside = (title: string): ZipPart[] => [
  { name: '[Content_Types].xml', text: [contentTypes] },
  { name: '_rels/.rels', text: [related(['officeDocument', 'xl/workbook.xml'])] },
  { name: 'xl/workbook.xml', text: [workbook(title)] },
  {
    name: 'xl/_rels/workbook.xml.rels',
    text: [related(['worksheet', 'worksheets/sheet1.xml'], ['styles', 'styles.xml'])],
  },
  { name: 'xl/styles.xml', text: [styles] },
];
