/** Asks head office about a receipt: of another store, or whether its goods came back elsewhere. */
import { type ReceiptOfSale, receiptOfSale } from '@comptoir/sync-protocol/wire/receipts';
import { tracedFetch } from '@comptoir/tracing';

const fetchTraced = tracedFetch(fetch, 'head office');

/** A customer waits at the till. */
const timeoutMs = 2_500;

/** @param token of the session; '' before the first. @returns null: not asked, or not answered in time, or by an older head office. */
export async function askForReceipt(
  cloudUrl: string,
  token: string,
  receiptNumber: string,
): Promise<ReceiptOfSale | 'unknown' | null> {
  if (token === '') return null;
  try {
    const response = await fetchTraced(
      `${cloudUrl}/api/v1/sync/receipts/${encodeURIComponent(receiptNumber)}`,
      {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(timeoutMs),
      },
    );
    const body: unknown = await response.json();
    if (response.ok) return receiptOfSale.parse(body);
    const isUnknown = typeof body === 'object' && body !== null && 'type' in body;
    return response.status === 404 && isUnknown && String(body.type).endsWith('/unknown-receipt')
      ? 'unknown'
      : null;
  } catch {
    return null;
  }
}
