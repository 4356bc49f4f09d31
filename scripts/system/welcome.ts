/** What `scripts/up` prints at the end: where things are, who may enter, what to try first. French first, then English. */
import type { Home } from './home.ts';
import type { Run } from './run-file.ts';

export function welcome(run: Run, home: Home, seconds: string): string {
  const { demo } = run;
  const codes = Object.entries(demo.pairingCodes ?? {});
  const till = (code: string) => `${run.terminal}#pair=${code}`;
  const rows = [
    ...codes.map(([register, code]) => [`Caisse ${register} / Till ${register}`, till(code)]),
    ['Boutique / Shop', run.storefront],
    ['Arrière-boutique / Back office', run.backOffice],
    ['Siège / Head office', run.headquarters],
    ['Courriels / Mail', run.mail],
    ['Paiements / Payments', run.provider],
    ['Colis / Parcels', run.carrier],
    ['Appareils / Devices', run.devices],
    ['API', `${run.gateway}/api/v1/products`],
    ['Documentation de l’API / API documentation', run.docs],
    ...(run.traces ? [['Traces', run.traces] as const] : []),
  ] as const;
  const staff = (demo.staff ?? []).map(({ name, role, pin, login, password }) => [
    `${name} (${role})`,
    [pin && `NIP/PIN ${pin}`, login && `${login} / ${password}`].filter(Boolean).join(', '),
  ]);
  const { customer } = demo;
  const shoppers = customer ? [['Boutique / Shop', `${customer.email} / ${customer.password}`]] : [];
  return `
Comptoir tourne (${seconds} s). / Comptoir is running (${seconds} s).

${table(rows)}

Qui entre / Who may enter
${table([...staff, ...shoppers])}

À essayer d’abord : ouvrez la caisse 1, entrez un NIP, ouvrez le quart avec un fond de caisse, cherchez « bananes »
ou lisez un code sur la page des appareils, encaissez ; la vente paraît au siège. Coupez ensuite le réseau sur la page
des appareils et continuez à vendre. Prix et stocks sont inventés.
Try first: open till 1, enter a PIN, open the shift with a float, search "bananas" or scan a code on the devices page,
take payment; the sale shows at head office. Then cut the network on the devices page and go on selling. Prices and
stock are invented.

run.json: ${home.run} · logs: ${home.logs} · arrêter / stop: scripts/down
`;
}

function table(rows: readonly (readonly (string | undefined)[])[]): string {
  const width = Math.max(0, ...rows.map(([first = '']) => first.length));
  return rows.map(([first = '', second = '']) => `  ${first.padEnd(width)}  ${second}`).join('\n');
}
