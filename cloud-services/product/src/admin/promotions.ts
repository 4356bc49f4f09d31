/** Promotions: written at head office, told to every till by the catalogue's feed in the same transaction. */
import {
  givesAllAway,
  type Promotion,
  type PromotionFault,
  promotedValue,
  promotionFault,
  type Selection,
} from '@comptoir/pricing';
import type { Tx } from '@comptoir/service-kit/db/database';
import { fieldChanges } from '@comptoir/service-kit/field-changes';
import { notFound, problem } from '@comptoir/service-kit/http/problem';
import type { PromotionRequest, PromotionTerms, PromotionView, Renamed } from '../api.ts';
import { holdDefinitions } from '../attributes/definitions.ts';
import { record } from '../audit/record.ts';
import { tellCatalogue } from '../events.ts';
import { newId } from '../ids.ts';
import type { Queries } from '../store/product-rows.ts';
import type { Change } from './prices.ts';

/** Tills keep one that is over for baskets that were opened before its end, and clocks that are wrong. */
const keptAfterEnd = '7 days';

type Row = {
  id: string;
  version: number;
  revision: string;
  terms: PromotionTerms;
  changed_at: Date;
  changed_by: string;
};
const columns = 'id, version, revision, terms, changed_at, changed_by';

export async function createPromotion(
  tx: Tx,
  request: PromotionRequest,
  change: Change,
): Promise<PromotionView> {
  const terms = await checked(tx, request);
  const revision = await nextRevision(tx);
  const rows = await tx.query<Row[]>(
    `insert into promotion (id, revision, terms, changed_by) values ($1, $2, $3::jsonb, $4) returning ${columns}`,
    [newId(), revision, JSON.stringify(terms), change.by],
  );
  await audit(tx, rows[0], {}, change);
  return told(tx, rows[0]);
}

export async function changePromotion(
  tx: Tx,
  id: string,
  request: PromotionRequest,
  change: Change,
): Promise<PromotionView> {
  const terms = await checked(tx, request);
  await keepCodes(tx, id, terms);
  return replace(tx, id, () => terms, change);
}

/** Codes that were given out go on being worth something. */
async function keepCodes(tx: Tx, id: string, { coupon, singleUseCodes }: PromotionTerms): Promise<void> {
  const kept = await tx.query<unknown[]>(
    `select from promotion where id = $1 and exists (select from coupon_batch where promotion_id = promotion.id)
       and (terms ->> 'coupon' is distinct from $2 or $3)`,
    [id, coupon ?? null, singleUseCodes !== true],
  );
  if (kept.length > 0)
    throw problem(
      409,
      'codes-were-given-out',
      'Codes of this promotion were given out',
      'Leave its coupon as it is, or end it and write another.',
    );
}

/** From now on no new basket gets it; what was promised to open ones is kept. One that had not begun never does. */
export const endPromotion = (tx: Tx, id: string, change: Change, now: Date): Promise<PromotionView> =>
  replace(
    tx,
    id,
    (terms) => {
      const end = Math.max(now.getTime(), Date.parse(terms.from) + 1);
      const isOver = terms.to !== undefined && Date.parse(terms.to) <= end;
      return isOver ? terms : { ...terms, to: new Date(end).toISOString() };
    },
    change,
  );

async function replace(
  tx: Tx,
  id: string,
  next: (terms: PromotionTerms) => PromotionTerms,
  change: Change,
): Promise<PromotionView> {
  const { by, ifMatch } = change;
  const revision = await nextRevision(tx);
  const [old] = await tx.query<Row[]>(`select ${columns} from promotion where id = $1`, [id]);
  if (!old) throw notFound('promotion');
  const etag = etagOf(old);
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch !== etag)
    throw problem(
      412,
      'changed-meanwhile',
      'This promotion was changed meanwhile',
      'Load it again, then make your change.',
      { headers: { etag } },
    );
  await tx.query(
    `insert into promotion_history (promotion_id, version, terms, changed_at, changed_by)
     select id, version, terms, changed_at, changed_by from promotion where id = $1`,
    [id],
  );
  await tx.query(
    `update promotion set version = version + 1, revision = $2, terms = $3::jsonb, withdrawn = false,
       changed_at = clock_timestamp(), changed_by = $4 where id = $1`,
    [id, revision, JSON.stringify(next(old.terms)), by],
  );
  const [row] = await tx.query<Row[]>(`select ${columns} from promotion where id = $1`, [id]);
  await audit(tx, row, old.terms, change);
  return told(tx, row);
}

async function audit(tx: Tx, row: Row | undefined, before: object, change: Change): Promise<void> {
  if (!row) return;
  const { id, terms } = row;
  const changes = fieldChanges(before, terms);
  await record(tx, change, [{ kind: 'promotion', id, name: terms.name.fr, changes }]);
}

export const etagOf = ({ version }: Pick<Row, 'version'>) => `"${version}"`;

/** Those that begin last first. */
export async function promotions(queries: Queries): Promise<PromotionView[]> {
  const rows = await queries.query<Row>(
    `select ${columns} from promotion order by terms ->> 'from' desc, id limit 1000`,
  );
  return rows.map(viewOf);
}

export async function promotionHistoryOf(queries: Queries, id: string) {
  const rows = await queries.query<Omit<Row, 'id' | 'revision'>>(
    `select version, terms, changed_at, changed_by from promotion where id = $1
     union all select version, terms, changed_at, changed_by from promotion_history where promotion_id = $1
     order by version desc limit 200`,
    [id],
  );
  if (rows.length === 0) throw notFound('promotion');
  return rows.map(({ version, terms, changed_at, changed_by }) => ({
    ...terms,
    version,
    changedAt: changed_at.toISOString(),
    changedBy: changed_by,
  }));
}

/** One change at a time: the highest revision then names the whole set. */
async function nextRevision(tx: Tx): Promise<number> {
  await tx.query('lock table promotion in share row exclusive mode');
  const [row] = await tx.query<{ next: string }[]>(
    'select coalesce(max(revision), 0) + 1 as next from promotion',
  );
  return Number(row?.next);
}

async function told(tx: Tx, row: Row | undefined): Promise<PromotionView> {
  if (!row) throw notFound('promotion');
  const [over] = await tx.query<[{ id: string }[], number]>(
    `update promotion set withdrawn = true where not withdrawn and id <> $1
       and (terms ->> 'to')::timestamptz < now() - interval '${keptAfterEnd}' returning id`,
    [row.id],
  );
  await tellCatalogue(tx, [
    { key: `promotion/${row.id}`, value: promotionOf(row) },
    ...over.map(({ id }) => ({ key: `promotion/${id}`, value: null })),
  ]);
  return viewOf(row);
}

const promotionOf = ({ id, revision, terms }: Row): Promotion => ({
  id,
  revision: Number(revision),
  ...terms,
});

const viewOf = (row: Row): PromotionView => ({
  ...promotionOf(row),
  version: row.version,
  changedAt: row.changed_at.toISOString(),
  changedBy: row.changed_by,
});

const faults: Readonly<Record<PromotionFault, readonly [title: string, detail: string]>> = {
  'ends-before-it-begins': ['This promotion would end before it begins', 'Choose a later end.'],
  'codes-begin-with-nothing': [
    'Codes for a single use begin with a word of their own',
    'Give the promotion a coupon.',
  ],
  'gives-nothing': ['This promotion gives nothing', 'Fewer pieces must be paid than are taken.'],
};

async function checked(tx: Tx, { confirm, ...terms }: PromotionRequest): Promise<PromotionTerms> {
  const fault = promotionFault(terms);
  if (fault) throw problem(422, fault, ...faults[fault]);
  if (givesAllAway(terms.gives) && confirm !== true)
    throw problem(
      409,
      'gives-all-away',
      'This promotion gives goods away for nothing',
      'If that is meant, send it again with "confirm": true.',
    );
  const named = inForm(terms);
  await checkNames(tx, named);
  await checkAttributes(tx, named);
  return named;
}

/** A promotion on a value that is called otherwise now is on its new name. */
export async function renameInPromotions(
  tx: Tx,
  code: string,
  renamed: readonly Renamed[],
  change: Change,
): Promise<void> {
  if (renamed.length === 0) return;
  const newName = new Map(renamed.map(({ from, to }) => [promotedValue(from.fr), promotedValue(to.fr)]));
  const nameOf = (of: string, value: string) => (of === code ? (newName.get(value) ?? value) : value);
  const rows = await tx.query<Pick<Row, 'id' | 'terms'>[]>(
    'select id, terms from promotion where not withdrawn order by id',
  );
  for (const { id, terms } of rows) {
    const next = withValues(terms, nameOf);
    if (JSON.stringify(next) !== JSON.stringify(withValues(terms, (_, value) => value)))
      await replace(tx, id, () => next, { ...change, ifMatch: undefined });
  }
}

/** Values of attributes as the tills are told those of products. */
const inForm = (terms: PromotionTerms): PromotionTerms =>
  withValues(terms, (_, value) => promotedValue(value));

function withValues(
  { include, exclude, gives, ...terms }: PromotionTerms,
  valueIn: (code: string, value: string) => string,
): PromotionTerms {
  const formed = ({ attributes, ...rest }: Selection): Selection =>
    attributes === undefined
      ? rest
      : {
          ...rest,
          attributes: Object.fromEntries(
            Object.entries(attributes).map(([code, values]) => [
              code,
              [...new Set(values.map((value) => valueIn(code, value)))],
            ]),
          ),
        };
  return {
    ...terms,
    ...(include && { include: formed(include) }),
    ...(exclude && { exclude: formed(exclude) }),
    gives:
      gives.kind === 'bundle'
        ? { ...gives, parts: gives.parts.map((part) => ({ ...part, on: formed(part.on) })) }
        : gives,
  };
}

const selectionsOf = ({ include, exclude, gives }: PromotionTerms): Selection[] =>
  [include, exclude, ...(gives.kind === 'bundle' ? gives.parts.map(({ on }) => on) : [])].filter(
    (one) => one !== undefined,
  );

/** Tills know of no other attributes than those that are meant for promotions. */
async function checkAttributes(tx: Tx, terms: PromotionTerms): Promise<void> {
  const codes = selectionsOf(terms).flatMap(({ attributes }) => Object.keys(attributes ?? {}));
  if (codes.length === 0) return;
  const definitions = await holdDefinitions(tx);
  const unknown = codes.filter((code) => definitions.get(code)?.forPromotions !== true);
  if (unknown.length > 0)
    throw problem(
      422,
      'attribute-not-promoted',
      'No promotion can be on this attribute',
      `Mark ${unknown.join(', ')} as an attribute for promotions first.`,
    );
}

/** A promotion on what is not there would be waited for in vain. */
async function checkNames(tx: Tx, terms: PromotionTerms): Promise<void> {
  const { gives } = terms;
  const selections = selectionsOf(terms);
  const gifts = gives.kind === 'basket-gift' ? gives.productIds : [];
  const named = {
    product: [...selections.flatMap((one) => one.productIds ?? []), ...gifts],
    category: selections.flatMap((one) => one.categoryIds ?? []),
  };
  for (const [what, ids] of Object.entries(named)) {
    const rows = await tx.query<{ id: string }[]>(
      `select id from unnest($1::text[]) as id where id not in (select id::text from ${what} where id::text = any($1::text[]))`,
      [ids],
    );
    if (rows.length > 0)
      throw problem(422, `unknown-${what}`, `There is no such ${what}`, rows.map(({ id }) => id).join(', '));
  }
}
