/** The terminal's end of local encryption, written from its description alone: shares nothing with the driver. */
import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { z } from 'zod';

export type TerminalKey = Readonly<{ passphrase: string; keyIdentifier: string; keyVersion: number }>;

const trailer = z.object({
  AdyenCryptoVersion: z.literal(1),
  KeyIdentifier: z.string(),
  KeyVersion: z.int(),
  Nonce: z.base64(),
  Hmac: z.base64(),
});
const sealedRequest = z.object({
  SaleToPOIRequest: z.object({
    MessageHeader: z.looseObject({}),
    NexoBlob: z.base64(),
    SecurityTrailer: trailer,
  }),
});

export function terminalCrypto({ passphrase, keyIdentifier, keyVersion }: TerminalKey) {
  const material = pbkdf2Sync(passphrase, 'AdyenNexoV1Salt', 4_000, 80, 'sha1');
  const sign = (clear: Buffer) =>
    createHmac('sha256', material.subarray(0, 32)).update(clear).digest('base64');
  const vector = (nonce: Buffer) => {
    const iv = Buffer.from(material.subarray(64));
    for (let at = 0; at < iv.length; at += 1) iv[at] = (iv[at] ?? 0) ^ (nonce[at] ?? 0);
    return iv;
  };
  return {
    /** @returns the clear request; null when it is not sealed with this key. */
    open(text: string): string | null {
      try {
        const { NexoBlob, SecurityTrailer } = sealedRequest.parse(JSON.parse(text)).SaleToPOIRequest;
        if (SecurityTrailer.KeyIdentifier !== keyIdentifier || SecurityTrailer.KeyVersion !== keyVersion)
          return null;
        const iv = vector(Buffer.from(SecurityTrailer.Nonce, 'base64'));
        const decipher = createDecipheriv('aes-256-cbc', material.subarray(32, 64), iv);
        const clear = Buffer.concat([decipher.update(NexoBlob, 'base64'), decipher.final()]);
        return sign(clear) === SecurityTrailer.Hmac ? clear.toString('utf8') : null;
      } catch {
        return null;
      }
    },
    /** @param isBroken the HMAC is of something else. */
    seal(
      answer: Readonly<{ SaleToPOIResponse: Readonly<{ MessageHeader: object }> }>,
      isBroken: boolean,
    ): object {
      const clear = Buffer.from(JSON.stringify(answer));
      const nonce = randomBytes(16);
      const cipher = createCipheriv('aes-256-cbc', material.subarray(32, 64), vector(nonce));
      return {
        SaleToPOIResponse: {
          MessageHeader: answer.SaleToPOIResponse.MessageHeader,
          NexoBlob: Buffer.concat([cipher.update(clear), cipher.final()]).toString('base64'),
          SecurityTrailer: {
            AdyenCryptoVersion: 1,
            KeyIdentifier: keyIdentifier,
            KeyVersion: keyVersion,
            Nonce: nonce.toString('base64'),
            Hmac: sign(isBroken ? Buffer.from('something else') : clear),
          },
        },
      };
    },
  };
}
