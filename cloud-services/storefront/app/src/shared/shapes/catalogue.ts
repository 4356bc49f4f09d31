/** Products, lists of them and stores, as pages show them. What the server gives its pages: types only, where both sides of the shop meet. */
import type { ChosenFilters } from '../chosen-filters.ts';
import type { Coordinates } from '../distance.ts';

/** A product in a list. */
export type ProductCard = Readonly<{
  code: string;
  name: string;
  priceMinor: number | null;
  /** What it was before it was lowered; null: it was not. */
  beforeMinor: number | null;
  /** What a promotion that asks for more than one is called; null: none runs. */
  promotion: string | null;
  soldBy: 'piece' | 'weight';
  picture: string | null;
  /** A family: its variants are chosen on its page. */
  hasVariants: boolean;
}>;
export type CategoryLink = Readonly<{ slug: string; name: string; productCount: number }>;
export type HomeData = Readonly<{
  aisles: readonly (CategoryLink & Readonly<{ picture: string | null }>)[];
  products: readonly ProductCard[];
  /** Looked at with this browser before. */
  seen: readonly ProductCard[];
}>;
/** `count`: how many of the whole list have it; null: not counted. */
export type FilterChoice = Readonly<{
  value: string;
  label: string;
  count: number | null;
  isChosen: boolean;
}>;
/** An attribute that a list can be filtered by: one of its values, or a range of numbers. */
export type FilterGroup = Readonly<{
  code: string;
  name: string;
  values: readonly FilterChoice[];
  ranges: readonly FilterChoice[];
}>;
export type ListFilters = Readonly<{ groups: readonly FilterGroup[]; chosen: ChosenFilters }>;
export type ProductOrder = 'rank' | 'name' | 'price' | '-price';
export type CategoryData = Readonly<{
  category: CategoryLink;
  parent: CategoryLink | null;
  children: readonly CategoryLink[];
  products: readonly ProductCard[];
  /** Of those that the filters leave; null: there are none. */
  filteredTotal: number | null;
  filters: ListFilters;
  sort: ProductOrder;
  next: string | null;
  isFirstPage: boolean;
}>;
export type SearchData = Readonly<{
  query: string;
  /** Nothing answers to what was typed; this was meant, and is what is shown. */
  correctedQuery: string | null;
  products: readonly ProductCard[];
  total: number;
  sort: 'relevance' | 'name' | 'price' | '-price';
  category: string | null;
  facets: readonly (CategoryLink & Readonly<{ id: string }>)[];
  filters: ListFilters;
  next: string | null;
  isFirstPage: boolean;
}>;
export type Suggestion = Readonly<{
  code: string;
  name: string;
  priceMinor: number | null;
  picture: string | null;
}>;
/** `isNearest`: none lies nearer to where the visitor said that they are. */
export type StoreStock = Readonly<{
  isNearest: boolean;
  name: string;
  /** Null: not known. */
  coordinates: Coordinates | null;
  available: number;
  asOf: string;
}>;
/** What one chooses among; without a name: among variants by theirs. A value leads to the page of a variant. */
export type Option = Readonly<{
  name: string | null;
  values: readonly Readonly<{ code: string; name: string; isChosen: boolean }>[];
}>;
export type ProductData = Readonly<{
  id: string;
  code: string;
  gtin: string | null;
  name: string;
  variantName: string | null;
  priceMinor: number | null;
  beforeMinor: number | null;
  soldBy: 'piece' | 'weight';
  isTaxed: boolean;
  /** Those that run now; `until` is the day that is no longer one of theirs. */
  promotions: readonly Readonly<{ name: string; isGiven: boolean; until: string | null }>[];
  picture: string | null;
  category: CategoryLink | null;
  parentCategory: CategoryLink | null;
  options: readonly Option[];
  /** Null: not known just now. */
  stock: Readonly<{ online: number; stores: readonly StoreStock[] }> | null;
  related: readonly ProductCard[];
  /** Often bought with it. */
  together: readonly ProductCard[];
  /** Kept for later. */
  isKept: boolean;
  /** Looked at with this browser before. */
  seen: readonly ProductCard[];
}>;
export type OpenFromTo = Readonly<{ from: string; to: string }>;
/** Null, of a day: closed. */
export type OpeningHours = Readonly<{
  /** From Monday. */
  week: readonly (OpenFromTo | null)[];
  onHolidays: boolean;
  exceptions: readonly Readonly<{ day: string; hours: OpenFromTo | null }>[];
}>;
export type Store = Readonly<{
  id: string;
  code: string;
  name: string;
  address: readonly string[];
  phone: string;
  /** Null: not known. */
  coordinates: Coordinates | null;
  /** Null: nobody has said when it is open. */
  hours: OpeningHours | null;
}>;
export type StoresData = Readonly<{ stores: readonly Store[] }>;
