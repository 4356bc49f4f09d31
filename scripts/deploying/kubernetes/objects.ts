/** Kubernetes objects as plain data: what is theirs in form is checked against Kubernetes' own schemas (`deploy.test.ts`). */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../../system/root.ts';

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Readonly<{ name: string; labels?: Readonly<Record<string, string>> }>;
  readonly [part: string]: unknown;
}

/** Whose pods: the one label by which everything here is told apart. */
export const labelsOf = (app: string) => ({ 'app.kubernetes.io/name': app });

export const object = (
  apiVersion: string,
  kind: string,
  name: string,
  parts: Readonly<Record<string, unknown>>,
): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name, labels: { ...labelsOf(name), 'app.kubernetes.io/part-of': 'comptoir' } },
  ...parts,
});

/** A script in a config map, as its container mounts it. kustomize takes no file from outside its folders: so it stands there whole. */
export const scriptMap = (name: string, file: string) =>
  object('v1', 'ConfigMap', name, {
    data: { [basename(file)]: readFileSync(join(root, 'deploy', file), 'utf8') },
  });

/** Pods of everything run as nobody in particular, and write beside their volumes nothing. */
export const podSecurity = {
  runAsNonRoot: true,
  ...{ runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 },
  seccompProfile: { type: 'RuntimeDefault' },
};
export const containerSecurity = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/** A folder to write in for as long as the pod lives. */
export const scratch = { name: 'tmp', emptyDir: {} };
export const scratchMount = { name: 'tmp', mountPath: '/tmp' };

export const resources = (cpu: string, memory: string, memoryMax = memory) => ({
  requests: { cpu, memory },
  // Of memory alone: a limit of the processor makes slow what could be quick.
  limits: { memory: memoryMax },
});

export const serviceFor = (app: string, ports: Readonly<Record<string, number>>, headless: boolean) =>
  object('v1', 'Service', app, {
    spec: {
      // Whoever calls goes round the pods by itself, with a breaker for each, and so does Kong.
      ...(headless ? { clusterIP: 'None' } : {}),
      selector: labelsOf(app),
      ports: Object.entries(ports).map(([name, number]) => ({ name, port: number, targetPort: name })),
    },
  });

/** While nodes are emptied, one at a time goes. */
export const disruptionBudget = (app: string) =>
  object('policy/v1', 'PodDisruptionBudget', app, {
    spec: { maxUnavailable: 1, selector: { matchLabels: labelsOf(app) } },
  });
