export * from '@bouwberaad/shared/view/column-set.ts';
