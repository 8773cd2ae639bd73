export * from '@bouwberaad/shared/view/view-words.ts';
