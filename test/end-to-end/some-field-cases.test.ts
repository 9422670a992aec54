import { fieldCasesByCommand } from './field-cases-by-command.ts';

fieldCasesByCommand({ every: 5 });
