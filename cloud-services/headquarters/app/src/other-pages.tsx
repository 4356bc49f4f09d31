/** All pages but the dashboard, in a file of their own: whoever looks at the dashboard does not wait for it. */
import type { StaffAuthAnswer } from '@comptoir/sales/api';
import { Navigate, Route, Routes } from 'react-router';
import { AlertsPage } from './alerts/alerts-page.tsx';
import { AlertRulesPage } from './alerts/rules-page.tsx';
import { AnalyticsPage } from './analytics/analytics-page.tsx';
import { ArchivesPage } from './archives/archives-page.tsx';
import { AttributesPage } from './attributes/attributes-page.tsx';
import { AuditPage } from './audit/audit-page.tsx';
import { ReadingsPage } from './audit/readings-page.tsx';
import { CataloguePage } from './catalogue/catalogue-page.tsx';
import { NewProductPage } from './catalogue/new-product-page.tsx';
import { ProductPage } from './catalogue/product-page.tsx';
import { CategoriesPage } from './categories/categories-page.tsx';
import { CustomerPage } from './customers/customer-page.tsx';
import { CustomersPage } from './customers/customers-page.tsx';
import { ActsPage } from './figures/acts-page.tsx';
import { DocumentsPage } from './figures/documents-page.tsx';
import { ProductsSoldPage } from './figures/products-sold-page.tsx';
import { StoresSoldPage } from './figures/stores-sold-page.tsx';
import { VisitsPage } from './figures/visits-page.tsx';
import { GuidePage } from './guide/guide-page.tsx';
import { ImportPage } from './import/import-page.tsx';
import { LoyaltyPage } from './loyalty/loyalty-page.tsx';
import { OrderPage } from './orders/order-page.tsx';
import { OrdersPage } from './orders/orders-page.tsx';
import { StuckPage } from './orders/stuck-page.tsx';
import { NewPlacePage, PlacePage } from './places/place-page.tsx';
import { PlacesPage } from './places/places-page.tsx';
import { PriceListPage } from './prices/lists/list-page.tsx';
import { PriceListsPage } from './prices/lists/lists-page.tsx';
import { PricesPage } from './prices/prices-page.tsx';
import { ProposalsPage } from './prices/proposals/proposals-page.tsx';
import { PromotionsPage } from './promotions/promotions-page.tsx';
import { QuarantinePage } from './quarantine/quarantine-page.tsx';
import { ReleasesPage } from './releases/releases-page.tsx';
import { AccountsPage } from './reports/accounts/accounts-page.tsx';
import { CustomPage } from './reports/custom/custom-page.tsx';
import { ReconciliationPage } from './reports/reconciliation-page.tsx';
import { ReportsPage } from './reports/reports-page.tsx';
import { ReceiptPage } from './sales/receipt-page.tsx';
import { SalesPage } from './sales/sales-page.tsx';
import { StaffPage } from './staff/staff-page.tsx';
import { DiscrepanciesPage } from './stock/alerts/discrepancies-page.tsx';
import { ReorderPage } from './stock/alerts/reorder-page.tsx';
import { MovementsPage } from './stock/movements-page.tsx';
import { NetworkPage } from './stock/network-page.tsx';
import { PurchaseOrderPage } from './stock/purchasing/purchase-order-page.tsx';
import { PurchaseOrdersPage } from './stock/purchasing/purchase-orders-page.tsx';
import { RulesPage } from './stock/rules/rules-page.tsx';
import { StockPage } from './stock/stock-page.tsx';
import { TransferPage } from './stock/transfers/transfer-page.tsx';
import { TransfersPage } from './stock/transfers/transfers-page.tsx';
import { StoresPage } from './stores/stores-page.tsx';
import { TargetsPage } from './targets/targets-page.tsx';
import { TrailPage } from './trail/trail-page.tsx';
import { ValuePage } from './values/value-page.tsx';
import { ValuesPage } from './values/values-page.tsx';

export function OtherPages({ staff }: Pick<StaffAuthAnswer, 'staff'>) {
  return (
    <Routes>
      <Route path="/documents" element={<DocumentsPage />} />
      <Route path="/acts" element={<ActsPage />} />
      <Route path="/products-sold" element={<ProductsSoldPage />} />
      <Route path="/stores-sold" element={<StoresSoldPage />} />
      <Route path="/visits" element={<VisitsPage />} />
      <Route path="/targets" element={<TargetsPage />} />
      <Route path="/alerts" element={<AlertsPage />} />
      <Route path="/alerts/rules" element={<AlertRulesPage />} />
      <Route path="/reports" element={<ReportsPage />} />
      <Route path="/reports/accounts" element={<AccountsPage />} />
      <Route path="/reports/custom" element={<CustomPage />} />
      <Route path="/reports/reconciliation" element={<ReconciliationPage />} />
      <Route path="/products" element={<AnalyticsPage />} />
      <Route path="/orders" element={<OrdersPage />} />
      <Route path="/customers" element={<CustomersPage />} />
      <Route path="/customers/:customerId" element={<CustomerPage />} />
      <Route path="/orders/stuck" element={<StuckPage />} />
      <Route path="/orders/:orderId" element={<OrderPage />} />
      <Route path="/stock" element={<StockPage />} />
      <Route path="/stock/network" element={<NetworkPage />} />
      <Route path="/stock/movements/:productId" element={<MovementsPage />} />
      <Route path="/stock/transfers" element={<TransfersPage />} />
      <Route path="/stock/transfers/:transferId" element={<TransferPage />} />
      <Route path="/stock/purchase-orders" element={<PurchaseOrdersPage />} />
      <Route path="/stock/purchase-orders/:purchaseOrderId" element={<PurchaseOrderPage />} />
      <Route path="/stock/reorder" element={<ReorderPage />} />
      <Route path="/stock/discrepancies" element={<DiscrepanciesPage />} />
      <Route path="/stock/rules" element={<RulesPage />} />
      <Route path="/catalogue" element={<CataloguePage />} />
      <Route path="/catalogue/categories" element={<CategoriesPage />} />
      <Route path="/catalogue/attributes" element={<AttributesPage />} />
      <Route path="/catalogue/new" element={<NewProductPage />} />
      <Route path="/catalogue/:productId" element={<ProductPage />} />
      <Route path="/import" element={<ImportPage staffId={staff.id} />} />
      <Route path="/prices" element={<PricesPage />} />
      <Route path="/prices/lists" element={<PriceListsPage />} />
      <Route path="/prices/lists/:listId" element={<PriceListPage />} />
      <Route path="/prices/proposals" element={<ProposalsPage />} />
      <Route path="/guide" element={<GuidePage />} />
      <Route path="/audit" element={<AuditPage />} />
      <Route path="/audit/readings" element={<ReadingsPage />} />
      <Route path="/staff" element={<StaffPage ownId={staff.id} />} />
      <Route path="/trail" element={<TrailPage />} />
      <Route path="/promotions" element={<PromotionsPage />} />
      <Route path="/loyalty" element={<LoyaltyPage />} />
      <Route path="/stores" element={<StoresPage />} />
      <Route path="/places" element={<PlacesPage />} />
      <Route path="/places/new" element={<NewPlacePage />} />
      <Route path="/places/:placeId" element={<PlacePage />} />
      <Route path="/sales" element={<SalesPage />} />
      <Route path="/sales/:receiptNumber" element={<ReceiptPage />} />
      <Route path="/values" element={<ValuesPage />} />
      <Route path="/values/:valueId" element={<ValuePage />} />
      <Route path="/releases" element={<ReleasesPage />} />
      <Route path="/quarantine" element={<QuarantinePage />} />
      <Route path="/archives" element={<ArchivesPage />} />
      <Route path="*" element={<Navigate to="/" replace />} />
    </Routes>
  );
}
