/** Inventory's own tables; the shared ones (outbox, inbox, feeds, idempotency) come from the service kit. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Ledger1764000000000 implements MigrationInterface {
  name = 'Ledger1764000000000';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table location (
        id text primary key, code text not null, name text not null, kind text not null, version bigint not null
      );
      create table product_name (
        product_id text primary key, sku text not null, name jsonb not null, deleted boolean not null, version bigint not null
      );
      create table movement (
        id uuid primary key,
        location_id text not null,
        product_id text not null,
        quantity numeric(14, 3) not null,
        reason text not null,
        origin text not null,
        reference text not null,
        at timestamptz not null,
        recorded_at timestamptz not null default now()
      );
      create index movement_by_product on movement (product_id, location_id, at);
      create table balance (
        location_id text not null,
        product_id text not null,
        on_hand numeric(14, 3) not null,
        reserved numeric(14, 3) not null default 0,
        as_of timestamptz not null,
        primary key (location_id, product_id)
      );
      create index balance_by_product on balance (product_id);
    `);
    // The ledger is the truth: nobody corrects it but by a further movement.
    await db.query(`
      create function refuse_ledger_change() returns trigger language plpgsql as $$
        begin raise exception 'movements are append-only'; end $$;
      create trigger movement_is_append_only before update or delete on movement
        for each statement execute function refuse_ledger_change();
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'drop table balance, movement, product_name, location; drop function refuse_ledger_change()',
    );
  }
}
