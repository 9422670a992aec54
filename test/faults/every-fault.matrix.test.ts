import { faultMatrix } from './fault-matrix.ts';
import { checkingCalls, creatingCalls, readingCalls, updatingCalls } from './faults.ts';

faultMatrix('every call', [...checkingCalls, ...readingCalls, ...creatingCalls, ...updatingCalls], 'all');
