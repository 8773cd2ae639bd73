import type { LucideProps } from '@lucide/svelte';
import type { Component } from 'svelte';

/** An icon of the one outline set: `import Search from '@lucide/svelte/icons/search'`. */
export type Icon = Component<LucideProps>;
