import { runService } from '@comptoir/service-kit/service';
import { customerService } from './service.ts';

await runService(customerService);
