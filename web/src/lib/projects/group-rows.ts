export * from '@bouwberaad/shared/view/group-rows.ts';
