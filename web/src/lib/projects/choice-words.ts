import type { ActionState } from '@bouwberaad/shared/model/action.ts';
import type { Dwelling, LAND_POSITIONS, Segment, TARGET_GROUPS } from '@bouwberaad/shared/model/block.ts';
import type { BottleneckCategory, BottleneckState, Certainty } from '@bouwberaad/shared/model/bottleneck.ts';
import type { Confidentiality, Phase, PLAN_TYPES } from '@bouwberaad/shared/model/project.ts';
import { m } from '#lib/paraglide/messages.js';

/**
 * The model's choices as the screen says them. Each table names every choice, so that a new one in the model is an
 * error here until it has a word.
 */
type Words<Choice extends string> = Readonly<Record<Choice, () => string>>;

export const PHASE_WORDS: Words<Phase> = {
  concept: m.projects_phase_concept,
  initiatief: m.projects_phase_initiatief,
  definitie: m.projects_phase_definitie,
  ontwerp: m.projects_phase_ontwerp,
  voorbereiding: m.projects_phase_voorbereiding,
  realisatie: m.projects_phase_realisatie,
  nazorg: m.projects_phase_nazorg,
  afgerond: m.projects_phase_afgerond,
  vervallen: m.projects_phase_vervallen,
};

export const PLAN_TYPE_WORDS: Words<(typeof PLAN_TYPES)[number]> = {
  pandtransformatie: m.projects_plan_type_pandtransformatie,
  transformatiegebied: m.projects_plan_type_transformatiegebied,
  herstructurering: m.projects_plan_type_herstructurering,
  verdichting: m.projects_plan_type_verdichting,
  'uitbreiding uitleg': m.projects_plan_type_uitbreiding_uitleg,
  'uitbreiding overig': m.projects_plan_type_uitbreiding_overig,
};

export const CONFIDENTIALITY_WORDS: Words<Confidentiality> = {
  prive: m.projects_confidentiality_prive,
  'intern ambtelijk': m.projects_confidentiality_intern_ambtelijk,
  'intern bestuurlijk': m.projects_confidentiality_intern_bestuurlijk,
  'intern raad': m.projects_confidentiality_intern_raad,
  'extern woonregio': m.projects_confidentiality_extern_woonregio,
  'extern mede-overheden': m.projects_confidentiality_extern_mede_overheden,
  openbaar: m.projects_confidentiality_openbaar,
};

export const DWELLING_WORDS: Words<Dwelling> = {
  grondgebonden: m.projects_dwelling_grondgebonden,
  appartement: m.projects_dwelling_appartement,
  hoogbouw: m.projects_dwelling_hoogbouw,
  onbekend: m.projects_dwelling_onbekend,
};

export const SEGMENT_WORDS: Words<Segment> = {
  'sociale huur': m.projects_segment_sociale_huur,
  middenhuur: m.projects_segment_middenhuur,
  'dure huur': m.projects_segment_dure_huur,
  'betaalbare koop': m.projects_segment_betaalbare_koop,
  'middeldure koop': m.projects_segment_middeldure_koop,
  'dure koop': m.projects_segment_dure_koop,
  onbekend: m.projects_segment_onbekend,
};

export const TARGET_GROUP_WORDS: Words<(typeof TARGET_GROUPS)[number]> = {
  regulier: m.projects_target_group_regulier,
  jongeren: m.projects_target_group_jongeren,
  studenten: m.projects_target_group_studenten,
  ouderen: m.projects_target_group_ouderen,
  zorg: m.projects_target_group_zorg,
  'grote gezinnen': m.projects_target_group_grote_gezinnen,
  onbekend: m.projects_target_group_onbekend,
};

export const LAND_WORDS: Words<(typeof LAND_POSITIONS)[number]> = {
  'formele toestemming': m.projects_land_formele_toestemming,
  'intentie medewerking': m.projects_land_intentie_medewerking,
  'geen toestemming': m.projects_land_geen_toestemming,
  onbekend: m.projects_land_onbekend,
};

export const CATEGORY_WORDS: Words<BottleneckCategory> = {
  stikstof: m.projects_category_stikstof,
  netcongestie: m.projects_category_netcongestie,
  nutsaansluiting: m.projects_category_nutsaansluiting,
  'onrendabele top': m.projects_category_onrendabele_top,
  'ambtelijke capaciteit': m.projects_category_ambtelijke_capaciteit,
  'capaciteit bouwsector': m.projects_category_capaciteit_bouwsector,
  bereikbaarheid: m.projects_category_bereikbaarheid,
  parkeren: m.projects_category_parkeren,
  geluid: m.projects_category_geluid,
  natuur: m.projects_category_natuur,
  bodemverontreiniging: m.projects_category_bodemverontreiniging,
  'water en bodem': m.projects_category_water_en_bodem,
  draagvlak: m.projects_category_draagvlak,
  'bezwaar en beroep': m.projects_category_bezwaar_en_beroep,
  grondverwerving: m.projects_category_grondverwerving,
  anders: m.projects_category_anders,
  geen: m.projects_category_geen,
  onbekend: m.projects_category_onbekend,
};

export const BOTTLENECK_STATE_WORDS: Words<BottleneckState> = {
  open: m.projects_bottleneck_state_open,
  'at table': m.projects_bottleneck_state_at_table,
  escalated: m.projects_bottleneck_state_escalated,
  answered: m.projects_bottleneck_state_answered,
  resolved: m.projects_bottleneck_state_resolved,
  returned: m.projects_bottleneck_state_returned,
};

export const ACTION_STATE_WORDS: Words<ActionState> = {
  open: m.projects_action_state_open,
  doing: m.projects_action_state_doing,
  done: m.projects_action_state_done,
  dropped: m.projects_action_state_dropped,
};

export const CERTAINTY_WORDS: Words<Certainty> = {
  bevestigd: m.common_certainty_bevestigd,
  vermoed: m.common_certainty_vermoed,
  onbekend: m.common_certainty_onbekend,
};

/** Options for a select: an empty one first, where nothing may be chosen. */
export function optionsOf<Choice extends string>(
  choices: readonly Choice[],
  words: Words<Choice>,
  empty?: string,
): { value: Choice | ''; label: string }[] {
  const options = choices.map((value) => ({ value, label: words[value]() }));
  return empty === undefined ? options : [{ value: '' as const, label: empty }, ...options];
}

/** The choice that a select's value stands for; null for the empty one. */
export function chosen<Choice extends string>(choices: readonly Choice[], value: string): Choice | null {
  return choices.find((choice) => choice === value) ?? null;
}
