import { runService } from '@comptoir/service-kit/service';
import { productService } from './service.ts';

await runService(productService);
