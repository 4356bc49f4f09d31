import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { DashboardPage } from './dashboard/dashboard-page.tsx';
import { Frame } from './frame/frame.tsx';
import { GatewayContext } from './gateway/context.ts';
import { createGateway } from './gateway/gateway.ts';
import { MayContext } from './session/may.ts';
import { forgetSession, keepSession, keptSession, type Session } from './session/session.ts';
import { SignIn } from './session/sign-in.tsx';

const OtherPages = lazy(async () => ({ default: (await import('./other-pages.tsx')).OtherPages }));

export function App(props: { gatewayUrl: string }) {
  const [session, setSession] = useState<Session | null>(() => keptSession(Date.now()));
  const queries = useMemo(
    () => new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 2_000 } } }),
    [],
  );
  const signOut = () => {
    forgetSession();
    queries.clear();
    setSession(null);
  };
  const gateway = useMemo(
    () =>
      createGateway(
        props.gatewayUrl,
        () => keptSession(Date.now())?.accessToken ?? null,
        () => setSession(null),
      ),
    [props.gatewayUrl],
  );

  return (
    <I18nProvider i18n={i18n}>
      <GatewayContext value={gateway}>
        <QueryClientProvider client={queries}>
          {session ? (
            <MayContext value={session.staff.may}>
              <BrowserRouter>
                <Frame name={session.staff.displayName} token={session.accessToken} onSignOut={signOut}>
                  <Suspense>
                    <Routes>
                      <Route
                        path="/"
                        element={
                          session.staff.may.includes('read-sales') ? (
                            <DashboardPage token={session.accessToken} />
                          ) : (
                            <Navigate to="/orders" replace />
                          )
                        }
                      />
                      <Route path="*" element={<OtherPages staff={session.staff} />} />
                    </Routes>
                  </Suspense>
                </Frame>
              </BrowserRouter>
            </MayContext>
          ) : (
            <SignIn onSignedIn={(answer) => setSession(keepSession(answer, Date.now()))} />
          )}
        </QueryClientProvider>
      </GatewayContext>
    </I18nProvider>
  );
}
