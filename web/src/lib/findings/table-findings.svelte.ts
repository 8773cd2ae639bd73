import { doublesOf } from '@bouwberaad/shared/insight/doubles.ts';
import {
  doubleFinding,
  FINDING_KINDS,
  projectFindings,
  type Finding,
  type FindingKind,
} from '@bouwberaad/shared/insight/findings.ts';
import type { Project } from '@bouwberaad/shared/model/project.ts';
import type { TableSession } from '#lib/sync/table-session.svelte.ts';
import { now } from '#lib/ui/now.svelte.ts';

/** What deserves a look in the plans of the open table. An edit looks anew only at what it touched. */
export class TableFindings {
  readonly #session: TableSession;
  /** Findings of a project as it was, on the day and in the territory of `#judged`. */
  #own = new WeakMap<Project, readonly Finding[]>();
  #judged = '';
  #named: readonly string[] = [];
  #doubles: ReadonlyMap<string, readonly string[]> = new Map();

  readonly all: readonly Finding[] = $derived.by(() => this.#look());
  readonly projects: ReadonlySet<string> = $derived.by(() => new Set(this.all.map(({ project }) => project)));
  /** Those of each kind that there are, in the fixed order. */
  readonly byKind: readonly { readonly kind: FindingKind; readonly findings: readonly Finding[] }[] =
    $derived.by(() =>
      FINDING_KINDS.map((kind) => ({
        kind,
        findings: this.all.filter((finding) => finding.kind === kind),
      })).filter(({ findings }) => findings.length > 0),
    );

  constructor(session: TableSession) {
    this.#session = session;
  }

  #look(): readonly Finding[] {
    const options = { today: now.today, municipalities: this.#session.info.municipalities };
    const judged = [options.today, ...options.municipalities].join();
    if (judged !== this.#judged) this.#own = new WeakMap();
    this.#judged = judged;
    const projects = this.#session.all('projects');
    const doubles = this.#doublesOf(projects);
    return projects.flatMap((project) => {
      let own = this.#own.get(project);
      if (own === undefined) {
        own = projectFindings(project, options);
        this.#own.set(project, own);
      }
      const others = doubles.get(project.id);
      return others === undefined ? own : [...doubleFinding(project, others), ...own];
    });
  }

  /** Comparing names is dear, and names and numbers seldom change. */
  #doublesOf(projects: readonly Project[]): ReadonlyMap<string, readonly string[]> {
    const named = projects.map(({ id, name, place, municipality, externalId }) =>
      [id, name, place, municipality, externalId].join('\n'),
    );
    if (named.length !== this.#named.length || named.some((one, at) => one !== this.#named[at]))
      this.#doubles = doublesOf(projects);
    this.#named = named;
    return this.#doubles;
  }
}
