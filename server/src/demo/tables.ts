import type { Table, TableSettings } from '@bouwberaad/shared/model/organisation.ts';
import { DEVENTER, REGION, TWENTE, WEST } from './municipalities.ts';

/** Market parties and corporations sit at every table, so each table's plans are seen by everybody at it. */
const settings: TableSettings = { audience: 'tafel', editing: 'own', observersAnnotate: false };

const codes = (list: readonly { code: string }[]): string[] => list.map(({ code }) => code);

export const OVERIJSSEL: Table = {
  id: 'overijssel',
  name: 'Brede Bouwcoalitie Overijssel',
  kind: 'provincial',
  parent: null,
  municipalities: codes(REGION),
  settings,
};

export const WEST_OVERIJSSEL: Table = {
  id: 'west-overijssel',
  name: 'Bouwberaad West-Overijssel',
  kind: 'regional',
  parent: OVERIJSSEL.id,
  municipalities: codes(WEST),
  settings,
};

export const TWENTE_TABLE: Table = {
  id: 'twente',
  name: 'Bouwberaad Twente',
  kind: 'regional',
  parent: OVERIJSSEL.id,
  municipalities: codes(TWENTE),
  settings,
};

export const DEVENTER_TABLE: Table = {
  id: 'deventer',
  name: 'Platform Wonen Deventer',
  kind: 'local',
  parent: WEST_OVERIJSSEL.id,
  municipalities: [DEVENTER.code],
  settings: { ...settings, editing: 'open', observersAnnotate: true },
};
