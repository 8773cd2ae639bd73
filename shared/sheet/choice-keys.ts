/** How choices about an import name what has no path before it is made: a project of the file, */
export function newProjectKey({ externalId }: { readonly externalId: string }): string {
  return `new:${externalId}`;
}

/** and a bottleneck of one. */
export function bottleneckKey(externalId: string, category: string): string {
  return `bottleneck:${externalId}:${category}`;
}
