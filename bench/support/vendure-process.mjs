/**
 * A shop by Vendure in a process of its own: its defaults in production mode, its dummy payment, no search index, no mails, no plugin.
 * Packages come from the folder that is given, which is none of ours. It says `{"ready":[…]}`, the variants to buy, once it answers.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [place = '', port = '', database = '', catalogue = ''] = process.argv.slice(2);
const load = createRequire(join(place, 'package.json'));
const core = load('@vendure/core');
const { populate } = load('@vendure/core/cli');

const logger = new core.DefaultLogger({ level: core.LogLevel.Warn });
const config = {
  logger,
  apiOptions: { port: Number(port), hostname: '127.0.0.1' },
  // A session is named by a header, as a mobile app does: no cookie jar is needed.
  authOptions: {
    tokenMethod: 'bearer',
    superadminCredentials: { identifier: 'superadmin', password: 'bench' },
  },
  dbConnectionOptions: {
    type: 'postgres',
    url: database,
    synchronize: true,
    logging: false,
    // As many as all of our services together may hold is for nobody; its default of 10 is for fewer in flight than come here.
    poolSize: 20,
  },
  paymentOptions: { paymentMethodHandlers: [core.dummyPaymentHandler] },
};
const initial = {
  defaultLanguage: 'en',
  defaultZone: 'Americas',
  countries: [{ name: 'Canada', code: 'CA', zone: 'Americas' }],
  taxRates: [{ name: 'Standard Tax', percentage: 14.975 }],
  shippingMethods: [{ name: 'Standard Shipping', price: 995 }],
  paymentMethods: [
    {
      name: 'Card',
      handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'false' }] },
    },
  ],
  collections: [],
};

const app = await populate(() => core.bootstrap(config), initial);
const context = await app.get(core.RequestContextService).create({ apiType: 'admin', languageCode: 'en' });
const [taxCategory] = (await app.get(core.TaxCategoryService).findAll(context)).items;
const importer = app.get(core.FastImporterService);
await importer.initialize();
const variants = await Promise.all(
  JSON.parse(readFileSync(catalogue, 'utf8')).map(async ({ sku, name, priceMinor }) => {
    const words = { languageCode: 'en', name };
    const productId = await importer.createProduct({
      enabled: true,
      translations: [{ ...words, slug: sku, description: '' }],
    });
    return importer.createProductVariant({
      productId,
      sku,
      price: priceMinor,
      stockOnHand: 1_000_000,
      taxCategoryId: taxCategory.id,
      translations: [words],
    });
  }),
);
process.stdout.write(`${JSON.stringify({ ready: variants.map(String) })}\n`);
