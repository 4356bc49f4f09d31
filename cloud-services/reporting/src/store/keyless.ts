/** Tables without their keys and indexes, for as long as they are filled: built once, they cost a fraction of kept up. */
type FoundKey = { relation: string; name: string; is_key: boolean; definition: string };

/** Statements that make those of a table again. */
export type Keys = Readonly<{ relation: string; statements: readonly string[] }>;

/** @returns what makes them again, by table. A key fails with 23505 where its table holds something twice. */
export async function takeKeys(
  query: (sql: string, parameters?: unknown[]) => Promise<unknown>,
  schema: string,
): Promise<Keys[]> {
  const found = (await query(
    `select i.indrelid::regclass::text as relation, c.relname as name, i.indisprimary as is_key,
       case when i.indisprimary then (select pg_get_constraintdef(k.oid) from pg_constraint k where k.conindid = i.indexrelid)
         else pg_get_indexdef(i.indexrelid) end as definition
     from pg_index i join pg_class c on c.oid = i.indexrelid where c.relnamespace = $1::regnamespace order by 1, 3 desc, 2`,
    [schema],
  )) as FoundKey[];
  const again = new Map<string, string[]>();
  for (const { relation, name, is_key, definition } of found) {
    await query(is_key ? `alter table ${relation} drop constraint ${name}` : `drop index ${schema}.${name}`);
    const statement = is_key ? `alter table ${relation} add constraint ${name} ${definition}` : definition;
    again.set(relation, [...(again.get(relation) ?? []), statement]);
  }
  return [...again].map(([relation, statements]) => ({ relation, statements }));
}
