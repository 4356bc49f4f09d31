import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, Refusal } from '../../edge/client.ts';
import { newId } from '../../session/ids.ts';

/** One act, under one id however often it is sent: an answer that was lost does nothing twice. */
export function useAct(path: string, onDone: () => void) {
  const queries = useQueryClient();
  const [actId, setActId] = useState(newId);
  return useMutation({
    mutationFn: (body: () => object) => ask<{ at: string }>('POST', path, { actId, ...body() }),
    // A refusal did nothing: what is sent next, perhaps changed, is another act. No answer may have been one.
    onError: (error) => {
      if (error instanceof Refusal) setActId(newId());
    },
    onSuccess: async () => {
      await queries.invalidateQueries();
      onDone();
    },
  });
}
