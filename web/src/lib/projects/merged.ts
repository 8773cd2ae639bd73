export * from '@bouwberaad/shared/model/merged.ts';
