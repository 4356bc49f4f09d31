/** What deploy/ holds is what the programs are: no Docker engine and no cluster is at hand, so all that can be told without one is asked here. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cartService } from '@comptoir/cart/service';
import { customerService } from '@comptoir/customer/service';
import { headquartersEnvironment } from '@comptoir/headquarters/config';
import { inventory } from '@comptoir/inventory/service';
import { orderService } from '@comptoir/order/service';
import { productService } from '@comptoir/product/service';
import { reporting } from '@comptoir/reporting/service';
import { sales } from '@comptoir/sales/service';
import { readConfig } from '@comptoir/service-kit/config';
import { readIdentity } from '@comptoir/service-kit/tls/identity-file';
import { isCaller } from '@comptoir/service-kit/tls/who-may-call';
import { storefrontEnvironment } from '@comptoir/storefront/config';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { identityPath, keepCertificates } from '../system/certificates/keep-certificates.ts';
import { homeFrom } from '../system/home.ts';
import { secretNames } from '../system/house.ts';
import { serviceNames } from '../system/instances.ts';
import { writeKong } from '../system/kong-file.ts';
import { renderKong } from '../system/kong-render.ts';
import { portsFrom } from '../system/ports.ts';
import { ownEnvironment } from '../system/processes/services.ts';
import { root } from '../system/root.ts';
import { runProgram } from '../system/run-program.ts';
import { deployFiles, deployFolder } from './files.ts';
import { kongPlaceExample } from './kubernetes/layout.ts';
import { interfacePort, programs, runsAt } from './programs.ts';

type Labels = Readonly<Record<string, string>>;
interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly env?: readonly Readonly<{
    name: string;
    value?: string;
    valueFrom?: Readonly<{
      secretKeyRef?: Readonly<{ name: string; key: string }>;
      configMapKeyRef?: Readonly<{ name: string; key: string }>;
    }>;
  }>[];
  readonly ports?: readonly Readonly<{ name: string; containerPort: number }>[];
  readonly readinessProbe?: Readonly<{ httpGet?: Readonly<{ port: string }> }>;
}
interface Volume {
  readonly configMap?: Readonly<{ name: string }>;
  readonly secret?: Readonly<{ secretName: string }>;
  readonly persistentVolumeClaim?: Readonly<{ claimName: string }>;
}
interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly Volume[];
}
interface Template {
  readonly metadata: Readonly<{ labels: Labels }>;
  readonly spec: PodSpec;
}
interface Document {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Readonly<{ name: string }>;
  readonly data?: Labels;
  readonly spec: Readonly<{
    template?: Template;
    jobTemplate?: Readonly<{ spec: Readonly<{ template: Template }> }>;
    secretName?: string;
    ports?: readonly Readonly<{ targetPort: string }>[];
    selector?: Labels;
    ingress?: readonly Readonly<{
      from?: readonly Readonly<{ podSelector?: Readonly<{ matchLabels: Labels }> }>[];
      ports: readonly Readonly<{ port: number }>[];
    }>[];
  }>;
}
interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Labels;
}

const onDisk = (path: string) => readFileSync(join(deployFolder, path), 'utf8');
const composeFile: Readonly<{ services: Record<string, ComposeService> }> = parse(onDisk('compose.yaml'));
const containersOf = ({ containers, initContainers = [] }: PodSpec) => [...containers, ...initContainers];

const files = deployFiles();
const yamlFiles = Object.keys(files).filter((path) => path.endsWith('.yaml'));
const documentsIn = (path: string) => parseAllDocuments(onDisk(path)).map((one) => one.toJS() as Document);
const kubernetes = yamlFiles
  .filter((path) => path.startsWith('kubernetes/') && !path.endsWith('kustomization.yaml'))
  .flatMap(documentsIn);
const ofKind = (kind: string) => kubernetes.filter((one) => one.kind === kind);
const named = (kind: string, name: string) => {
  const found = ofKind(kind).find(({ metadata }) => metadata.name === name);
  if (!found) throw new Error(`there is no ${kind} ${name}`);
  return found;
};
const templates = kubernetes.flatMap(({ spec }) => spec?.template ?? spec?.jobTemplate?.spec.template ?? []);
const podOf = (name: string): PodSpec => {
  const { template } = named('Deployment', name).spec;
  if (!template) throw new Error(`the deployment ${name} has no pods`);
  return template.spec;
};
const mainOf = (name: string): Container => {
  const [first] = podOf(name).containers;
  if (!first) throw new Error(`the pods of ${name} hold no container`);
  return first;
};
const appIn = (labels: Labels | undefined) => labels?.['app.kubernetes.io/name'] ?? '';

/** What the programs themselves read their environment with. */
const schemas: Readonly<Record<string, z.ZodType>> = {
  product: productService.environment,
  inventory: inventory.environment,
  sales: sales.environment,
  customer: customerService.environment,
  cart: cartService.environment,
  order: orderService().environment,
  reporting: reporting.environment,
  headquarters: headquartersEnvironment,
  storefront: storefrontEnvironment,
};
const schemaOf = (name: string): z.ZodObject => {
  const schema = schemas[name];
  if (schema instanceof z.ZodObject) return schema;
  throw new Error(`${name} has no schema here`);
};

test('N8: the files of deploy/ are those that scripts/deploying/write.ts writes now', () => {
  for (const [path, text] of Object.entries(files)) expect(onDisk(path), path).toBe(text);
});

describe('each file has the form that its reader wants, and no name that it does not know', () => {
  const schemaFile = (name: string) =>
    JSON.parse(readFileSync(new URL(`data/${name}.json`, import.meta.url), 'utf8'));
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });

  test('N8: compose.yaml, by the specification of Compose', () => {
    const fits = ajv.compile(schemaFile('compose'));
    expect(fits(composeFile) || fits.errors).toBe(true);
    expect(fits({ ...composeFile, servces: {} })).toBe(false);
  });

  const { roots, definitions } = schemaFile('kubernetes');
  ajv.addSchema({ $id: 'kubernetes', definitions });
  const schemaOfKind = ({ apiVersion, kind }: Document) => {
    const fits = ajv.getSchema(`kubernetes#/definitions/${roots[`${apiVersion}/${kind}`]}`);
    if (!fits) throw new Error(`no schema for ${apiVersion} ${kind}`);
    return fits;
  };

  test('N8: Kubernetes objects, by its own schemas', () => {
    for (const object of kubernetes) {
      const fits = schemaOfKind(object);
      expect(fits(object) || fits.errors, `${object.kind} ${object.metadata.name}`).toBe(true);
      expect(fits({ ...object, spce: {} }), `${object.kind} with a name that is wrong`).toBe(false);
    }
  });

  test.for(['demo', 'production'])(
    'N8: what kustomize itself makes of the overlay %s, where kubectl is to be had',
    async (overlay, { skip }) => {
      const folder = join(deployFolder, 'kubernetes', 'overlays', overlay);
      const { code, stdout, stderr } = await runProgram('kubectl', ['kustomize', folder]);
      skip(code === 127);
      expect(code, stderr).toBe(0);
      const made = parseAllDocuments(stdout).map((one) => one.toJS() as Document);
      expect(made.length).toBeGreaterThan(50);
      for (const object of made) {
        const fits = schemaOfKind(object);
        expect(fits(object) || fits.errors, `${object.kind} ${object.metadata.name}`).toBe(true);
      }
    },
  );

  test('N8: kong-place.example.json fills kong.yml, and has nothing over', () => {
    const { values, signers } = kongPlaceExample;
    const fromElsewhere = {
      ...{ houseAuthority: 'PEM', gatewayCertificate: 'PEM', gatewayCertificateKey: 'PEM' },
      ...Object.fromEntries(Object.keys(signers).map((name) => [name, []])),
    };
    const template = readFileSync(join(root, 'kong', 'kong.yml'), 'utf8');
    expect(renderKong(template, { ...values, ...fromElsewhere })).toContain(`product:${interfacePort}`);
  });
});

test('N8: beside its file Kong gets the authority that its probes trust', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-kong-'));
  keepCertificates({ directory: folder, identities: ['gateway', 'keeper'], lifeSeconds: 3_600 }, new Date());
  const [gateway, keeper] = [identityPath(folder, 'gateway'), identityPath(folder, 'keeper')];
  const place = {
    ...kongPlaceExample,
    template: join(root, kongPlaceExample.template),
    // Nobody is asked: what is signed is not what this is about.
    signers: {},
    values: { ...kongPlaceExample.values, salesTokenKeys: [], customerTokenKeys: [] },
    output: join(folder, 'kong.yml'),
    identities: { gateway, keeper },
    authorityFile: join(folder, 'house-authority.pem'),
  };
  await writeKong(place);
  const { authorities } = readIdentity(gateway);
  expect(readFileSync(place.authorityFile, 'utf8')).toBe(authorities);
  expect(parse(readFileSync(place.output, 'utf8')).ca_certificates[0].cert).toBe(authorities);
  rmSync(folder, { recursive: true });
});

test('N8: every program of the cloud is in compose and on Kubernetes, and every image has one version', () => {
  const at = (...places: readonly string[]) =>
    Object.entries(runsAt).flatMap(([name, place]) => (places.includes(place) ? [name] : []));
  const composed = Object.keys(composeFile.services).filter((name) => !name.endsWith('-migrate'));
  const stores = ['postgres', 'redis', 'prometheus', 'alertmanager', 'grafana'];
  expect(composed.sort()).toEqual([...at('cloud', 'compose'), 'gateway', ...stores].sort());
  expect(programs.map(({ name }) => name).sort()).toEqual(
    at('cloud')
      .filter((name) => name !== 'kongRender')
      .sort(),
  );
  const deployed = ofKind('Deployment').map(({ metadata }) => metadata.name);
  expect(deployed.sort()).toEqual(
    [...programs.map(({ name }) => name), 'gateway', 'redis', 'provider', 'carrier', 'mail'].sort(),
  );
  const used = [
    ...Object.values(composeFile.services).map(({ image }) => image),
    ...templates.flatMap(({ spec }) => containersOf(spec)).map(({ image }) => image),
  ];
  for (const image of used) expect(image).toMatch(/^[\w./-]+:v?\d+\.\d+[\w.-]*$/);
});

describe.each(programs.map(({ name }) => name))('%s', (name) => {
  const told = composeFile.services[name]?.environment ?? {};
  const onKubernetes = mainOf(name);

  test('N8: is told all that it asks for, and nothing that it does not know', () => {
    const environment = Object.fromEntries(
      Object.entries(told).map(([key, value]) => [
        key,
        value.replaceAll(/\$\{[^}]*\}/g, 'a-secret-of-more-than-24-characters'),
      ]),
    );
    expect(() => readConfig(schemaOf(name), environment)).not.toThrow();
    expect(Object.keys(schemaOf(name).shape)).toEqual(expect.arrayContaining(Object.keys(environment)));
    expect(onKubernetes.env?.map((one) => one.name).sort()).toEqual(Object.keys(told).sort());
  });

  test('N8: listens where its ports, probes and names say', () => {
    const listening = [told.PORT, told.TLS_PORT].flatMap((text) => (text ? [Number(text)] : []));
    expect(told.HOST).toBe('0.0.0.0');
    expect(onKubernetes.ports?.map(({ containerPort }) => containerPort)).toEqual(listening);
    const names = onKubernetes.ports?.map((one) => one.name) ?? [];
    expect(names).toContain(onKubernetes.readinessProbe?.httpGet?.port);
    const { ports = [], selector } = named('Service', name).spec;
    expect(ports.map(({ targetPort }) => targetPort)).toEqual(names);
    expect(appIn(selector)).toBe(name);
  });
});

test.each(serviceNames)('N8: %s is told what scripts/up tells it', (name) => {
  const house = {
    home: homeFrom('/house'),
    ports: portsFrom(7400),
    secrets: Object.fromEntries(secretNames.map((secret) => [secret, 'secret'])),
  };
  const told = Object.keys(composeFile.services[name]?.environment ?? {});
  expect(told).toEqual(expect.arrayContaining(Object.keys(ownEnvironment(house, name))));
});

test('N6: on the network a service is reached by those who may call it, and by nobody else', () => {
  const everybody = [
    ...serviceNames,
    'gateway',
    'headquarters',
    'storefront',
    'provider',
    'carrier',
    'mail',
    'backups',
  ];
  // In the gateway's pod there is also what asks signers for their keys, with the keeper's certificate.
  const identities = (app: string) => (app === 'gateway' ? ['gateway', 'keeper'] : [app]);
  for (const service of serviceNames) {
    const { ingress = [] } = named('NetworkPolicy', service).spec;
    const open = ingress.find(({ ports }) => ports.some(({ port }) => port === interfacePort));
    const reached = open?.from?.map(({ podSelector }) => appIn(podSelector?.matchLabels));
    const allowed = everybody.filter((app) => identities(app).some((caller) => isCaller(caller, service)));
    expect(reached?.filter((app) => app !== 'keeper').sort(), service).toEqual(allowed.sort());
  }
  expect(named('NetworkPolicy', 'nobody').spec).toMatchObject({ podSelector: {} });
});

describe('what containers refer to is there, or docs/deploy.md says how it is made', () => {
  const guide = readFileSync(join(root, 'docs', 'deploy.md'), 'utf8');
  const guideLacks = (words: readonly string[]) => words.filter((word) => !guide.includes(word));
  const names = (kind: string) => ofKind(kind).map(({ metadata }) => metadata.name);
  const volumes = templates.flatMap(({ spec }) => spec.volumes ?? []);
  const variables = templates.flatMap(({ spec }) => containersOf(spec)).flatMap(({ env = [] }) => env);

  test('N8: volumes of pods', () => {
    const issued = ofKind('Certificate').map(({ spec }) => spec.secretName);
    const claims = volumes.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
    const maps = volumes.flatMap(({ configMap }) => configMap?.name ?? []);
    const secrets = volumes.flatMap(({ secret }) => secret?.secretName ?? []);
    expect(names('PersistentVolumeClaim')).toEqual(expect.arrayContaining(claims));
    expect(names('ConfigMap')).toEqual(expect.arrayContaining(maps));
    const byHand = secrets.filter((name) => !issued.includes(name));
    expect(guideLacks(byHand.map((name) => `generic ${name} `))).toEqual([]);
  });

  test('N8: variables of pods', () => {
    const secrets = variables.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []);
    const words = secrets.flatMap(({ name, key }) => [`generic ${name} `, `--from-literal=${key}=`]);
    expect(guideLacks(words)).toEqual([]);
    const places = variables.flatMap(({ valueFrom }) => valueFrom?.configMapKeyRef?.key ?? []);
    for (const overlay of ['demo', 'production']) {
      const text = onDisk(`kubernetes/overlays/${overlay}/kustomization.yaml`);
      expect(places.filter((key) => !text.includes(`- ${key}=`))).toEqual([]);
    }
  });

  test('N8: secrets of compose', () => {
    const asked = [...onDisk('compose.yaml').matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name);
    expect(asked).toContain('STOREFRONT_KEY');
    expect(guideLacks(asked)).toEqual([]);
  });
});

test('N8: what containers start is in the image, with the web apps that it serves', () => {
  const copied = [...onDisk('Dockerfile').matchAll(/^COPY --from=build \/comptoir\/(\S+) \1$/gm)].map(
    ([, path = '']) => path,
  );
  const started = [
    ...Object.values(composeFile.services).flatMap(({ command = [] }) => command),
    ...templates.flatMap(({ spec }) => containersOf(spec)).flatMap(({ args = [] }) => args),
  ].filter((word) => word.endsWith('.mjs'));
  const served = programs.flatMap(({ environment }) =>
    ['APP_DIST', 'API_DOCS_DIST', 'VERIFIER'].flatMap((key) => {
      const value = environment[key];
      return typeof value === 'string' ? [value] : [];
    }),
  );
  for (const path of [...started, ...served, kongPlaceExample.template])
    expect(
      copied.some((folder) => path === folder || path.startsWith(`${folder}/`)),
      path,
    ).toBe(true);
});
