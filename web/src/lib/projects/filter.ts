export * from '@bouwberaad/shared/view/filter.ts';
