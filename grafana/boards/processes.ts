/** Utilisation and saturation of each of our processes. */
import type { Board } from '../board.ts';

export const processes: Board = {
  uid: 'processes',
  title: 'processus (USE) / processes',
  rows: [
    {
      title: 'Processus / Processes',
      panels: [
        { title: 'Vivants / Alive', legend: '{{instance_name}}', expr: 'up', unit: 'short' },
        {
          title: 'Processeur / Processor',
          legend: '{{instance_name}}',
          expr: 'instance:process_cpu:rate1m',
          unit: 'percentunit',
        },
        {
          title: 'Mémoire / Memory',
          legend: '{{instance_name}}',
          expr: 'instance:process_memory_bytes:max',
          unit: 'bytes',
        },
      ],
    },
    {
      title: 'Saturation',
      panels: [
        {
          title: 'Retard de la boucle / Event loop lag',
          legend: '{{instance_name}}',
          expr: 'instance:eventloop_lag_seconds:p99',
          unit: 's',
        },
        {
          title: 'Tas utilisé / Heap used',
          legend: '{{instance_name}}',
          expr: 'max by (instance_name) (nodejs_heap_size_used_bytes)',
          unit: 'bytes',
        },
        {
          title: 'Ramasse-miettes / Garbage collection',
          legend: '{{instance_name}}',
          expr: 'sum by (instance_name) (rate(nodejs_gc_duration_seconds_sum[1m]))',
          unit: 'percentunit',
        },
      ],
    },
    {
      title: 'Disque et descripteurs / Disk and descriptors',
      panels: [
        {
          title: 'Disque libre / Disk free',
          legend: '{{service}}',
          expr: 'min by (service) (disk_free_bytes)',
          unit: 'bytes',
        },
        {
          title: 'Descripteurs ouverts / Open descriptors',
          legend: '{{instance_name}}',
          expr: 'max by (instance_name) (process_open_fds)',
          unit: 'short',
        },
      ],
    },
  ],
};
