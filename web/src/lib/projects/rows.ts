export * from '@bouwberaad/shared/view/rows.ts';
