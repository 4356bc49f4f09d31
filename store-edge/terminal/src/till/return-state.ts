import type { FoundSale, ReturnCommitted } from '@comptoir/edge-agent/api';
import type { Permission } from '@comptoir/sync-protocol/staff/permissions';
import type { ReturnDraft } from '../sale/return-draft.ts';

/** What the return screen shows. */
export type Returning = Readonly<{
  text: string;
  busy: boolean;
  /** A problem's type. */
  problem: string | null;
  found: readonly FoundSale[] | null;
  draft: ReturnDraft | null;
  needs: Permission | null;
  done: ReturnCommitted | null;
}>;
export const noReturn: Returning = {
  ...{ text: '', busy: false, problem: null, found: null, draft: null, needs: null, done: null },
};
