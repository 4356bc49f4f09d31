import { runService } from '@comptoir/service-kit';
import { sales } from './service.ts';

await runService(sales);
