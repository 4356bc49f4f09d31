import { runService } from '@comptoir/service-kit';
import { inventory } from './service.ts';

await runService(inventory);
