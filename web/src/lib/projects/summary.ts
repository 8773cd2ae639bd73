export * from '@bouwberaad/shared/view/summary.ts';
