import { faultMatrix } from './fault-matrix.ts';
import { readingCalls } from './faults.ts';

faultMatrix('calls that read the tables', readingCalls, 'half');
