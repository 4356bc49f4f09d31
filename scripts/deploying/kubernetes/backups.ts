/** A dump of each database a night, onto a volume of its own. */
import { serviceNames } from '../../system/instances.ts';
import { images } from '../images.ts';
import {
  containerSecurity,
  type KubernetesObject,
  labelsOf,
  object,
  podSecurity,
  resources,
  scratch,
  scratchMount,
  scriptMap,
} from './objects.ts';

const backupScript = 'back-up';

const volumes = [
  scratch,
  { name: 'script', configMap: { name: backupScript } },
  { name: 'backups', persistentVolumeClaim: { claimName: 'backups' } },
];
const container = {
  name: 'backups',
  image: images.postgres,
  command: ['/bin/sh', '/comptoir/back-up.sh'],
  env: serviceNames.map((name) => ({
    name: `${name.toUpperCase()}_DATABASE_URL`,
    valueFrom: { secretKeyRef: { name, key: 'DATABASE_URL' } },
  })),
  resources: resources('100m', '128Mi', '512Mi'),
  securityContext: containerSecurity,
  volumeMounts: [
    scratchMount,
    { name: 'script', mountPath: '/comptoir', readOnly: true },
    { name: 'backups', mountPath: '/backups' },
  ],
};

export const backupObjects: readonly KubernetesObject[] = [
  object('batch/v1', 'CronJob', 'backups', {
    spec: {
      // While stores and head office sleep. Source: scripts/backing-up/nightly.ts.
      schedule: '0 2 * * *',
      timeZone: 'America/Toronto',
      concurrencyPolicy: 'Forbid',
      // A cluster that was away at that hour makes up for it.
      startingDeadlineSeconds: 6 * 3_600,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        spec: {
          backoffLimit: 3,
          template: {
            metadata: { labels: labelsOf('backups') },
            spec: {
              automountServiceAccountToken: false,
              restartPolicy: 'Never',
              securityContext: podSecurity,
              containers: [container],
              volumes,
            },
          },
        },
      },
    },
  }),
  scriptMap(backupScript, 'backups/back-up.sh'),
  object('v1', 'PersistentVolumeClaim', 'backups', {
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '50Gi' } } },
  }),
];
