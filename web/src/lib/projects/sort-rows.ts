export * from '@bouwberaad/shared/view/sort-rows.ts';
