import { migration } from '@comptoir/service-kit/db/migrations';
import { letters } from '../spelling/letters.ts';

export const createCatalogue = migration(
  'CreateCatalogue1764000000100',
  `
  -- Trusted: the database's owner may create it.
  create extension if not exists pg_trgm;

  create table category (
    id uuid primary key,
    -- Checked at commit: a whole tree is replaced in one transaction, in any order.
    parent_id uuid references category deferrable initially deferred,
    slug text not null unique deferrable initially deferred,
    name_fr text not null,
    name_en text not null,
    rank int not null
  );

  create table product (
    id uuid primary key,
    sku text not null unique,
    parent_id uuid references product,
    is_family boolean not null default false,
    name_fr text not null,
    name_en text not null,
    variant_fr text,
    variant_en text,
    category_id uuid not null references category,
    tax_category text not null,
    sold_by text not null check (sold_by in ('piece', 'weight')),
    image_url text,
    rank int,
    favourite boolean not null default false,
    archived boolean not null default false,
    -- Both names and the SKU, folded by the service: accents are gone before PostgreSQL sees them.
    words text not null,
    search tsvector not null,
    version int not null default 1,
    updated_at timestamptz not null default now(),
    updated_by text not null
  );
  create index product_parent on product (parent_id) where parent_id is not null;
  create index product_category on product (category_id);
  create index product_updated on product (updated_at, id);
  create index product_rank on product (rank) where rank is not null;
  create index product_search on product using gin (search);
  -- Only names are asked for by likeness, and only when no word matched.
  create index product_words on product using gin (words gin_trgm_ops);

  create table barcode (
    gtin char(14) primary key,
    product_id uuid not null references product
  );
  create index barcode_product on barcode (product_id);

  -- Every price there was; the one in force has not ended.
  create table price (
    id uuid primary key,
    product_id uuid not null references product,
    channel text not null default '*',
    amount_minor bigint not null check (amount_minor > 0),
    currency text not null,
    valid_from timestamptz not null,
    valid_to timestamptz,
    changed_by text not null,
    check (valid_to is null or valid_to >= valid_from)
  );
  create unique index price_open on price (product_id, channel) where valid_to is null;
  create index price_history on price (product_id, valid_from desc);

  -- One row: what the tills price with, whole.
  create table basket_rules (
    one boolean primary key default true check (one),
    rules jsonb not null,
    changed_at timestamptz not null default now(),
    changed_by text not null
  );
  `,
  `drop table basket_rules, price, barcode, product, category;`,
);

export const createImports = migration(
  'CreateImports1764000000200',
  `
  create table import (
    id uuid primary key,
    dry_run boolean not null,
    format text not null,
    started_at timestamptz not null default now(),
    -- Null: still running, or cut off.
    finished_at timestamptz,
    started_by text not null,
    rows int not null default 0,
    created int not null default 0,
    updated int not null default 0,
    unchanged int not null default 0,
    bad int not null default 0
  );
  create table import_bad_row (
    import_id uuid not null references import on delete cascade,
    row int not null,
    field text not null,
    value text not null,
    code text not null,
    detail text not null,
    primary key (import_id, row, field)
  );
  `,
  `drop table import_bad_row, import;`,
);

/** Attributes, what Inventory tells of stock, and the words that typing errors are corrected to. */
export const createShopReads = migration(
  'CreateShopReads1764000000300',
  `
  alter table product add column attributes jsonb not null default '{}',
    add column attribute_terms text[] not null default '{}';
  create index product_attribute_terms on product using gin (attribute_terms);

  -- Ids as Inventory tells them: it may know of products that are not ours.
  create table stock_level (
    product_id text not null,
    location_id text not null,
    available numeric(14, 3) not null,
    version bigint not null,
    as_of timestamptz not null,
    primary key (product_id, location_id)
  );

  create table catalogue_word (word text primary key, spelling text not null, uses int not null);
  create index catalogue_word_like on catalogue_word using gin (word gin_trgm_ops);
  insert into catalogue_word (word, spelling, uses)
    select word, word, count(*) from product, regexp_split_to_table(words, ' ') as word
    where word ~ '^[a-z]{4,40}$' group by word;
  `,
  `drop table catalogue_word, stock_level; drop index product_attribute_terms;
   alter table product drop column attributes, drop column attribute_terms;`,
);

/** A word may be spelt in several ways: what most names do is right. */
export const countSpellings = migration(
  'CountSpellings1764000000400',
  `
  alter table catalogue_word drop constraint catalogue_word_pkey, add primary key (spelling);
  create index catalogue_word_whole on catalogue_word (word);
  `,
  'truncate catalogue_word; drop index catalogue_word_whole; alter table catalogue_word drop constraint catalogue_word_pkey, add primary key (word);',
);

/** The order of every list that asks for no other (`reads/list.ts`): a page is cut from it without sorting the catalogue. */
export const keepOrder = migration(
  'KeepOrder1764000000410',
  'create index product_place on product (coalesce(rank, 2147483647), id);',
  'drop index product_place;',
);

/** What a price that was lowered is compared with, written with it: a list pays nothing for it. */
export const comparePrices = migration(
  'ComparePrices1764000000420',
  'alter table price add column compare_at_minor bigint check (compare_at_minor > amount_minor);',
  'alter table price drop column compare_at_minor;',
);

export const createPromotions = migration(
  'CreatePromotions1764000000430',
  `
  create table promotion (
    id uuid primary key,
    version int not null default 1,
    -- Newest of all: given under the table's lock, so that a set of promotions is named by its highest.
    revision bigint not null unique,
    -- As tills get it, without id and revision.
    terms jsonb not null,
    -- Long over: tills hold it no more.
    withdrawn boolean not null default false,
    changed_at timestamptz not null default now(),
    changed_by text not null
  );
  -- What each was before, for whoever asks who changed what.
  create table promotion_history (
    promotion_id uuid not null references promotion,
    version int not null,
    terms jsonb not null,
    changed_at timestamptz not null,
    changed_by text not null,
    primary key (promotion_id, version)
  );
  `,
  'drop table promotion_history, promotion;',
);

/** Prices for a channel, some stores, a time: a product's own price counts where no list does. */
export const createPriceLists = migration(
  'CreatePriceLists1764000000440',
  `
  create table price_list (
    id uuid primary key,
    version int not null default 1,
    name text not null,
    -- Null: both.
    channel text check (channel in ('pos', 'web')),
    -- Null: all, and the shop.
    store_ids text[] check (cardinality(store_ids) > 0),
    valid_from timestamptz not null,
    -- Null: until further notice.
    valid_to timestamptz check (valid_to > valid_from),
    changed_at timestamptz not null default now(),
    changed_by text not null
  );
  create table price_list_entry (
    list_id uuid not null references price_list,
    product_id uuid not null references product,
    amount_minor bigint not null check (amount_minor > 0),
    currency text not null,
    primary key (list_id, product_id)
  );
  create index price_list_entry_product on price_list_entry (product_id);

  -- What a product costs the house: for head office alone, never in a feed.
  alter table product add column cost_minor bigint check (cost_minor >= 0);
  `,
  'alter table product drop column cost_minor; drop table price_list_entry, price_list;',
);

/** Who changed what, from what to what: of catalogue, prices and promotions. Written with the change, never altered. */
export const createAudit = migration(
  'CreateAudit1764000000450',
  `
  create table audit_entry (
    id uuid primary key,
    at timestamptz not null default clock_timestamp(),
    by text not null,
    -- Whoever said yes, where a second person had to.
    approved_by text,
    kind text not null,
    subject_id text not null,
    -- As it was called on the day.
    subject text not null,
    changes jsonb not null,
    correlation_id text not null
  );
  create index audit_entry_time on audit_entry (at desc, id desc);
  create index audit_entry_subject on audit_entry (subject_id, at desc);
  `,
  'drop table audit_entry;',
);

/** A change of prices may need two people: what the one proposes, another decides. */
export const createProposals = migration(
  'CreateProposals1764000000460',
  `
  create table four_eyes (
    one boolean primary key default true check (one),
    prices boolean not null,
    changed_at timestamptz not null default now(),
    changed_by text not null
  );
  create table price_proposal (
    id uuid primary key,
    request jsonb not null,
    -- As the audit would tell it: what is approved is exactly this.
    changes jsonb not null,
    state text not null default 'open' check (state in ('open', 'approved', 'rejected')),
    proposed_by text not null,
    proposed_at timestamptz not null default clock_timestamp(),
    decided_by text check (decided_by <> proposed_by or state = 'rejected'),
    decided_at timestamptz
  );
  create index price_proposal_time on price_proposal (proposed_at desc);
  `,
  'drop table price_proposal, four_eyes;',
);

export const countPromotionUses = migration(
  'CountPromotionUses1764000000470',
  `create table promotion_use (
     promotion_id uuid not null references promotion,
     -- The sale or the order.
     reference uuid not null,
     -- Held until then; null: taken.
     until timestamptz,
     at timestamptz not null default now(),
     primary key (promotion_id, reference)
   );`,
  'drop table promotion_use;',
);

/** Bad rows as they were read, so that they can be mended and sent again; as text, since they may hold what JSON of the database refuses. */
export const keepBadLines = migration(
  'KeepBadLines1764000000600',
  `create table import_bad_line (
    import_id uuid not null references import on delete cascade,
    row int not null,
    raw text not null,
    primary key (import_id, row)
  );`,
  'drop table import_bad_line;',
);

/** Pictures in each of their sizes; a name holds a hash, so that a row never changes. */
export const keepPictures = migration(
  'KeepPictures1764000000610',
  `create table picture (
    name text primary key,
    bytes bytea not null,
    added_at timestamptz not null default now(),
    added_by text not null
  );`,
  'drop table picture;',
);

/** What a sale of it asks for: an age, a number, a deposit. */
export const askAtSale = migration(
  'AskAtSale1764000000620',
  `alter table product
     add column minimum_age int check (minimum_age between 1 and 120),
     add column tracks text check (tracks in ('serial', 'lot')),
     add column is_charge boolean not null default false,
     add column charge_ids uuid[] not null default '{}';`,
  'alter table product drop column minimum_age, drop column tracks, drop column is_charge, drop column charge_ids;',
);

/** What attributes there are, and by which of them the variants of a family differ. */
export const defineAttributes = migration(
  'DefineAttributes1764000000630',
  `create table attribute_definition (
     code text primary key,
     name_fr text not null,
     name_en text not null,
     type text not null check (type in ('text', 'number', 'boolean', 'choice')),
     unit text,
     choices jsonb not null default '[]',
     is_filter boolean not null,
     for_promotions boolean not null,
     version int not null default 1
   );
   alter table product add column option_codes text[] not null default '{}';`,
  'alter table product drop column option_codes; drop table attribute_definition;',
);

/** Words with a doubled letter are known without it, too (`spelling/alike.ts`). */
export const squeezeWords = migration(
  'SqueezeWords1764000000640',
  `update product set search = search || to_tsvector('simple', plain) from (
     select id, string_agg(regexp_replace(word, '([a-z])\\1+', '\\1', 'g'), ' ') as plain
     from product, regexp_split_to_table(words, ' ') as word where length(word) >= 7 and word ~ '([a-z])\\1' group by id
   ) squeezed where squeezed.id = product.id;`,
  'select;',
);

const lettersInSql = [...letters]
  .map((letter, at) => `((position('${letter}' in word) > 0)::int << ${at})`)
  .join(' | ');

/** What of the vocabulary may be meant is told by the letters that words have (`spelling/letters.ts`); likeness is asked for no more. */
export const knowLetters = migration(
  'KnowLetters1764000000650',
  `alter table catalogue_word add column letters int generated always as
     (${lettersInSql}) stored;
   drop index catalogue_word_like;`,
  `alter table catalogue_word drop column letters;
   create index catalogue_word_like on catalogue_word using gin (word gin_trgm_ops);`,
);

/** Codes for a single use, and by which of them a use was. */
export const giveCodes = migration(
  'GiveCodes1764000000660',
  `create table coupon_batch (
     id uuid primary key,
     promotion_id uuid not null references promotion,
     codes int not null,
     made_at timestamptz not null default now(),
     made_by text not null
   );
   create index coupon_batch_promotion on coupon_batch (promotion_id);
   create table coupon_code (code text primary key, batch_id uuid not null references coupon_batch);
   create index coupon_code_batch on coupon_code (batch_id, code);
   alter table promotion_use add column code text references coupon_code;
   create index promotion_use_code on promotion_use (code) where code is not null;`,
  'alter table promotion_use drop column code; drop table coupon_code, coupon_batch;',
);

/** Words in the order in which they were learnt: services keep them, and ask for those that are new (`spelling/known-words.ts`). */
export const placeWords = migration(
  'PlaceWords1764000000670',
  `alter table catalogue_word drop column letters, add column place bigint generated always as identity;
   create unique index catalogue_word_place on catalogue_word (place);`,
  `alter table catalogue_word drop column place;
   alter table catalogue_word add column letters int generated always as (${lettersInSql}) stored;`,
);

/**
 * Names are asked for by likeness no more: the vocabulary corrects what was mistyped. Rows that wait for their place in an index are read
 * one by one by every search, so few may wait: at the usual 4 MB a search took 40 ms. And a page that is not in order costs what any
 * other does, on disks without heads: else a search of a frequent beginning reads the whole catalogue.
 */
export const searchByIndex = migration(
  'SearchByIndex1764000000680',
  `drop index product_words;
   -- Instances of before, which are still running, write it.
   alter table product alter column words set default '';
   alter index product_search set (gin_pending_list_limit = 256);
   alter index product_attribute_terms set (gin_pending_list_limit = 256);
   do $$ begin execute format('alter database %I set random_page_cost = 1.1', current_database()); end $$;`,
  `do $$ begin execute format('alter database %I reset random_page_cost', current_database()); end $$;
   alter index product_search reset (gin_pending_list_limit);
   alter index product_attribute_terms reset (gin_pending_list_limit);
   alter table product alter column words drop default;
   create index product_words on product using gin (words gin_trgm_ops);`,
);

export const migrations = [
  createCatalogue,
  createImports,
  createShopReads,
  countSpellings,
  keepOrder,
  comparePrices,
  createPromotions,
  createPriceLists,
  createAudit,
  createProposals,
  countPromotionUses,
  keepBadLines,
  keepPictures,
  askAtSale,
  defineAttributes,
  squeezeWords,
  knowLetters,
  giveCodes,
  placeWords,
  searchByIndex,
];
