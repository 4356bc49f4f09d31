/** The demo's people: invented, with PINs and passwords that `run.json` tells everybody. */
import type { DemoStaff } from '../system/run-file.ts';
import type { Client } from './client.ts';
import { demoId } from './ids.ts';
import { edgeStore } from './stores.ts';

type Person = DemoStaff & Readonly<{ id: string; language: 'fr' | 'en'; storeIds: readonly string[] }>;

const till = [edgeStore.id];

const people: readonly Person[] = [
  { name: 'Maude Tremblay', role: 'cashier', pin: '1234', language: 'fr', storeIds: till },
  { name: 'Samuel Nguyen', role: 'cashier', pin: '2345', language: 'en', storeIds: till },
  { name: 'Karim Benali', role: 'supervisor', pin: '3456', language: 'fr', storeIds: till },
  {
    name: 'Geneviève Côté',
    role: 'manager',
    pin: '4567',
    login: 'genevieve',
    password: 'comptoir-gerance',
    language: 'fr',
    storeIds: till,
  },
  {
    name: 'Philippe Bouchard',
    role: 'head-office',
    login: 'philippe',
    password: 'comptoir-siege',
    language: 'fr',
    storeIds: [],
  },
].map(
  (person, at): Person => ({
    ...person,
    language: person.language === 'en' ? 'en' : 'fr',
    id: demoId.staff(at + 1),
  }),
);

export const demoStaff: readonly DemoStaff[] = people.map(
  ({ id: _id, language: _language, storeIds: _storeIds, ...person }) => person,
);

export async function seedStaff(client: Client): Promise<string> {
  const { items } = await client.get<{ items: { id: string }[] }>('/api/v1/staff?limit=200');
  const known = new Set(items.map(({ id }) => id));
  const missing = people.filter(({ id }) => !known.has(id));
  for (const { id, name, role, ...person } of missing)
    await client.put(`/api/v1/staff/${id}`, { displayName: name, roles: [role], ...person });
  return `${missing.length} of ${people.length} people`;
}
