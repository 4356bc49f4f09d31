/** The tax rules and treatments that ship with the product, each row with its source. Head office may replace them. */
import rows from '../data/tax-rules.json' with { type: 'json' };
import type { TaxRule, TaxTreatment } from './contract.ts';

/** A row of the file speaks for several places and categories at once. */
type TreatmentRow = Omit<TaxTreatment, 'jurisdiction' | 'category'> &
  Readonly<{ jurisdictions: readonly string[]; categories: readonly string[] }>;

const taxes: readonly TaxRule[] = rows.taxes;
const treatmentRows: readonly TreatmentRow[] = rows.treatments;

/** Ready to be spread into `PriceRules`. */
export const taxData: Readonly<{ taxes: TaxRule[]; treatments: TaxTreatment[] }> = {
  taxes: [...taxes],
  treatments: treatmentRows.flatMap(({ jurisdictions, categories, ...row }) =>
    jurisdictions.flatMap((jurisdiction) =>
      categories.map((category) => ({ jurisdiction, category, ...row })),
    ),
  ),
};
