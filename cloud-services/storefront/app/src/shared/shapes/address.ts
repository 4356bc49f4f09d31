export const countries = ['CA', 'US', 'FR'] as const;
export type Country = (typeof countries)[number];

/** Where something goes, as a customer keeps it. */
export type Address = Readonly<{
  id: string;
  kind: 'delivery' | 'billing';
  isDefault: boolean;
  recipient: string;
  lines: readonly string[];
  city: string;
  region: string;
  postalCode: string;
  country: Country;
  phone: string | null;
}>;
