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
  country: string;
  phone: string | null;
}>;
