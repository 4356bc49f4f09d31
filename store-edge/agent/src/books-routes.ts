import { Router } from 'express';
import type { Books } from './books.ts';
import { customerRoutes } from './customers/routes.ts';
import type { Callers } from './http/callers.ts';
import { edgeRoutes } from './http/routes.ts';
import { settlingRoutes } from './payments/routes.ts';
import { receiptMailRoutes } from './receipt-mails/routes.ts';
import { valueRoutes } from './values/routes.ts';
import { voidRoutes } from './voids/routes.ts';

/** The till's calls, answered from these books. */
export function booksRoutes(books: Books, callers: Callers): Router {
  const { edge, payments, approvals, clock } = books;
  const routes = Router();
  routes.use(
    settlingRoutes(callers, { payments, approvals, clock }),
    valueRoutes(callers, books),
    customerRoutes(callers, books.customers),
    receiptMailRoutes(callers, books.receiptMails),
    voidRoutes(callers, books.voids),
    edgeRoutes(edge, callers),
  );
  return routes;
}
