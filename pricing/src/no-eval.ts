/**
 * The first import of a page that checks what it reads: zod would try to make code of each schema, which the policy of our pages forbids and
 * their console tells of.
 */
import { config } from 'zod';

config({ jitless: true });
