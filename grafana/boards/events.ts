/** From outbox to consumer, and the feeds that services and stores follow. */
import type { Board } from '../board.ts';

export const events: Board = {
  uid: 'events',
  title: 'événements / events',
  rows: [
    {
      title: 'Départ / Leaving',
      panels: [
        {
          title: 'En attente de départ / Outbox',
          legend: '{{service}}',
          expr: 'max by (service) (outbox_waiting)',
          unit: 'short',
        },
        {
          title: 'Le plus ancien / Oldest',
          legend: '{{service}}',
          expr: 'max by (service) (outbox_oldest_seconds)',
          unit: 's',
        },
        {
          title: 'Numérotés / Given a position',
          legend: '{{service}} {{series}}',
          expr: 'sum by (service, series) (rate(sequencer_rows_total[1m])) or vector(0)',
          unit: 'ops',
        },
      ],
    },
    {
      title: 'Arrivée / Arriving',
      panels: [
        {
          title: 'Appliqués / Applied',
          legend: '{{consumer}}',
          expr: 'sum by (consumer) (rate(events_applied_total[1m])) or vector(0)',
          unit: 'ops',
        },
        {
          title: 'En attente / Waiting',
          legend: '{{consumer}}',
          expr: 'max by (consumer) (events_waiting)',
          unit: 'short',
        },
        {
          title: 'Abandonnés / Given up',
          legend: '{{consumer}}',
          expr: 'max by (consumer) (events_dead)',
          unit: 'short',
        },
      ],
    },
    {
      title: 'Flux et messages / Feeds and messages',
      panels: [
        {
          title: 'Rangées sans position / Rows without a position',
          legend: '{{service}} {{feed}}',
          expr: 'max by (service, feed) (feed_rows_waiting)',
          unit: 'short',
        },
        {
          title: 'Depuis la dernière lecture / Since last read',
          legend: '{{service}} {{feed}}',
          expr: 'time() - max by (service, feed) (feed_read_at_seconds)',
          unit: 's',
        },
        {
          title: 'Courriels et textos en attente / Mails and SMS waiting',
          legend: '{{service}} {{channel}}',
          expr: 'max by (service, channel) (notifications_waiting)',
          unit: 'short',
        },
      ],
    },
  ],
};
