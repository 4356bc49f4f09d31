import { runService } from '@comptoir/service-kit/service';
import { cartService } from './service.ts';

await runService(cartService);
