import type { LoyaltyPreview, LoyaltyRulesAnswer, LoyaltyVersion } from '@comptoir/customer/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useGateway } from '../gateway/context.ts';

const path = '/api/v1/customers/loyalty-rules';

export type Rules = LoyaltyVersion['rules'];
export type Bonus = Rules['bonuses'][number];

/** Newest first. */
export function useRuleVersions() {
  const gateway = useGateway();
  return useQuery({
    queryKey: ['loyalty-rules'],
    queryFn: async () => (await gateway.get<LoyaltyRulesAnswer>(path)).items,
  });
}

export function usePreview() {
  const gateway = useGateway();
  return useMutation({
    mutationFn: (rules: Rules) => gateway.send<LoyaltyPreview>('POST', `${path}/preview`, { rules }),
  });
}

export function useNewRules(onDone: () => void) {
  const gateway = useGateway();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (told: Readonly<{ after: number; rules: Rules; from: string | null; reason: string }>) =>
      gateway.send('POST', path, told),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['loyalty-rules'] });
      onDone();
    },
  });
}
