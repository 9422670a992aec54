import { fieldCasesByPage } from './field-cases.ts';

fieldCasesByPage({ every: 1 });
