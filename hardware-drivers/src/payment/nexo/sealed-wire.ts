import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { deriveNexoKey, openNexo, sealNexo } from './envelope.ts';

/** Set in the terminal's own management, the same at both ends. */
export type NexoSecret = Readonly<{ passphrase: string; keyIdentifier: string; keyVersion: number }>;
type Clear = Readonly<{ SaleToPOIRequest: Readonly<{ MessageHeader: object }> }>;

const cryptoVersion = 1;
const sealedAnswer = z.looseObject({
  SaleToPOIResponse: z.looseObject({
    MessageHeader: z.looseObject({}),
    NexoBlob: z.string(),
    SecurityTrailer: z.looseObject({
      AdyenCryptoVersion: z.literal(cryptoVersion),
      KeyIdentifier: z.string(),
      KeyVersion: z.number(),
      Nonce: z.string(),
      Hmac: z.string(),
    }),
  }),
});
const clearAnswer = z.looseObject({ SaleToPOIResponse: z.looseObject({ MessageHeader: z.looseObject({}) }) });

/**
 * Messages as they cross the store's network: the header in clear, all of it sealed, as the terminal demands where local encryption is on.
 * Source: Adyen Terminal API, protect local communications.
 */
export function sealedWire({ passphrase, keyIdentifier, keyVersion }: NexoSecret) {
  const key = deriveNexoKey(passphrase);
  return {
    seal(message: Clear): string {
      const { NexoBlob, Hmac, Nonce } = sealNexo(JSON.stringify(message), key, randomBytes(16));
      const { MessageHeader } = message.SaleToPOIRequest;
      const SecurityTrailer = {
        ...{ AdyenCryptoVersion: cryptoVersion, KeyIdentifier: keyIdentifier, KeyVersion: keyVersion },
        ...{ Nonce, Hmac },
      };
      return JSON.stringify({ SaleToPOIRequest: { MessageHeader, NexoBlob, SecurityTrailer } });
    },
    /** @returns the clear text; null of what nobody with our key has sealed, or that stands under another header than it was sealed with. */
    open(text: string): string | null {
      const sealed = sealedAnswer.safeParse(parseJson(text));
      if (!sealed.success) return null;
      const { MessageHeader, NexoBlob, SecurityTrailer } = sealed.data.SaleToPOIResponse;
      const { Nonce, Hmac, KeyIdentifier, KeyVersion } = SecurityTrailer;
      if (KeyIdentifier !== keyIdentifier || KeyVersion !== keyVersion) return null;
      const clear = openNexo({ NexoBlob, Nonce, Hmac }, key);
      const inner = clear === null ? null : clearAnswer.safeParse(parseJson(clear));
      return inner?.success && isDeepStrictEqual(inner.data.SaleToPOIResponse.MessageHeader, MessageHeader)
        ? clear
        : null;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
