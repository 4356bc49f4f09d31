import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { useLocale } from './i18n/use-locale.ts';
import { CashPage } from './screens/cash/cash-page.tsx';
import { ComparePage } from './screens/compare/compare-page.tsx';
import { CountPage } from './screens/counts/count-page.tsx';
import { CountsPage } from './screens/counts/counts-page.tsx';
import { DayPage } from './screens/day/day-page.tsx';
import { DeliveriesPage } from './screens/deliveries/deliveries-page.tsx';
import { NewTransferPage } from './screens/deliveries/new-transfer-page.tsx';
import { ReceivePage } from './screens/deliveries/receive-page.tsx';
import { TransferPage } from './screens/deliveries/transfer-page.tsx';
import { DevicesPage } from './screens/devices/devices-page.tsx';
import { Frame } from './screens/frame/frame.tsx';
import { GuidePage } from './screens/guide/guide-page.tsx';
import { OrderPage } from './screens/orders/order-page.tsx';
import { OrdersPage } from './screens/orders/orders-page.tsx';
import { SalesPage } from './screens/sales/sales-page.tsx';
import { ServerPage } from './screens/server/server-page.tsx';
import { SettingsPage } from './screens/settings/settings-page.tsx';
import { SignIn } from './screens/sign-in/sign-in.tsx';
import { AdjustPage } from './screens/stock/adjust-page.tsx';
import { StockPage } from './screens/stock/stock-page.tsx';
import { StockSheetPage } from './screens/stock/stock-sheet-page.tsx';
import { TeamPage } from './screens/team/team-page.tsx';
import { DiscrepanciesPage } from './screens/today/discrepancies-page.tsx';
import { TodayPage } from './screens/today/today-page.tsx';
import { TrailPage } from './screens/trail/trail-page.tsx';
import { ZonePage } from './screens/zone/zone-page.tsx';
import { isManager } from './session/roles.ts';
import { session } from './session/session.ts';
import { useWatched } from './store.ts';

// The edge is asked even when the tablet believes to be cut off: an answer that does not come is told.
const queries = new QueryClient({
  defaultOptions: {
    queries: { retry: false, staleTime: 2_000, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

export function App() {
  const signedIn = useWatched(session, (signed) => signed !== null);
  useEffect(() => {
    if (!signedIn) queries.clear();
  }, [signedIn]);
  return (
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queries}>
        <BrowserRouter basename="/back-office">{signedIn ? <Pages /> : <SignIn />}</BrowserRouter>
      </QueryClientProvider>
    </I18nProvider>
  );
}

function Pages() {
  // A change of language is a change of everything that has words.
  useLocale();
  return (
    <Frame>
      <Routes>
        <Route path="/stock" element={<StockPage />} />
        <Route path="/stock/:productId" element={<StockSheetPage />} />
        <Route path="/stock/:productId/corriger" element={<AdjustPage />} />
        <Route path="/aujourdhui" element={<TodayPage />} />
        <Route path="/ecarts" element={<DiscrepanciesPage />} />
        <Route path="/livraisons" element={<DeliveriesPage />} />
        <Route path="/livraisons/recevoir" element={<ReceivePage />} />
        <Route path="/livraisons/demander" element={<NewTransferPage key="request" way="request" />} />
        <Route path="/livraisons/envoyer" element={<NewTransferPage key="ship" way="ship" />} />
        <Route path="/livraisons/commandes/:purchaseOrderId" element={<ReceivePage />} />
        <Route path="/livraisons/transferts/:transferId" element={<TransferPage />} />
        <Route path="/commandes" element={<OrdersPage />} />
        <Route path="/commandes/:orderId" element={<OrderPage />} />
        <Route path="/comptage" element={<CountsPage />} />
        <Route path="/comptage/:countId" element={<CountPage />} />
        <Route path="/comptage/:countId/zones/:zoneId" element={<ZonePage />} />
        <Route path="/comptage/:countId/comparer" element={<ComparePage />} />
        <Route path="/caisse" element={<CashPage />} />
        <Route path="/journee" element={<DayPage />} />
        <Route path="/appareils" element={<DevicesPage />} />
        <Route path="/ventes" element={<SalesPage />} />
        <Route path="/equipe" element={<TeamPage />} />
        <Route path="/registre" element={<TrailPage />} />
        <Route path="/reglages" element={<SettingsPage />} />
        <Route path="/serveur" element={<ServerPage />} />
        <Route path="/guide" element={<GuidePage />} />
        <Route path="*" element={<Navigate to={isManager() ? '/aujourdhui' : '/stock'} replace />} />
      </Routes>
    </Frame>
  );
}
