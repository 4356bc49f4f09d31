/**
 * The card fields: a frame from the payment provider's own origin. A card number never enters this page; what comes out is
 * a token. Source: the provider's messages, docs of outside-world/payment-provider.
 */
import { useLingui } from '@lingui/react/macro';
import { type Ref, useCallback, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useSpoken } from '../../i18n/language.tsx';
import type { CardFields as Place } from '../../shared/shapes/checkout.ts';
import css from './checkout.module.css';

export type Token = Readonly<{ ok: true; id: string }> | Readonly<{ ok: false; message: string }>;
export type CardHandle = Readonly<{
  tokenize(billing: { name?: string; postalCode?: string }): Promise<Token>;
}>;

type Message =
  | Readonly<{ type: 'ready' }>
  /** Enter, in one of its fields. */
  | Readonly<{ type: 'submit' }>
  | Readonly<{ type: 'resize'; height: number }>
  | Readonly<{ type: 'token'; requestId: string; paymentMethod: { id: string } }>
  | Readonly<{ type: 'error'; requestId: string; message: string }>;

/** A provider that does not answer must not leave somebody before a key that does nothing. */
const answerTimeoutMs = 15_000;
const heightAtFirst = 190;
const heightMax = 600;

export function CardFields(props: { place: Place; ref: Ref<CardHandle>; onSubmit: () => void }) {
  const { place, ref, onSubmit } = props;
  const { t } = useLingui();
  const { language } = useSpoken();
  const submit = useRef(onSubmit);
  submit.current = onSubmit;
  const frame = useRef<HTMLIFrameElement>(null);
  const waiting = useRef(new Map<string, (token: Token) => void>());
  const [height, setHeight] = useState(heightAtFirst);
  const [address, setAddress] = useState<string | null>(null);
  const origin = new URL(place.url).origin;
  const unreachable = t`Le paiement ne répond pas. Rien n’a été prélevé. Réessayez dans un instant.`;

  // In the browser only: the address says whose page this is, and how it looks.
  useEffect(() => {
    const url = new URL(place.url);
    url.searchParams.set('key', place.key);
    url.searchParams.set('origin', window.location.origin);
    url.searchParams.set('language', language);
    url.searchParams.set(
      'theme',
      window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
    );
    setAddress(url.href);
  }, [place.url, place.key, language]);

  const post = useCallback(
    (message: Record<string, unknown>) =>
      frame.current?.contentWindow?.postMessage({ source: 'shop', ...message }, origin),
    [origin],
  );

  useEffect(() => {
    const hear = (event: MessageEvent) => {
      if (event.origin !== origin || event.source !== frame.current?.contentWindow) return;
      const message: Message & { source?: string } = event.data;
      if (message?.source !== 'payment-fields') return;
      if (message.type === 'submit') submit.current();
      if (message.type === 'resize') setHeight(Math.min(Math.max(message.height, 0), heightMax));
      if (message.type === 'token')
        waiting.current.get(message.requestId)?.({ ok: true, id: message.paymentMethod.id });
      if (message.type === 'error')
        waiting.current.get(message.requestId)?.({ ok: false, message: message.message });
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }, [origin]);

  useEffect(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const tell = () => post({ type: 'theme', theme: dark.matches ? 'dark' : 'light' });
    dark.addEventListener('change', tell);
    return () => dark.removeEventListener('change', tell);
  }, [post]);

  useImperativeHandle(
    ref,
    () => ({
      tokenize: (billing) =>
        new Promise<Token>((resolve) => {
          const requestId = crypto.randomUUID();
          const settle = (token: Token) => {
            clearTimeout(timer);
            waiting.current.delete(requestId);
            resolve(token);
          };
          const timer = setTimeout(() => settle({ ok: false, message: unreachable }), answerTimeoutMs);
          waiting.current.set(requestId, settle);
          post({ type: 'tokenize', requestId, billing });
        }),
    }),
    [post, unreachable],
  );

  return address === null ? (
    <div className={css.waiting} />
  ) : (
    <iframe
      ref={frame}
      className={css.frame}
      src={address}
      title={t`Numéro, date et code de la carte`}
      height={height}
      allow="payment"
      data-testid="card-frame"
    />
  );
}
