import { expect, test } from 'vitest';
import { hashSecret } from '../src/auth/secret.ts';

test('API4: a crowd that signs in at once is asked to come again, and those who were there first are served', async () => {
  const crowd = Array.from({ length: 130 }, () => hashSecret('comptoir-siege'));
  const outcomes = await Promise.allSettled(crowd);
  const refused = outcomes.filter((one) => one.status === 'rejected');
  expect(outcomes.slice(0, 100).map(({ status }) => status)).toEqual(Array(100).fill('fulfilled'));
  expect(refused).toHaveLength(28);
  expect(refused[0]?.reason).toMatchObject({ status: 503, type: 'busy' });
});
