import { runService } from '@comptoir/service-kit';
import { reporting } from './service.ts';

await runService(reporting);
