/** A register without a screen of the store under test. */
import { mainStore } from './house.ts';
import { type HeadlessTill, openRegister, type Place } from './register.ts';
import { demoCashier } from './till.ts';

/** @param productId of an article sold by the piece. */
export const openHeadlessTill = (
  registerNumber: string,
  productId: string,
  { server = mainStore, cashier = demoCashier() }: Partial<Place> = {},
): Promise<HeadlessTill> => openRegister(registerNumber, productId, { server, cashier });
