/** The demo's stores. Names, addresses, telephone and tax numbers are invented, and say so where they are shown. */
import type { StoreConfiguration } from '@comptoir/sync-protocol/feeds/rows';
import type { Client } from './client.ts';
import { demoId } from './ids.ts';
import { taxRegistrations } from './seller.ts';

type DemoStore = StoreConfiguration &
  Readonly<{
    kind: 'store' | 'warehouse';
    coordinates: Readonly<{ latitude: number; longitude: number }>;
    hours: typeof hours | null;
  }>;
type Place = Pick<DemoStore, 'code' | 'number' | 'name' | 'address' | 'phone' | 'kind' | 'coordinates'> &
  Readonly<{ registers: number }>;

const places: readonly Place[] = [
  {
    code: 'MTL01',
    number: '012',
    name: 'Comptoir Mont-Royal',
    address: ['1240, avenue du Mont-Royal Est', 'Montréal (Québec)  H2J 1Y0'],
    phone: '514 555-0112',
    coordinates: { latitude: 45.533, longitude: -73.572 },
    kind: 'store',
    registers: 2,
  },
  {
    code: 'LAV02',
    number: '015',
    name: 'Comptoir Sainte-Rose',
    address: ['85, boulevard Sainte-Rose', 'Laval (Québec)  H7L 1L0'],
    phone: '450 555-0115',
    coordinates: { latitude: 45.613, longitude: -73.786 },
    kind: 'store',
    registers: 2,
  },
  {
    code: 'QUE03',
    number: '021',
    name: 'Comptoir Saint-Jean',
    address: ['610, rue Saint-Jean', 'Québec (Québec)  G1R 1P0'],
    phone: '418 555-0121',
    coordinates: { latitude: 46.81, longitude: -71.219 },
    kind: 'store',
    registers: 2,
  },
  {
    code: 'WEB01',
    number: '090',
    name: 'Entrepôt Lachine',
    address: ['2400, 32e Avenue', 'Lachine (Québec)  H8T 3H0'],
    phone: '514 555-0190',
    coordinates: { latitude: 45.456, longitude: -73.711 },
    kind: 'warehouse',
    registers: 0,
  },
];

const open = (from: string, to: string) => ({ from, to });
const [short, late] = [open('09:00', '18:00'), open('09:00', '21:00')];
/** Within what Québec lets shops be open. Source: Loi sur les heures et les jours d’admission, RLRQ c. H-2.1, art. 2. */
const hours = {
  week: [short, short, short, late, late, open('09:00', '17:00'), open('10:00', '17:00')],
  onHolidays: false,
  exceptions: [],
};

export const notice = {
  fr: 'Démonstration : les prix et les stocks sont inventés. Noms de produits réels : © les contributeurs d’Open Food Facts (ODbL).',
  en: 'Demo: prices and stock are invented. Real product names: © Open Food Facts contributors (ODbL).',
};

const storeOf = ({ registers, ...place }: Place, at: number): DemoStore => ({
  ...place,
  id: demoId.store(at + 1),
  address: [...place.address],
  timeZone: 'America/Toronto',
  currency: 'CAD',
  jurisdiction: 'CA-QC',
  taxRegistrations,
  registers: Array.from({ length: registers }, (_, index) => ({
    id: demoId.register(at + 1, index + 1),
    number: String(index + 1),
  })),
  hours: place.kind === 'store' ? hours : null,
  receiptFooter: {
    fr: 'Merci de votre visite!\nDémonstration : prix inventés, reçu sans valeur.',
    en: 'Thank you for your visit!\nDemo: invented prices, receipt of no value.',
  },
  notice,
});

export const stores: readonly DemoStore[] = places.map(storeOf);

/** The store that has the edge, and its first register. */
export const edgeStore = stores[0] ?? failed('no store');

function failed(why: string): never {
  throw new Error(why);
}

export async function seedStores(client: Client): Promise<string> {
  const { items } = await client.get<{ items: { id: string }[] }>('/api/v1/sales/stores');
  const known = new Set(items.map(({ id }) => id));
  const missing = stores.filter(({ id }) => !known.has(id));
  for (const store of missing) await client.put(`/api/v1/sales/stores/${store.id}`, store);
  return `${missing.length} of ${stores.length} stores`;
}
