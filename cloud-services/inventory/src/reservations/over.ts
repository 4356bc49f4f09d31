/** Too late for a reservation. */
import { problem } from '@comptoir/service-kit';

export const over = (state: string) =>
  problem(409, 'reservation-over', `This reservation is over: ${state}`, 'Reserve again under a new id.', {
    members: { state },
  });
