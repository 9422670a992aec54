import { faultMatrix } from './fault-matrix.ts';
import { creatingCalls } from './faults.ts';

faultMatrix('calls that create', creatingCalls, 'half');
