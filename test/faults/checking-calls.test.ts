import { faultMatrix } from './fault-matrix.ts';
import { checkingCalls } from './faults.ts';

faultMatrix('calls that check the Base', checkingCalls, 'half');
