/**
 * What attributes there are, of which type, and what each is for: one definition for all products. A change puts the values that products
 * have into the new form, in the same transaction; where one cannot be read, it is refused.
 */
import type { Tx } from '@comptoir/service-kit/db/database';
import { fieldChanges } from '@comptoir/service-kit/field-changes';
import { notFound, problem } from '@comptoir/service-kit/http/problem';
import type { Change } from '../admin/prices.ts';
import type { AttributeDefinition, AttributeTerms, Renamed } from '../api.ts';
import { record } from '../audit/record.ts';
import { inFrench } from '../by-name.ts';
import { tellProducts, tellTills } from '../events.ts';
import type { Product } from '../product.ts';
import { findProducts, type Queries } from '../store/product-rows.ts';
import type { Texts } from '../texts.ts';
import { attributeTerm, attributeTerms } from './attributes.ts';
import { type Definitions, readValue } from './read-value.ts';

const definitionsMax = 200;

type Row = Omit<AttributeDefinition, 'name'> & { nameFr: string; nameEn: string };

export async function readDefinitions(queries: Queries): Promise<AttributeDefinition[]> {
  const rows = await queries.query<Row>(
    `select code, name_fr as "nameFr", name_en as "nameEn", type, unit, choices, is_filter as "isFilter",
       for_promotions as "forPromotions", version
     from attribute_definition order by ${inFrench('name_fr')}, code`,
  );
  return rows.map(({ nameFr, nameEn, ...rest }) => ({ ...rest, name: { fr: nameFr, en: nameEn } }));
}

/** For whoever writes products: until it commits, no definition changes. */
export async function holdDefinitions(tx: Tx): Promise<Definitions> {
  const [, all] = await Promise.all([
    tx.query('lock table attribute_definition in share mode'),
    readDefinitions(tx),
  ]);
  return new Map(all.map((one) => [one.code, one]));
}

/** Creates it, or replaces what there is under this code. */
export async function putDefinition(
  tx: Tx,
  code: string,
  { renamed = [], ...terms }: AttributeTerms & { renamed?: readonly Renamed[] | undefined },
  change: Change,
): Promise<AttributeDefinition> {
  const all = await lockAll(tx);
  const old = all.get(code);
  checkVersion(old, change);
  if (!old && all.size >= definitionsMax)
    throw problem(422, 'too-many-attributes', 'There are too many attributes', `At most ${definitionsMax}.`);
  if (old?.forPromotions && !terms.forPromotions) await refusePromoted(tx, code);
  await tx.query(
    `insert into attribute_definition (code, name_fr, name_en, type, unit, choices, is_filter, for_promotions)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)
     on conflict (code) do update set name_fr = excluded.name_fr, name_en = excluded.name_en, type = excluded.type,
       unit = excluded.unit, choices = excluded.choices, is_filter = excluded.is_filter,
       for_promotions = excluded.for_promotions, version = attribute_definition.version + 1`,
    [
      ...[code, terms.name.fr, terms.name.en, terms.type, terms.unit, JSON.stringify(terms.choices)],
      ...[terms.isFilter, terms.forPromotions],
    ],
  );
  const definition = { ...terms, code, version: (old?.version ?? 0) + 1 };
  await rewriteValues(tx, definition, renamed, change);
  if ((old?.forPromotions ?? false) !== terms.forPromotions)
    await eachPage(tx, 'p.attributes ? $1', code, (products) => tellTills(tx, products));
  await audit(tx, code, terms.name, old ?? {}, definition, change);
  return definition;
}

/** What products say stays, as text. */
export async function removeDefinition(tx: Tx, code: string, change: Change): Promise<void> {
  const old = (await lockAll(tx)).get(code);
  if (!old) throw notFound('attribute');
  checkVersion(old, change);
  if (old.forPromotions) await refusePromoted(tx, code);
  const [family] = await tx.query<{ sku: string }[]>(
    'select sku from product where $1 = any(option_codes) limit 1',
    [code],
  );
  if (family)
    throw problem(
      409,
      'attribute-is-option',
      'Variants differ by this attribute',
      `Take it off the options of ${family.sku} first.`,
    );
  await tx.query('delete from attribute_definition where code = $1', [code]);
  if (old.forPromotions) await eachPage(tx, 'p.attributes ? $1', code, (products) => tellTills(tx, products));
  await audit(tx, code, old.name, old, {}, change);
}

async function lockAll(tx: Tx): Promise<Map<string, AttributeDefinition>> {
  await tx.query('lock table attribute_definition in share row exclusive mode');
  return new Map((await readDefinitions(tx)).map((one) => [one.code, one]));
}

function checkVersion(old: AttributeDefinition | undefined, { ifMatch }: Change): void {
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== `"${old?.version ?? 0}"`)
    throw problem(
      412,
      'changed-meanwhile',
      'This attribute was changed meanwhile',
      'Load it again, then make your change.',
    );
}

async function refusePromoted(tx: Tx, code: string): Promise<void> {
  const [named] = await tx.query<{ name: string }[]>(
    `select terms -> 'name' ->> 'fr' as name from promotion
     where not withdrawn and jsonb_path_exists(terms, '$.**.attributes ? (exists (@.keyvalue() ? (@.key == $code)))', jsonb_build_object('code', $1::text))
     limit 1`,
    [code],
  );
  if (named)
    throw problem(
      409,
      'attribute-promoted',
      'A promotion is on this attribute',
      `End ${named.name} first; seven days later the attribute is free.`,
    );
}

/** Puts what products say into the definition's form. @throws Problem 409 where somebody's value is none. */
async function rewriteValues(
  tx: Tx,
  definition: AttributeDefinition,
  renamed: readonly Renamed[],
  change: Change,
): Promise<void> {
  const { code } = definition;
  const newName = new Map(renamed.map(({ from, to }) => [attributeTerm('', from.fr), to]));
  const said = await tx.query<{ value: Texts; count: number; sku: string }[]>(
    `select attributes -> $1 as value, count(*)::int, min(sku) as sku from product where attributes ? $1 group by 1`,
    [code],
  );
  for (const { value, count, sku } of said) {
    const next = readValue(definition, newName.get(attributeTerm('', value.fr)) ?? value);
    if (!next)
      throw problem(
        409,
        'attribute-in-use',
        'Products say something else of this attribute',
        `“${value.fr}” of ${sku}${count > 1 ? ` and ${count - 1} more` : ''} would be nothing.`,
        { members: { value, count, sku } },
      );
    if (next.fr === value.fr && next.en === value.en) continue;
    await eachPage(
      tx,
      'p.attributes -> $1 = $2::jsonb',
      code,
      async (products) =>
        tellProducts(tx, await rewritten(tx, products, code, next, change), change.correlationId),
      JSON.stringify(value),
    );
  }
}

async function rewritten(tx: Tx, products: readonly Product[], code: string, value: Texts, { by }: Change) {
  const next = products.map((product) => ({
    ...product,
    attributes: { ...product.attributes, [code]: value },
  }));
  const ids = next.map(({ id }) => id);
  await tx.query(
    `update product p set attributes = p.attributes || jsonb_build_object($2::text, $3::jsonb),
       attribute_terms = string_to_array(t.terms, chr(10)), version = version + 1, updated_at = clock_timestamp(), updated_by = $4
     from unnest($1::uuid[], $5::text[]) as t (id, terms) where t.id = p.id`,
    [ids, code, JSON.stringify(value), by, next.map((one) => attributeTerms(one.attributes).join('\n'))],
  );
  return findProducts(tx, 'p.id = any($1::uuid[])', [ids]);
}

const pageProducts = 1_000;
const firstId = '00000000-0000-0000-0000-000000000000';

async function eachPage(
  tx: Tx,
  condition: string,
  code: string,
  does: (products: readonly Product[]) => Promise<void>,
  ...more: readonly string[]
): Promise<void> {
  for (let after = firstId; ; ) {
    const page = await findProducts(
      tx,
      `${condition} and p.id > $${more.length + 2} order by p.id limit ${pageProducts}`,
      [code, ...more, after],
    );
    const last = page.at(-1);
    if (!last) return;
    await does(page);
    after = last.id;
  }
}

async function audit(tx: Tx, code: string, name: Texts, before: object, after: object, change: Change) {
  const told = (one: object) => ({ ...one, version: undefined });
  const changes = fieldChanges(told(before), told(after));
  await record(tx, change, [{ kind: 'attribute', id: code, name: name.fr, changes }]);
}
