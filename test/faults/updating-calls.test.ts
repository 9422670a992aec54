import { faultMatrix } from './fault-matrix.ts';
import { updatingCalls } from './faults.ts';

faultMatrix('calls that update', updatingCalls, 'half');
