import { isBuild } from '../model/block.ts';
import { municipalityOf } from '../model/municipalities.ts';
import type { Project } from '../model/project.ts';
import { counted, type Omission } from './out.ts';

/**
 * RFC 7946. A plan with an outline and a point is one feature with the outline, and its point among the properties; one
 * without a place has no geometry, and is listed as missing on the map.
 */
export function toGeoJson(projects: readonly Project[]): { text: string; omissions: readonly Omission[] } {
  const nowhere = projects.filter((project) => geometryOf(project) === null).length;
  const omissions: Omission[] =
    nowhere === 0
      ? []
      : [
          {
            code: 'noPlace',
            what: counted(nowhere, 'plan', 'plannen'),
            count: nowhere,
            reason: 'Heeft geen plek en geen omtrek; staat in het bestand zonder plek.',
          },
        ];
  return {
    text: JSON.stringify({
      type: 'FeatureCollection',
      features: projects.map(featureOf),
      omitted: omissions,
    }),
    omissions,
  };
}

function geometryOf({ lat, lng, outline }: Project): unknown {
  return outline ?? (lat === null || lng === null ? null : { type: 'Point', coordinates: [lng, lat] });
}

function featureOf(project: Project): unknown {
  const {
    id,
    externalId,
    name,
    municipality,
    place,
    planType,
    phase,
    planStatus,
    likelihood,
    lat,
    lng,
    outline,
    blocks,
  } = project;
  const homes = blocks.filter(isBuild).reduce((sum, block) => sum + (block.homes ?? 0), 0);
  const point = outline === null || lat === null || lng === null ? {} : { lat, lng };
  return {
    type: 'Feature',
    id,
    geometry: geometryOf(project),
    properties: {
      externalId,
      name,
      municipality,
      municipalityName: municipalityOf(municipality)?.name ?? null,
      place,
      planType,
      phase,
      planStatus,
      likelihood,
      homes,
      ...point,
    },
  };
}
