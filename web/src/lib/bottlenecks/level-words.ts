import type { LEVELS, SEVERITIES } from '@bouwberaad/shared/model/bottleneck.ts';
import type { OwnBottleneckEvent } from '@bouwberaad/shared/model/bottleneck-states.ts';
import { m } from '#lib/paraglide/messages.js';

export const SEVERITY_WORDS: Readonly<Record<(typeof SEVERITIES)[number], () => string>> = {
  laag: m.bottlenecks_severity_laag,
  midden: m.bottlenecks_severity_midden,
  hoog: m.bottlenecks_severity_hoog,
};

export const LEVEL_WORDS: Readonly<Record<(typeof LEVELS)[number], () => string>> = {
  project: m.bottlenecks_level_project,
  gemeente: m.bottlenecks_level_gemeente,
  regio: m.bottlenecks_level_regio,
  provincie: m.bottlenecks_level_provincie,
  rijk: m.bottlenecks_level_rijk,
};

/** On a button: what the table does with it. */
export const EVENT_WORDS: Readonly<Record<OwnBottleneckEvent, () => string>> = {
  putOnAgenda: m.bottlenecks_event_putOnAgenda,
  resolve: m.bottlenecks_event_resolve,
  reopen: m.bottlenecks_event_reopen,
};
