import { runService } from '@comptoir/service-kit/service';
import { orderService } from './service.ts';

await runService(orderService());
