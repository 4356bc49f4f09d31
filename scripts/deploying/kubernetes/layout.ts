/** The files of deploy/kubernetes, as kustomize wants them: a base, and what each overlay adds. */

import { kongPlace } from '../gateway.ts';
import { images } from '../images.ts';
import { type Places, programs } from '../programs.ts';
import { backupObjects } from './backups.ts';
import { certificateObjects } from './certificates.ts';
import { gatewayObjects, kongIdentities } from './gateway.ts';
import { networkObjects } from './network.ts';
import { type KubernetesObject, object } from './objects.ts';
import { objectsOf, placesName } from './programs.ts';
import { demoPlaces, storeObjects } from './stores.ts';

const kustomization = (parts: Readonly<Record<string, unknown>>) => ({
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
  ...parts,
});
const placesFrom = (places: Places) => ({
  name: placesName,
  literals: Object.entries(places).map(([name, value]) => `${name}=${value}`),
});

/** Names of example domains: each house has its own. */
const productionPlaces: Places = {
  PUBLIC_GATEWAY_URL: 'https://api.comptoir.example',
  PUBLIC_SHOP_URL: 'https://boutique.comptoir.example',
  PUBLIC_HEADQUARTERS_URL: 'https://siege.comptoir.example',
  PAYMENT_PROVIDER_URL: 'https://paiements.comptoir.example',
  PAYMENT_PROVIDER_ORIGIN: 'https://paiements.comptoir.example',
  CARRIER_URL: 'https://colis.comptoir.example',
  TAX_REGISTRATIONS: '[]',
  SENDER_POSTAL_ADDRESS: 'Comptoir, 1, rue Principale, Montréal (Québec)  H2X 1Y4',
  SMTP_URL: 'smtps://courriel.comptoir.example',
  SMS_URL: 'https://textos.comptoir.example/sms',
  REDIS_URL: 'redis://redis.comptoir.example:6379',
};

const scaled = [...programs.map(({ name }) => name), 'gateway'];
/** More pods where processors are busy, fewer once they have been idle for five minutes. */
const autoscaler = (name: string) =>
  object('autoscaling/v2', 'HorizontalPodAutoscaler', name, {
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      ...{ minReplicas: 2, maxReplicas: 6 },
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
        },
      ],
      behavior: { scaleDown: { stabilizationWindowSeconds: 300 } },
    },
  });

const base: Readonly<Record<string, readonly KubernetesObject[]>> = {
  ...Object.fromEntries(programs.map((program) => [program.name, objectsOf(program)])),
  gateway: gatewayObjects,
  certificates: certificateObjects,
  network: networkObjects,
  backups: backupObjects,
};

/** On one node a volume has one writer at a time, and that is enough. */
const oneNode = programs
  .filter(({ keys }) => keys)
  .map(({ name }) => ({
    target: { kind: 'PersistentVolumeClaim', name: `${name}-keys` },
    patch: JSON.stringify([{ op: 'replace', path: '/spec/accessModes', value: ['ReadWriteOnce'] }]),
  }));

const changed = 'CHANGE-ME';
/** What the secret `kong-place` holds; its keys are to be changed. */
export const kongPlaceExample = kongPlace(
  { demoApplicationKey: changed, storefrontKey: changed, gatewayKey: changed },
  [productionPlaces.PUBLIC_HEADQUARTERS_URL, productionPlaces.PUBLIC_HEADQUARTERS_URL],
  kongIdentities,
);

/** Path below deploy/kubernetes to the documents of the file. */
export const kubernetesFiles: Readonly<Record<string, readonly object[]>> = {
  ...Object.fromEntries(Object.entries(base).map(([name, objects]) => [`base/${name}.yaml`, objects])),
  'base/kustomization.yaml': [
    kustomization({
      resources: Object.keys(base).map((name) => `${name}.yaml`),
      images: [
        { name: 'comptoir', newName: 'registry.example/comptoir', newTag: images.comptoir.split(':')[1] },
      ],
    }),
  ],
  'overlays/demo/stores.yaml': storeObjects,
  'overlays/demo/namespace.yaml': [object('v1', 'Namespace', 'comptoir-demo', {})],
  'overlays/demo/kustomization.yaml': [
    kustomization({
      namespace: 'comptoir-demo',
      resources: ['namespace.yaml', '../../base', 'stores.yaml'],
      configMapGenerator: [placesFrom(demoPlaces)],
      patches: oneNode,
    }),
  ],
  'overlays/production/autoscaling.yaml': scaled.map(autoscaler),
  'overlays/production/namespace.yaml': [object('v1', 'Namespace', 'comptoir', {})],
  'overlays/production/kustomization.yaml': [
    kustomization({
      namespace: 'comptoir',
      resources: ['namespace.yaml', '../../base', 'autoscaling.yaml'],
      configMapGenerator: [placesFrom(productionPlaces)],
    }),
  ],
};
