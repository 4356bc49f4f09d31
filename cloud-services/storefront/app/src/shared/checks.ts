/** What a field must hold; the page says so when the field is left, and the server when the form is sent. */
import { addressTextMax } from '@comptoir/service-kit/address-text';
import { readPostalCode } from '@comptoir/service-kit/postal-codes/canada';
import type { FieldFault } from './shapes/form.ts';

export type Check = (text: string) => FieldFault | undefined;

const passwordMin = 10;
const passwordMax = 200;

export const required: Check = (text) =>
  text === '' ? 'required' : text.length > addressTextMax ? 'too-long' : undefined;
export const optional: Check = (text) => (text.length > addressTextMax ? 'too-long' : undefined);
export const email: Check = (text) =>
  text === '' ? 'required' : /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text) ? undefined : 'email';
/** Length is what makes a password hard to guess. Source: NIST SP 800-63B, 5.1.1. */
export const password: Check = (text) =>
  text === ''
    ? 'required'
    : text.length < passwordMin
      ? 'password-short'
      : text.length > passwordMax
        ? 'too-long'
        : undefined;
export const postalCode: Check = (text) =>
  text === '' ? 'required' : readPostalCode(text) ? undefined : 'postal-code';
/** Ten digits, or those of another country after a plus. */
export const phone: Check = (text) =>
  text === '' || /^(?:1?\d{10}|\+[1-9]\d{6,14})$/.test(text.replace(/[\s().-]/g, '')) ? undefined : 'phone';
/** Whatever is typed will do: a password that is only compared. */
export const anything: Check = (text) => (text === '' ? 'required' : undefined);
/** Six digits of an app, or a recovery code. */
export const code: Check = (text) => (text === '' ? 'required' : text.length > 20 ? 'too-long' : undefined);
