import { useLingui } from '@lingui/react/macro';
import type { Task, TaskName } from './tasks.ts';

/** What a task is called; its number stands beside it. */
export function useTaskWords(): (task: Task) => string {
  const { t } = useLingui();
  const words: Record<TaskName, string> = {
    payments: t`Paiements à vérifier`,
    'overdue-shifts': t`Quarts restés ouverts depuis la veille`,
    'over-short': t`Tiroirs avec un écart`,
    counts: t`Comptages qui ne s’accordent pas`,
    cycle: t`Articles à compter aujourd’hui`,
    'orders-overdue': t`Commandes à remettre en rayon`,
    orders: t`Commandes à préparer`,
    receive: t`Livraisons à recevoir`,
    send: t`Transferts à envoyer`,
    negatives: t`Stocks négatifs à expliquer`,
    'double-returns': t`Articles revenus deux fois`,
    devices: t`Appareils à regarder`,
    unsent: t`Entrées à envoyer au siège`,
  };
  return ({ is }) => words[is];
}
