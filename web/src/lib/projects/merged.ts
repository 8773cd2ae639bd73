export * from '@bouwberaad/shared/view/merged.ts';
