/** What a browser's authenticator answers, as JSON. Source: Web Authentication Level 3, 5.1. */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';

/** Keys of more than 1023 bytes are nobody's. Source: 4, "Credential ID". */
const id = z.base64url().max(1_400);
const bytes = z.base64url().max(20_000);
const transports = z.array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']));
const credential = {
  id,
  rawId: id,
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}),
};

export const passkeyAnswer = z.object({
  ...credential,
  response: z.object({ clientDataJSON: bytes, authenticatorData: bytes, signature: bytes }),
});

export const newPasskeyAnswer = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: bytes,
    attestationObject: bytes,
    transports: transports.max(10).optional(),
  }),
});

export const assertionOf = (told: z.infer<typeof passkeyAnswer>): AuthenticationResponseJSON => ({
  ...told,
  clientExtensionResults: {},
});

export function attestationOf(told: z.infer<typeof newPasskeyAnswer>): RegistrationResponseJSON {
  const { transports: ways, ...response } = told.response;
  return {
    ...told,
    clientExtensionResults: {},
    response: { ...response, ...(ways === undefined ? {} : { transports: ways }) },
  };
}
