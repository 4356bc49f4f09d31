/** Kong on Kubernetes, with the program beside it that renders its file. */
import { kongEnvironment, placeFile, renderArguments } from '../gateway.ts';
import { images } from '../images.ts';
import { gatewayPort, statusPort } from '../programs.ts';
import {
  containerSecurity,
  disruptionBudget,
  type KubernetesObject,
  object,
  resources,
  scratch,
  scratchMount,
  scriptMap,
  serviceFor,
} from './objects.ts';
import { certificateSecret, podOf, probesAt } from './programs.ts';

/** Made by hand from the example beside it (docs/deploy.md): it holds keys. */
const kongPlaceSecret = 'kong-place';
const kongStartName = 'kong-start';
export const kongIdentities = { gateway: '/tls/gateway', keeper: '/tls/keeper' };

const kong = {
  name: 'kong',
  image: images.kong,
  command: ['/bin/sh', '/comptoir/start.sh'],
  env: Object.entries(kongEnvironment).map(([name, value]) => ({ name, value })),
  ports: [
    { name: 'proxy', containerPort: gatewayPort },
    { name: 'http', containerPort: statusPort },
  ],
  ...probesAt('/status', '/status/ready'),
  resources: resources('250m', '512Mi', '1Gi'),
  securityContext: containerSecurity,
  volumeMounts: [
    scratchMount,
    { name: 'kong', mountPath: '/kong', readOnly: true },
    { name: 'start', mountPath: '/comptoir', readOnly: true },
  ],
};

const kongRender = {
  name: 'kong-render',
  image: images.comptoir,
  args: [...renderArguments],
  resources: resources('20m', '96Mi', '256Mi'),
  securityContext: containerSecurity,
  volumeMounts: [
    { name: 'kong', mountPath: '/kong' },
    {
      name: 'place',
      mountPath: placeFile.slice(0, placeFile.lastIndexOf('/')),
      readOnly: true,
    },
    ...Object.entries(kongIdentities).map(([name, mountPath]) => ({
      name: certificateSecret(name),
      mountPath,
      readOnly: true,
    })),
  ],
};

export const gatewayObjects: readonly KubernetesObject[] = [
  object('apps/v1', 'Deployment', 'gateway', {
    spec: podOf('gateway', {
      containers: [kong, kongRender],
      volumes: [
        scratch,
        // It holds keys: never on a disk.
        { name: 'kong', emptyDir: { medium: 'Memory', sizeLimit: '4Mi' } },
        { name: 'start', configMap: { name: kongStartName } },
        { name: 'place', secret: { secretName: kongPlaceSecret } },
        ...Object.keys(kongIdentities).map((name) => ({
          name: certificateSecret(name),
          secret: { secretName: certificateSecret(name) },
        })),
      ],
    }),
  }),
  serviceFor('gateway', { proxy: gatewayPort, http: statusPort }, false),
  disruptionBudget('gateway'),
  scriptMap(kongStartName, 'kong/start.sh'),
];
